import * as z from '@sms-connectors/core/zod';

// What Infobip's description of its API lists, version 3.210.0 of its OpenAPI document, apart from binary messages and
// schedules. Everything else is unknown.
// https://www.infobip.com/docs/api/channels/sms/outbound-sms/send-sms-messages
const text = z.string();
const integer = z.int();
const optional = z.optional;

const content = z.strictObject({
  text,
  transliteration: optional(text),
  language: optional(
    z.strictObject({
      languageCode: optional(z.enum(['NONE', 'TR', 'ES', 'PT', 'AUTODETECT'])),
      singleShift: optional(z.boolean()),
      lockingShift: optional(z.boolean()),
    }),
  ),
});
const messageOptions = z.strictObject({
  validityPeriod: optional(
    z.strictObject({
      amount: integer,
      timeUnit: optional(z.enum(['SECONDS', 'MINUTES', 'HOURS'])),
    }),
  ),
  campaignReferenceId: optional(text.check(z.maxLength(255))),
  flash: optional(z.boolean()),
});
const webhooks = z.strictObject({
  delivery: optional(
    z.strictObject({
      url: optional(z.url()),
      intermediateReport: optional(z.boolean()),
      notify: optional(z.boolean()),
    }),
  ),
  contentType: optional(z.enum(['application/json', 'application/xml'])),
  callbackData: optional(text.check(z.maxLength(4000))),
});

/** A request that sends messages. */
export const smsRequest = z.strictObject({
  messages: z.array(
    z.strictObject({
      sender: optional(text),
      destinations: z.array(
        z.strictObject({
          to: text.check(z.maxLength(64)),
          messageId: optional(text.check(z.maxLength(200))),
          networkId: optional(integer),
        }),
      ),
      content,
      options: optional(messageOptions),
      webhooks: optional(webhooks),
    }),
  ),
  options: optional(
    z.strictObject({
      includeSmsCountInResponse: optional(z.boolean()),
      conversionTracking: optional(
        z.strictObject({
          useConversionTracking: optional(z.boolean()),
          conversionTrackingName: optional(text),
        }),
      ),
    }),
  ),
});

const status = z.strictObject({
  groupId: integer,
  groupName: z.enum(['ACCEPTED', 'PENDING', 'UNDELIVERABLE', 'DELIVERED', 'EXPIRED', 'REJECTED']),
  id: integer,
  name: text,
  description: text,
  action: optional(text),
});

/** The answer 200 to it. */
export const smsAnswer = z.strictObject({
  bulkId: optional(text),
  messages: z.array(
    z.strictObject({
      messageId: text,
      status,
      destination: text,
      details: optional(z.strictObject({ messageCount: integer })),
    }),
  ),
});

/** An error of the SMS API. */
export const apiError = z.strictObject({
  errorCode: text,
  description: text,
  action: text,
  violations: z.array(z.strictObject({ property: text, violation: text })),
  resources: z.array(z.strictObject({ name: text, url: text })),
});

/** An error of the APIs for conversions and the balance. */
export const apiException = z.strictObject({
  requestError: z.strictObject({
    serviceException: z.strictObject({ messageId: text, text }),
  }),
});

/**
 * A request to a webhook.
 * @see https://www.infobip.com/docs/api/channels/sms/sms-messaging/logs-and-status-reports
 */
export const deliveryReports = z.strictObject({
  results: z.array(
    z.strictObject({
      bulkId: text,
      price: z.strictObject({ pricePerMessage: z.number(), currency: text }),
      status,
      error: z.strictObject({
        groupId: integer,
        groupName: z.enum(['OK', 'HANDSET_ERRORS', 'USER_ERRORS', 'OPERATOR_ERRORS']),
        id: integer,
        name: text,
        description: text,
        permanent: z.boolean(),
      }),
      messageId: text,
      to: text,
      sender: text,
      sentAt: text.check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/)),
      doneAt: text.check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}$/)),
      messageCount: integer,
      mccMnc: optional(text),
      callbackData: optional(text),
      platform: optional(z.looseObject({})),
      campaignReferenceId: optional(text),
    }),
  ),
});
