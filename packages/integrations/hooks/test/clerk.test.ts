import { clerk } from '@sms-connectors/hooks/clerk';
import { Webhook } from 'svix';
import { describe, expect, test } from 'vitest';
import { describeHook } from './describe-hook.ts';
import { recordingSender } from './recording-sender.ts';
import { is2xx, posted } from './requests.ts';

const key = btoa('a key of the tests, 32 bytes lon');
const secret = `whsec_${key}`;
const url = 'https://example.com/hooks/clerk';

interface Changes {
  readonly sms?: object;
  readonly event?: object;
}

/** The envelope of the overview, and the type SMSMessageJSON of @clerk/backend. */
const event = ({ sms = {}, event: changes = {} }: Changes = {}): object => ({
  object: 'event',
  type: 'sms.created',
  timestamp: Date.now(),
  instance_id: 'ins_1',
  data: {
    object: 'sms_message',
    id: 'sms_1',
    from_phone_number: '+12015550100',
    to_phone_number: '+33612345678',
    phone_number_id: 'idn_1',
    user_id: 'user_1',
    message: '904172 is your code.',
    status: 'queued',
    slug: 'a_slug',
    data: { otp_code: '904172' },
    delivered_by_clerk: false,
    ...sms,
  },
  ...changes,
});

/** Signed by the library of Svix, which sends Clerk’s webhooks. */
function signed(
  body: object,
  { id = `msg_${crypto.randomUUID()}`, at = new Date(), by = key } = {},
): Request {
  const text = JSON.stringify(body);
  return posted(url, text, {
    'svix-id': id,
    'svix-timestamp': String(Math.floor(at.getTime() / 1000)),
    'svix-signature': new Webhook(by).sign(id, at, text),
  });
}

const { 'svix-signature': _, ...unsigned } = Object.fromEntries(signed(event()).headers);

describeHook('Clerk', {
  connect: (options) => clerk({ secret, ...options }),
  request: (id) => signed(event(), id === undefined ? {} : { id }),
  to: '+33612345678',
  code: '904172',
  secrets: [key],
  message: {
    usageType: 'Generic',
    payload: { code: '904172', text: '904172 is your code.' },
    requester: { userId: 'user_1' },
  },
  deadlineMs: 15_000,
  audience: 'queue',
  hasKeys: true,
  forged: {
    'without a signature': posted(url, event(), unsigned),
    'with the signature of another key': signed(event(), { by: btoa('another key of the tests') }),
    'six minutes later': signed(event(), { at: new Date(Date.now() - 360_000) }),
    'without a number': signed(event({ sms: { to_phone_number: '' } })),
    'without a code or a text': signed(event({ sms: { data: null, message: '' } })),
    'without a time': signed(event({ event: { timestamp: undefined } })),
  },
  isYes: is2xx,
});

async function after(changes: Changes, options: { usageType?: () => 'ForgotPassword' } = {}) {
  const { sender, sent } = recordingSender();
  const skipped: string[] = [];
  const handle = clerk({
    secret,
    sender,
    onSkipped: (reason) => skipped.push(reason),
    ...options,
  });
  const { status } = await handle(signed(event(changes)));
  return { sent, skipped, status };
}

describe('nothing is sent', () => {
  test.each([
    ['that Clerk has sent', { sms: { delivered_by_clerk: true } }, 'sent_by_platform'],
    ['of another event', { event: { type: 'user.created' } }, 'other_event'],
    ['older than ten minutes', { event: { timestamp: Date.now() - 601_000 } }, 'expired'],
  ])('for a message %s', async (_name, changes, reason) => {
    expect(await after(changes)).toEqual({ sent: [], skipped: [reason], status: 200 });
  });
});

test('a message without a code has its text', async () => {
  const { sent } = await after({ sms: { data: null, message: 'Your password was changed.' } });
  expect(sent).toMatchObject([
    { usageType: 'Generic', payload: { text: 'Your password was changed.' } },
  ]);
});

test('the slug decides what a message is for', async () => {
  const { sent } = await after({}, { usageType: () => 'ForgotPassword' });
  expect(sent).toMatchObject([{ usageType: 'ForgotPassword' }]);
});

test('a secret is replaced while events arrive', async () => {
  const other = btoa('the next key of the tests, longer');
  const { sender, sent } = recordingSender();
  const handle = clerk({ secret: [`whsec_${other}`, secret], sender });
  await handle(signed(event()));
  await handle(signed(event(), { by: other }));
  expect(sent).toHaveLength(2);
});
