import type { CancelResult, CheckResult, ResendResult, StartResult } from '@sms-connectors/verify';
import { checkSchema, idSchema, startSchema } from '../routes/schemas.ts';
import { dateTime, meaning, statusObject, text } from './json-schema.ts';
import type { Operation } from './operation.ts';
import { type Problems, requestProblems } from './problems.ts';

const id = '9f1c2b7e-2f0a-4f0e-9d0c-3f6a1f5f0d11';
const started = {
  id,
  expiresAt: '2026-12-31T12:10:00.000Z',
  resendAt: '2026-12-31T12:00:30.000Z',
  outcome: 'accepted',
};
const startedProperties = {
  id: meaning('The ID of the verification, for the other calls. It may go to the browser.', text),
  expiresAt: meaning('When the code expires.', dateTime),
  resendAt: meaning('When the code can be sent again; absent if it cannot.', dateTime),
  outcome: meaning(
    '`unknown`: the message may have been sent. `hidden`: not told, since `known` was given.',
    {
      type: 'string',
      enum: ['accepted', 'unknown', 'hidden'],
    },
  ),
};
const refusedProperties = {
  code: meaning('With `rejected`: the error code.', text),
  retryAt: meaning('When another try can succeed, if that is known.', dateTime),
};

const verifyProblems: Problems = {
  ...requestProblems,
  422: 'The `Idempotency-Key` belongs to another request.',
  503: 'The gateway’s store failed. Try again later.',
};

const tag = 'verifications';

export const verifyOperations: readonly Operation[] = [
  {
    path: '/verify/start',
    id: 'startVerification',
    tag,
    summary: 'Send a verification code',
    description: 'Makes a code and sends it.',
    request: startSchema,
    example: { to: '+33612345678', usageType: 'SignIn' },
    answers: {
      200: {
        description:
          'The result: `started`, `rejected` (nothing was sent) or `limited` (there were too many codes for this number).',
        schema: statusObject<StartResult['status']>(
          { started: true, rejected: true, limited: true },
          {
            ...startedProperties,
            ...refusedProperties,
          },
        ),
        example: { status: 'started', ...started },
      },
    },
    problems: verifyProblems,
  },
  {
    path: '/verify/resend',
    id: 'resendVerification',
    tag,
    summary: 'Send the same code again',
    description: 'Another provider sends it, if the delivery plan has one.',
    request: idSchema,
    example: { id },
    answers: {
      200: {
        description: 'The result.',
        schema: statusObject<ResendResult['status']>(
          {
            resent: true,
            too_early: true,
            too_many: true,
            rejected: true,
            expired: true,
            locked: true,
            used: true,
            not_found: true,
          },
          { ...startedProperties, ...refusedProperties },
        ),
        example: { status: 'resent', ...started },
      },
    },
    problems: verifyProblems,
  },
  {
    path: '/verify/check',
    id: 'checkVerification',
    tag,
    summary: 'Check what a person entered',
    description: 'A code is approved once.',
    request: checkSchema,
    example: { id, code: '123456' },
    answers: {
      200: {
        description: 'The result: `approved`, `wrong`, or how the verification ended.',
        schema: statusObject<CheckResult['status']>(
          { approved: true, wrong: true, expired: true, locked: true, used: true, not_found: true },
          {
            to: meaning('With `approved`: the phone number that is verified.', text),
            usageType: meaning('With `approved`: why the code was sent.', text),
            attemptsLeft: meaning('With `wrong`: how many more codes can be entered.', {
              type: 'integer',
            }),
          },
        ),
        example: { status: 'approved', to: '+33612345678', usageType: 'SignIn' },
      },
    },
    problems: verifyProblems,
  },
  {
    path: '/verify/cancel',
    id: 'cancelVerification',
    tag,
    summary: 'End a verification',
    description: 'Its code is no longer valid.',
    request: idSchema,
    example: { id },
    answers: {
      200: {
        description: '`canceled`, or how the verification had ended.',
        schema: statusObject<CancelResult['status']>(
          { canceled: true, expired: true, locked: true, used: true, not_found: true },
          {},
        ),
        example: { status: 'canceled' },
      },
    },
    problems: verifyProblems,
  },
];
