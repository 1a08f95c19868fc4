export { cognitoSmsSender } from './cognito-sms-sender.ts';
export type { CognitoSmsOptions } from './cognito-sms-options.ts';
export type { CognitoSmsEvent, LambdaContext } from './cognito-sms-event.ts';
