import {
  type ApprovedTemplate,
  crossFieldCheck,
  errorCodes,
  type ErrorCode,
  type InferInput,
  isWithoutQuery,
  notTogether,
  requiredUnless,
  requiredWith,
  secretField,
  templateSchema,
  templatesOf,
  type TextTemplate,
  urlRules,
} from '@sms-connectors/core';
import * as z from '@sms-connectors/core/zod';
import { pathPattern } from './json-path.ts';
import { placeholderChecks } from './placeholder-checks.ts';
import { templatesOrDefault } from './default-templates.ts';

/** A template, and the ID under which the gateway knows it. */
export interface HttpTemplate extends TextTemplate {
  readonly id?: string | undefined;
}

// A gateway does not cause the others.
const ownCodes = new Set(['timeout', 'network', 'invalid_response', 'aborted']);
const codes = (Object.keys(errorCodes) as ErrorCode[]).filter((code) => !ownCodes.has(code));
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const statusPattern = /^[1-5]\d\d$/;

const path = z
  .string()
  .check(z.regex(pathPattern, 'Must be a path such as id, data.id or messages[0].id, or $.'));
const headerNameSchema = z
  .string()
  .check(z.regex(headerName, 'Must be the name of an HTTP header, such as X-Api-Key.'));
const headerText = z
  .string()
  .check(z.regex(/^[\t\x20-\x7E]*$/, 'Must have ASCII characters only, and no line breaks.'));
const secretText = z.string().check(z.minLength(1), z.meta(secretField));
const url = z.string().check(
  ...urlRules.map(({ isMet, message }) => z.refine<string>(isMet, { message, abort: true })),
  z.refine<string>((text) => !/[{}]/.test(text), {
    message: 'Must not contain placeholders. Put them into query, headers or body.',
    abort: true,
  }),
  z.refine<string>(isWithoutQuery.isMet, 'Must not contain a query. Put it into query.'),
);

function signatureSchema(id: string, example: string) {
  return z
    .strictObject({
      header: headerNameSchema.check(
        z.meta({ description: 'The header with the signature.', examples: [example] }),
      ),
      secret: secretText.check(
        z.meta({
          description: 'The secret with which the body is signed.',
          examples: ['<your-signing-secret>'],
          ...secretField,
        }),
      ),
      algorithm: z
        ._default(z.enum(['sha1', 'sha256', 'sha512']), 'sha256')
        .check(z.meta({ description: 'The hash of the HMAC.', examples: ['sha256'] })),
      encoding: z
        ._default(z.enum(['hex', 'base64']), 'hex')
        .check(z.meta({ description: 'How the signature is written.', examples: ['hex'] })),
      prefix: z._default(headerText, '').check(
        z.meta({
          description: 'What stands before the signature, such as `sha256=`.',
          examples: ['sha256='],
        }),
      ),
    })
    .check(z.meta({ id }));
}

const answer = z
  .strictObject({
    acceptedStatuses: z.optional(z.array(z.int().check(z.minimum(100), z.maximum(599)))).check(
      z.meta({
        description:
          'The HTTP statuses with which the gateway accepts a message. By default, 200 to 299.',
        examples: [[200]],
      }),
    ),
    accepted: z.optional(z.record(path, z.array(z.string()))).check(
      z.meta({
        description:
          'The values that an accepted message has at these paths. Numbers and `true` are compared as texts. An answer with other values is not a success.',
        examples: [{ status: ['queued', 'sent'] }],
      }),
    ),
    messageId: z.optional(path).check(
      z.meta({
        description: 'The path of the message’s ID. An answer without it is not a success.',
        examples: ['data.id'],
      }),
    ),
    errorCode: z.optional(path).check(
      z.meta({
        description: 'The path of the gateway’s own error code.',
        examples: ['error.code'],
      }),
    ),
    errorCodes: z.optional(z.record(z.string(), z.enum(codes))).check(
      z.meta({
        description:
          'What the gateway’s error codes mean. List only codes with which the gateway certainly sends nothing. Other codes in an answer with status 200 to 299 mean that the message may have been sent.',
        examples: [{ INVALID_NUMBER: 'invalid_recipient' }],
      }),
    ),
    errorStatuses: z
      .optional(
        z.record(
          z.string().check(z.regex(statusPattern, 'Must be an HTTP status, such as 422.')),
          z.enum(codes),
        ),
      )
      .check(
        z.meta({
          description:
            'What HTTP statuses mean, if more than usual. List only statuses with which the gateway certainly sends nothing.',
          examples: [{ '422': 'invalid_recipient' }],
        }),
      ),
  })
  .check(z.meta({ id: 'Answer' }));

const reportStates = ['pending', 'delivered', 'undelivered', 'unconfirmed'] as const;

const reports = z
  .strictObject({
    format: z._default(z.enum(['json', 'form', 'query']), 'json').check(
      z.meta({
        description:
          'Where the gateway writes the report: into a JSON body, a form, or the query of the URL.',
        examples: ['json'],
      }),
    ),
    messageId: path.check(
      z.meta({ description: 'The path of the message’s ID.', examples: ['data.id'] }),
    ),
    status: path.check(
      z.meta({ description: 'The path of the message’s state.', examples: ['data.status'] }),
    ),
    statuses: z.record(z.string(), z.enum(reportStates)).check(
      z.meta({
        description: 'What the gateway’s states mean. All others are `pending`.',
        examples: [{ DELIVERED: 'delivered', FAILED: 'undelivered' }],
      }),
    ),
    token: z.optional(secretText).check(
      z.meta({
        description:
          'A long random text that proves a report. Add it to your URL as `?token=`, or have the gateway send it in `tokenHeader`.',
        examples: ['<your-report-token>'],
        ...secretField,
      }),
    ),
    tokenHeader: z.optional(headerNameSchema).check(
      z.meta({
        description: 'The header with the token. By default, the token is in the query of the URL.',
        examples: ['X-Token'],
      }),
    ),
    signature: z.optional(signatureSchema('ReportSignature', 'X-Signature')).check(
      z.meta({
        description: 'How the gateway signs the body of a report with HMAC.',
        examples: [{ header: 'X-Signature', secret: '<your-signing-secret>' }],
      }),
    ),
  })
  .check(
    requiredUnless('token', 'signature'),
    notTogether('token', 'signature'),
    requiredWith('token', 'tokenHeader'),
    z.meta({ id: 'Reports' }),
  );

const template = z.extend(templateSchema, {
  id: z.optional(z.string().check(z.minLength(1))).check(
    z.meta({
      description:
        'The ID of the template, if the gateway sends approved templates only. `{{templateId}}` in the request stands for it.',
      examples: ['<template-id>'],
    }),
  ),
});

// Without templates, the gateway writes the texts. The schema’s last check puts those in that say so.
const templates = z.optional(templatesOf(template)).check(
  z.meta({
    description:
      'The messages: one template for each usage type and, optionally, each language. Not needed if the gateway writes the texts.',
  }),
) as unknown as z.ZodMiniType<
  readonly (HttpTemplate | ApprovedTemplate)[],
  readonly HttpTemplate[] | undefined
> & { readonly _zod: { readonly optin: 'optional' } };

export const configSchema = z
  .strictObject({
    url: z.optional(url).check(
      z.meta({
        description: 'The URL of the gateway’s API, without a query.',
        examples: ['https://sms.example.com/v1/messages'],
      }),
    ),
    endpoint: z.optional(url).check(
      z.meta({
        description:
          'Another name of `url`, as in Logto’s configs. The body is Logto’s by default: `to`, `type`, `payload` and, if it is known, `ip`.',
        examples: ['https://example.com/your-http-sms-endpoint'],
      }),
    ),
    method: z._default(z.enum(['POST', 'GET', 'PUT']), 'POST').check(
      z.meta({
        description:
          'The HTTP method. Use GET only if the gateway has nothing else: the number and the text are then in the URL, which servers and proxies log, and Deno may send the request again if the connection breaks.',
        examples: ['POST'],
      }),
    ),
    authorization: z
      .optional(
        headerText.check(
          z.minLength(1),
          z.refine(
            (text) => !text.includes('{{'),
            'Must not contain placeholders. Write the value itself.',
          ),
        ),
      )
      .check(
        z.meta({
          description: 'The `Authorization` header, such as `Bearer <token>`.',
          examples: ['Bearer <your-token>'],
          ...secretField,
        }),
      ),
    username: z
      .optional(z.string().check(z.regex(/^[^:\p{Cc}]+$/u, 'Must not contain a colon.')))
      .check(
        z.meta({
          description: 'The user name, if the gateway uses basic authentication.',
          examples: ['<your-username>'],
        }),
      ),
    password: z.optional(secretText).check(
      z.meta({
        description: 'The password or API key for basic authentication.',
        examples: ['<your-password>'],
        ...secretField,
      }),
    ),
    secrets: z
      .optional(
        z.record(
          z
            .string()
            .check(z.regex(/^[\w-]+$/, 'Must be a name of letters, digits and underscores.')),
          secretText,
        ),
      )
      .check(
        z.meta({
          description:
            'Secrets that the request contains, by names of your choice. `{{secrets.apiKey}}` stands for the one named `apiKey`.',
          examples: [{ apiKey: '<your-api-key>' }],
        }),
      ),
    headers: z.optional(z.record(headerNameSchema, headerText.check(z.meta(secretField)))).check(
      z.meta({
        description: 'Further headers, with placeholders. Their values are treated as secrets.',
        examples: [{ 'X-Api-Key': '<your-api-key>' }],
      }),
    ),
    query: z.optional(z.record(z.string(), z.string())).check(
      z.meta({
        description: 'The query of the URL, with placeholders.',
        examples: [{ to: '{{to}}', text: '{{text}}' }],
      }),
    ),
    body: z
      .optional(
        z
          .unknown()
          .check(
            z.refine(
              (value) => typeof value === 'object' && value !== null,
              'Must be a JSON object or a list.',
            ),
          ),
      )
      .check(
        z.meta({
          description:
            'The body, with placeholders such as `{{to}}` and `{{text}}`. A member whose placeholders have no value is left out.',
          examples: [{ to: '{{to}}', text: '{{text}}' }],
        }),
      ),
    format: z._default(z.enum(['json', 'form']), 'json').check(
      z.meta({
        description:
          'How the body is written: as JSON, or as a form (`application/x-www-form-urlencoded`).',
        examples: ['json'],
      }),
    ),
    numberFormat: z._default(z.enum(['e164', 'digits', 'national']), 'e164').check(
      z.meta({
        description:
          'How the gateway wants numbers: `+33612345678`, `33612345678`, or without the country code.',
        examples: ['e164'],
      }),
    ),
    countryCode: z
      .optional(z.string().check(z.regex(/^[1-9]\d{0,3}$/, 'Must be a country code, such as 33.')))
      .check(
        z.meta({
          description:
            'The country code of national numbers. Messages to other countries are refused before they are sent.',
          examples: ['33'],
        }),
      ),
    trunkPrefix: z
      .optional(z.string().check(z.regex(/^\d{1,3}$/, 'Must be digits, such as 0.')))
      .check(
        z.meta({
          description: 'What stands before a national number, such as `0` in France.',
          examples: ['0'],
        }),
      ),
    signature: z.optional(signatureSchema('Signature', 'X-Signature')).check(
      z.meta({
        description: 'Signs the body with HMAC.',
        examples: [{ header: 'X-Signature', secret: '<your-signing-secret>' }],
      }),
    ),
    answer: z.optional(answer).check(
      z.meta({
        description:
          'How to read the gateway’s answer. By default, a status from 200 to 299 means that it accepted the message.',
        examples: [{ messageId: 'id', errorCode: 'error.code' }],
      }),
    ),
    reports: z.optional(reports).check(
      z.meta({
        description: 'How to read delivery reports. Required to receive them.',
        examples: [{ messageId: 'id', status: 'status', statuses: { delivered: 'delivered' } }],
      }),
    ),
    templates,
  })
  .check(
    requiredUnless('url', 'endpoint'),
    notTogether('endpoint', 'url'),
    requiredUnless('body', 'query', 'endpoint'),
    requiredWith('password', 'username'),
    requiredWith('username', 'password'),
    notTogether('authorization', 'username'),
    crossFieldCheck(
      'countryCode',
      'Required if numberFormat is national.',
      ({ numberFormat, countryCode }) => numberFormat !== 'national' || countryCode !== undefined,
    ),
    crossFieldCheck(
      'body',
      'A GET request has no body. Put its members into query.',
      ({ method, body, endpoint }) =>
        method !== 'GET' || (body === undefined && endpoint === undefined),
    ),
    crossFieldCheck(
      'signature',
      'A GET request has no body to sign.',
      ({ method, signature }) => method !== 'GET' || signature === undefined,
    ),
    crossFieldCheck(
      'body',
      'The body of a form must be an object of texts.',
      ({ format, body }) => format !== 'form' || body === undefined || isForm(body),
    ),
    ...placeholderChecks,
    z.overwrite((config) => ({ ...config, templates: templatesOrDefault(config.templates) })),
  );

function isForm(body: unknown): boolean {
  return (
    typeof body === 'object' &&
    body !== null &&
    !Array.isArray(body) &&
    Object.values(body).every((value) => ['string', 'number', 'boolean'].includes(typeof value))
  );
}

export type HttpConfig = InferInput<typeof configSchema>;
export type ParsedConfig = z.output<typeof configSchema>;
