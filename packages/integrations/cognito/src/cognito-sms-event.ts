/**
 * What this package reads of the event that Cognito passes to a custom SMS sender.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sms-sender.html
 */
export interface CognitoSmsEvent {
  /** Why the message is sent, such as `CustomSMSSender_SignUp`. */
  readonly triggerSource: string;
  readonly userName: string;
  readonly request: {
    /** The code or temporary password: encrypted with the AWS Encryption SDK, in Base64. */
    readonly code?: string | null | undefined;
    readonly userAttributes: Readonly<Record<string, string | undefined>>;
    readonly clientMetadata?: Readonly<Record<string, string | undefined>> | undefined;
  };
}

/**
 * What this package uses of the context that Lambda passes to a function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface LambdaContext {
  readonly getRemainingTimeInMillis: () => number;
}
