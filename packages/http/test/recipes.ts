import type { ErrorCode, FailedOutcome } from '@sms-connectors/core';
import type { EmulatorAnswer } from '@sms-connectors/core/testing';

/** What a provider’s own documentation says about the requests and answers of a recipe. */
export interface DocumentedRecipe {
  /** The provider’s pages, or its SDK. */
  readonly sources: readonly string[];
  readonly request: {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    /** The headers that prove who sends. */
    readonly headers: Readonly<Record<string, string>>;
    /** The members of the body or, with GET, of the query. */
    readonly members: object;
  };
  readonly accepted: EmulatorAnswer;
  /** The ID in the accepted answer; absent if there is none. */
  readonly messageId?: string;
  readonly failures: readonly {
    readonly name: string;
    readonly answer: EmulatorAnswer;
    readonly means: {
      readonly outcome: FailedOutcome;
      readonly code: ErrorCode;
      readonly providerCode?: string;
    };
  }[];
}

const to = '+33612345678';
const digits = '33612345678';
const text = 'Your code is 314159.';
const rejected = 'rejected';
const unknown = 'unknown';
/** Stands for the ID that the connector makes. */
export const ownId = '<own-id>';

function basic(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

const http = (status: number, code: ErrorCode, body: string | object = '') => ({
  name: `HTTP ${status}`,
  answer: { status, body },
  means: { outcome: rejected, code } as const,
});

export const documentedRecipes: Readonly<Record<string, DocumentedRecipe>> = {
  '46elks': {
    sources: ['https://46elks.com/docs/send-sms', 'https://46elks.com/docs/sms-delivery-reports'],
    request: {
      method: 'POST',
      path: '/a1/sms',
      headers: { authorization: basic('<your-api-username>', '<your-api-password>') },
      members: {
        from: 'YourCompany',
        to,
        message: text,
        whendelivered: 'https://example.com/reports/http?token=<your-report-token>',
      },
    },
    // The message as https://46elks.com/docs/show-sms-id describes it.
    accepted: {
      status: 200,
      body: {
        id: 's3633fa8e62f823e52fbc67ebf6925ab5',
        direction: 'outgoing',
        from: 'YourCompany',
        created: '2016-08-18T09:55:31.116000',
        to,
        status: 'created',
        cost: 3500,
      },
    },
    messageId: 's3633fa8e62f823e52fbc67ebf6925ab5',
    failures: [http(401, 'unauthorized'), http(403, 'unauthorized', 'Missing key from')],
  },
  africastalking: {
    sources: [
      'https://www.npmjs.com/package/africastalking/v/0.8.3',
      'https://github.com/AfricasTalkingLtd/africastalking-python/blob/42ab450fe64884a38974e0adfc1e9385fb3fcefc/test/test_sms.py',
    ],
    request: {
      method: 'POST',
      path: '/version1/messaging',
      headers: { apikey: '<your-api-key>', accept: 'application/json' },
      members: { username: '<your-username>', to, message: text },
    },
    accepted: {
      // The SDK for Node.js takes 201 only.
      status: 201,
      body: {
        SMSMessageData: {
          Message: 'Sent to 1/1 Total Cost: KES 0.8000',
          Recipients: [
            {
              statusCode: 101,
              number: to,
              status: 'Success',
              cost: 'KES 0.8000',
              messageId: 'ATPid_SampleTxnId123',
            },
          ],
        },
      },
    },
    messageId: 'ATPid_SampleTxnId123',
    failures: [
      http(401, 'unauthorized'),
      {
        name: 'no recipient that is accepted',
        answer: { status: 201, body: { SMSMessageData: { Message: 'x', Recipients: [] } } },
        means: { outcome: unknown, code: 'invalid_response' },
      },
    ],
  },
  clicksend: {
    sources: [
      'https://developers.clicksend.com/docs/rest/v3/',
      'https://github.com/ClickSend/clicksend-ruby-v2/blob/2aa99a441d37fcd05906904665d7d4bae896e3e2/docs/SendSms.md',
    ],
    request: {
      method: 'POST',
      path: '/v3/sms/send',
      headers: { authorization: basic('<your-username>', '<your-api-key>') },
      members: { messages: [{ to, body: text }] },
    },
    accepted: {
      status: 200,
      body: {
        http_code: 200,
        response_code: 'SUCCESS',
        response_msg: 'Messages queued for delivery.',
        data: {
          total_count: 1,
          queued_count: 1,
          messages: [
            {
              to,
              body: text,
              message_id: 'BF7AD270-0DE2-418B-B606-71D527D9C1AE',
              status: 'SUCCESS',
            },
          ],
        },
      },
    },
    messageId: 'BF7AD270-0DE2-418B-B606-71D527D9C1AE',
    failures: [
      http(401, 'unauthorized', {
        http_code: 401,
        response_code: 'UNAUTHORIZED',
        response_msg: 'x',
        data: null,
      }),
      {
        // “This parameter doesn’t reflect the status of each message”, says the SDK of `http_code`.
        name: 'a message of another status inside a 200',
        answer: {
          status: 200,
          body: {
            http_code: 200,
            response_code: 'SUCCESS',
            data: { messages: [{ to, message_id: 'x', status: 'OTHER' }] },
          },
        },
        means: { outcome: unknown, code: 'invalid_response', providerCode: 'OTHER' },
      },
    ],
  },
  mailjet: {
    sources: [
      'https://github.com/mailjet/api-documentation/blob/3a446e6488a7a9dbcfd4f6fd7ba364576f99f284/guides-sms/_send-sms-api.md',
      'https://github.com/mailjet/api-documentation/blob/3a446e6488a7a9dbcfd4f6fd7ba364576f99f284/guides-sms/_error-codes.md',
    ],
    request: {
      method: 'POST',
      path: '/v4/sms-send',
      headers: { authorization: 'Bearer <your-token>' },
      members: { From: 'YourCompany', To: to, Text: text },
    },
    accepted: {
      status: 200,
      body: {
        From: 'MJPilot',
        To: '+33600000000',
        Text: 'Have a nice SMS flight with Mailjet !',
        MessageId: '2034075536371630429',
        SmsCount: 1,
        CreationTS: 1521626400,
        SentTS: 1521626402,
        Cost: { Value: 0.0012, Currency: 'EUR' },
        Status: { Code: 2, Name: 'sent', Description: 'Message sent' },
      },
    },
    messageId: '2034075536371630429',
    failures: [http(400, 'unclassified'), http(401, 'unauthorized'), http(403, 'unauthorized')],
  },
  messente: {
    sources: [
      'https://github.com/messente/messente-api-python/blob/cccfc7ca8880fc60156108db0ddcd6f7ac674a72/docs/OmnimessageApi.md',
      'https://github.com/messente/messente-api-python/blob/cccfc7ca8880fc60156108db0ddcd6f7ac674a72/docs/ErrorCodeOmnichannel.md',
    ],
    request: {
      method: 'POST',
      path: '/v1/omnimessage',
      headers: { authorization: basic('<your-api-username>', '<your-api-password>') },
      members: { to, messages: [{ channel: 'sms', sender: 'YourCompany', text }] },
    },
    accepted: {
      status: 201,
      body: {
        messages: [
          { message_id: '75b4e2fc-2d2c-4e86-ba3b-2d1e0ef4cb6b', channel: 'sms', sender: 'x' },
        ],
        to,
        omnimessage_id: '632c6f4f-6f62-4b3b-a4e1-9a3c1fd1f2b1',
      },
    },
    messageId: '632c6f4f-6f62-4b3b-a4e1-9a3c1fd1f2b1',
    failures: [
      {
        name: 'wrong credentials',
        answer: { status: 401, body: messenteError('103', 'Unauthorized') },
        means: { outcome: rejected, code: 'unauthorized', providerCode: '103' },
      },
      {
        name: 'invalid data',
        answer: { status: 400, body: messenteError('105', 'Invalid data') },
        means: { outcome: rejected, code: 'unclassified', providerCode: '105' },
      },
      {
        name: 'a fault of the server',
        answer: { status: 500, body: messenteError('104', 'Internal Server Error') },
        means: { outcome: unknown, code: 'provider_unavailable', providerCode: '104' },
      },
    ],
  },
  msg91: {
    sources: [
      'https://msg91.com/help/template/how-to-create-flow-id-to-send-sms-via-api',
      'https://www.npmjs.com/package/msg91/v/2.2.8',
    ],
    request: {
      method: 'POST',
      path: '/api/v5/flow/',
      headers: { authkey: '<your-authkey>' },
      members: { flow_id: 'T1', recipients: [{ mobiles: digits, code: '314159' }] },
    },
    accepted: { status: 200, body: { type: 'success', message: '3763646c3058373530393938' } },
    failures: [
      {
        name: 'an error inside a 200',
        answer: { status: 200, body: { type: 'error', message: 'x' } },
        means: { outcome: rejected, code: 'unclassified', providerCode: 'error' },
      },
    ],
  },
  seven: {
    sources: [
      'https://docs.seven.io/en/rest-api/endpoints/sms',
      'https://www.npmjs.com/package/@seven.io/client/v/5.6.0',
    ],
    request: {
      method: 'POST',
      path: '/api/sms',
      headers: { 'x-api-key': '<your-api-key>', accept: 'application/json' },
      members: { to, from: 'YourCompany', text },
    },
    accepted: {
      status: 200,
      body: {
        success: '100',
        total_price: 0.075,
        balance: 12.5,
        debug: 'false',
        sms_type: 'direct',
        messages: [
          {
            id: '77229318510',
            sender: 'YourCompany',
            recipient: digits,
            text,
            encoding: 'gsm',
            label: null,
            parts: 1,
            udh: null,
            is_binary: false,
            price: 0.075,
            success: true,
            error: null,
            error_text: null,
          },
        ],
      },
    },
    messageId: '77229318510',
    failures: [
      {
        name: 'a wrong key inside a 200',
        answer: { status: 200, body: { success: '900' } },
        means: { outcome: rejected, code: 'unauthorized', providerCode: '900' },
      },
      {
        name: 'no credit',
        answer: { status: 200, body: { success: '500' } },
        means: { outcome: rejected, code: 'insufficient_balance', providerCode: '500' },
      },
      {
        name: 'a carrier that failed',
        answer: { status: 200, body: { success: '600' } },
        means: { outcome: unknown, code: 'invalid_response', providerCode: '600' },
      },
      {
        name: 'a code in place of an object',
        answer: { status: 200, body: '900' },
        means: { outcome: unknown, code: 'invalid_response' },
      },
    ],
  },
  smsapi: {
    sources: [
      'https://github.com/smsapi/smsapi-python-client/blob/36cfbcca00d2054a1b1920afdda311d83bc21426/tests/unit/sms/fixtures/send.json',
      'https://github.com/smsapi/smsapi-python-client/blob/36cfbcca00d2054a1b1920afdda311d83bc21426/tests/unit/sms/fixtures/send_to_invalid_number.json',
    ],
    request: {
      method: 'POST',
      path: '/sms.do',
      headers: { authorization: 'Bearer <your-token>' },
      members: { to: digits, message: text, format: 'json', encoding: 'utf-8' },
    },
    accepted: {
      status: 201,
      body: {
        count: 1,
        list: [
          {
            id: '1',
            points: 0.1,
            number: '48100200300',
            date_sent: 1460969712,
            submitted_number: '48100200300',
            status: 'QUEUE',
          },
        ],
      },
    },
    messageId: '1',
    failures: [
      {
        name: 'a wrong number inside a 200',
        answer: {
          status: 200,
          body: {
            invalid_numbers: [
              {
                number: '48100200300',
                submitted_number: '48100200300',
                message: 'Invalid phone number',
              },
            ],
            error: 13,
            message: 'No correct phone numbers',
          },
        },
        means: { outcome: rejected, code: 'invalid_recipient', providerCode: '13' },
      },
    ],
  },
  smsfactor: {
    sources: [
      'https://dev.smsfactor.com/en/api/sms/send/send-simulate',
      'https://github.com/smsfactor/smsfactor-php-sdk/blob/6a8bea1da833d3828f6d6d0421c7f55f1f7c819d/src/ApiRequestor.php',
    ],
    request: {
      method: 'GET',
      path: '/send',
      headers: { authorization: 'Bearer <your-token>', accept: 'application/json' },
      members: { to: digits, text, sender: 'YourCompany', gsmsmsid: ownId },
    },
    accepted: {
      status: 200,
      body: {
        status: 1,
        message: 'OK',
        cost: 1,
        credits: 642,
        total: 1,
        sent: 1,
        blacklisted: 0,
        duplicated: 0,
        npai: 0,
        invalid: 0,
        not_allowed: 0,
      },
    },
    failures: [
      ...[
        ['-1', 'unauthorized'] as const,
        ['-3', 'insufficient_balance'] as const,
        ['-7', 'invalid_config'] as const,
      ].map(([status, code]) => ({
        name: `the status ${status} inside a 200`,
        answer: { status: 200, body: { status: Number(status), message: 'x' } },
        means: { outcome: rejected, code, providerCode: status } as const,
      })),
      {
        name: 'a number that was filtered out',
        answer: { status: 200, body: { status: 1, message: 'OK', sent: 0, invalid: 1 } },
        means: { outcome: unknown, code: 'invalid_response', providerCode: '1' },
      },
      {
        name: 'an unknown error',
        answer: { status: 200, body: { status: -99, message: 'x' } },
        means: { outcome: unknown, code: 'invalid_response', providerCode: '-99' },
      },
    ],
  },
  textmagic: {
    sources: [
      'https://docs.textmagic.com/',
      'https://github.com/textmagic/textmagic-rest-php-v2/tree/afec91d4f0e8a97d8e4a76e30f6956deca6fd6dc/docs/Model',
    ],
    request: {
      method: 'POST',
      path: '/api/v2/messages',
      headers: { authorization: basic('<your-username>', '<your-api-key>') },
      members: { text, phones: to },
    },
    accepted: {
      status: 201,
      body: {
        id: 49_575_710,
        href: '/api/v2/messages/49575710',
        type: 'message',
        sessionId: 34_436_687,
        bulkId: 0,
        messageId: 49_575_710,
        scheduleId: 0,
        chatId: 51_210,
      },
    },
    messageId: '49575710',
    failures: [
      http(400, 'unclassified', { code: 400, message: 'Validation Failed', errors: {} }),
      http(401, 'unauthorized', { code: 401, message: 'Unauthorized' }),
    ],
  },
  unifonic: {
    sources: [
      'https://docs.unifonic.com/articles/products-documentation/sending-your-first-sms-via-unifonic-api',
      'https://docs.unifonic.com/reference/http-status-codes',
    ],
    request: {
      method: 'POST',
      path: '/rest/SMS/messages',
      headers: { accept: 'application/json' },
      members: {
        AppSid: '<your-app-sid>',
        SenderID: '<your-sender-id>',
        Recipient: digits,
        Body: text,
        responseType: 'JSON',
      },
    },
    accepted: {
      status: 200,
      body: {
        success: 'true',
        message: '',
        errorCode: 'ER-00',
        data: {
          MessageID: 3_200_017_889_310,
          CorrelationID: '',
          Status: 'Queued',
          NumberOfUnits: 0,
          Cost: 0,
          Balance: 0,
          Recipient: '966000000000',
          TimeCreated: '2018-05-07 06:41:53.237',
          CurrencyCode: '',
        },
      },
    },
    messageId: '3200017889310',
    failures: [
      http(401, 'unauthorized'),
      http(449, 'content_rejected'),
      http(480, 'sender_invalid'),
      http(482, 'invalid_recipient'),
    ],
  },
  zenvia: {
    sources: [
      'https://github.com/zenvia/zenvia-openapi-spec/blob/56b6f78cd39b8363566b061455ac7703a305c1d6/spec/paths/channels/channels@sms@messages.ts',
      'https://github.com/zenvia/zenvia-openapi-spec/blob/56b6f78cd39b8363566b061455ac7703a305c1d6/spec/components/schemas/error/base.ts',
    ],
    request: {
      method: 'POST',
      path: '/v2/channels/sms/messages',
      headers: { 'x-api-token': '<your-api-token>' },
      members: {
        from: '<your-sender-id>',
        to: digits,
        contents: [{ type: 'text', text }],
      },
    },
    accepted: {
      status: 200,
      body: {
        id: 'f3f0a6f1-9d9e-4a8d-b3a4-0c9b5b8d4d44',
        from: 'sms-account',
        to: '55108888888888',
        direction: 'OUT',
        channel: 'sms',
        contents: [{ type: 'text', text }],
        timestamp: '2026-01-31T09:30:00Z',
      },
    },
    messageId: 'f3f0a6f1-9d9e-4a8d-b3a4-0c9b5b8d4d44',
    failures: [
      {
        name: 'a request that is not valid',
        answer: { status: 400, body: { code: 'VALIDATION_ERROR', message: 'Validation error' } },
        means: { outcome: rejected, code: 'unclassified', providerCode: 'VALIDATION_ERROR' },
      },
    ],
  },
};

function messenteError(code: string, title: string): object {
  return { errors: [{ code, title, detail: 'x', source: null }] };
}
