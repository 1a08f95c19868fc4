export { describePolicy, type PolicyOptions } from './describe-policy.ts';
