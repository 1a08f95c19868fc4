/**
 * What this package reads of the event that Auth0 passes to a custom phone provider.
 * @see https://auth0.com/docs/customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider/actions-triggers-custom-phone-provider-event-object
 */
export interface PhoneEvent {
  readonly notification: {
    /** `otp_verify`, `otp_enroll`, `change_password`, `blocked_account` or `password_breach`. */
    readonly message_type: string;
    /** In E.164. */
    readonly recipient: string;
    readonly code?: string | undefined;
    /** Such as `en_US`. */
    readonly locale?: string | undefined;
    /** `text` or `voice`. */
    readonly delivery_method: string;
    /** The text as Auth0 rendered it. */
    readonly as_text: string;
  };
  readonly secrets?: Readonly<Record<string, string | undefined>> | undefined;
  readonly request?: { readonly ip?: string | undefined } | undefined;
  readonly user?: { readonly user_id?: string | undefined } | undefined;
}

/**
 * Without a call of either, the message counts as sent; the last call wins.
 * @see https://auth0.com/docs/customize/phone-messages/configure-phone-messaging-providers/configure-a-custom-phone-provider/action-triggers-custom-phone-provider-api-object
 */
export interface PhoneApi {
  readonly notification: {
    /** Auth0 logs the reason, and calls the Action again, up to 5 times. */
    readonly retry: (reason?: string) => void;
    /** Auth0 logs the reason, and gives up. */
    readonly drop: (reason?: string) => void;
  };
}

export type PhoneAction = (event: PhoneEvent, api: PhoneApi) => Promise<void>;
