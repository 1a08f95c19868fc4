export type { BrevoConfig } from './config.ts';
export { brevo, brevo as connector } from './connector.ts';
export { errorRows } from './errors.ts';
