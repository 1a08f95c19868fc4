/** A body template of the emulated account. */
export interface EmulatedTemplate {
  /** With variables such as `{1}`. */
  readonly content: string;
  /** The numbers that it is for; by default all. */
  readonly area?: Area | undefined;
  /** Verification code templates, the default, take only values of up to six digits. */
  readonly type?: 'verification' | 'notification' | undefined;
  readonly isApproved?: boolean | undefined;
}

export interface EmulatedSignature {
  readonly name: string;
  /** The numbers that it is for; by default all. */
  readonly area?: Area | undefined;
  readonly isApproved?: boolean | undefined;
}

/** The Chinese mainland, and everywhere else. */
export type Area = 'mainland' | 'global';

/** The emulated account and its settings in the console. */
export interface TencentAccount {
  /** The SecretId. */
  readonly accessKeyId: string;
  /** The SecretKey. */
  readonly accessKeySecret: string;
  readonly sdkAppId: string;
  readonly signatures: readonly EmulatedSignature[];
  /** By ID. Without them, every ID is an approved verification code template with as many variables as it gets values. */
  readonly templates?: Readonly<Record<string, EmulatedTemplate>> | undefined;
  /** What is left of the packages of messages. */
  readonly messagesLeft: number;
  /** Numbers that have opted out. */
  readonly optedOutNumbers: readonly string[];
  /** Individuals cannot list signatures. */
  readonly isEnterprise: boolean;
  /** The callback URL for the delivery status, with its `token`. */
  readonly deliveryReportUrl?: string | undefined;
  /** The code in delivery reports, such as `UNDELIV`; by default `DELIVRD`. */
  readonly receiptCode: string;
}

export const emulatedAccount: TencentAccount = {
  accessKeyId: 'AKIDemulatedaccount',
  accessKeySecret: 'emulated-secret-key',
  sdkAppId: '1400006666',
  signatures: [{ name: 'Acme' }],
  messagesLeft: 1000,
  optedOutNumbers: [],
  isEnterprise: true,
  receiptCode: 'DELIVRD',
};

export function areaOf(number: string): Area {
  return number.startsWith('+86') ? 'mainland' : 'global';
}
