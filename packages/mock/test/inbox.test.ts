import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { mock, openInbox } from '@sms-connectors/mock';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const templates = [
  { usageType: 'SignIn' as const, content: 'Code {{code}}' },
  { usageType: 'Generic' as const, content: 'Code {{code}}' },
];
const message = { to: '+33612345678', usageType: 'SignIn', payload: { code: '1' } } as const;

describe('waitFor', () => {
  test('returns a message that came before, and one that comes after', async () => {
    const sms = mock({ templates });
    await sms.send(message);
    expect(await sms.inbox.waitFor({ to: '+33 6 12 34 56 78' })).toMatchObject({ text: 'Code 1' });

    const next = sms.inbox.waitFor({ to: message.to });
    await sms.send({ ...message, payload: { code: '2' } });
    expect(await next).toMatchObject({ text: 'Code 2' });
  });

  test('returns when the code expires, if the send said so', async () => {
    const sms = mock({ templates });
    const expiresAt = new Date(Date.now() + 60_000);
    await sms.send({ ...message, expiresAt });
    expect(await sms.inbox.waitFor()).toHaveProperty('expiresAt', expiresAt.toISOString());
  });

  test('returns each message once, the oldest first', async () => {
    const sms = mock({ templates });
    await sms.send({ ...message, payload: { code: '1' } });
    await sms.send({ ...message, payload: { code: '2' } });
    const texts = [await sms.inbox.waitFor(), await sms.inbox.waitFor()].map(({ text }) => text);
    expect(texts).toEqual(['Code 1', 'Code 2']);
    await expect(sms.inbox.waitFor({ timeoutMs: 30 })).rejects.toThrow(
      'the inbox holds 2 messages',
    );
  });

  test('selects by recipient, usage type and time', async () => {
    const sms = mock({ templates });
    await sms.send(message);
    const since = new Date(Date.now() + 1);
    await expect(sms.inbox.waitFor({ since, timeoutMs: 10 })).rejects.toThrow('No message');
    await sms.send({ ...message, usageType: 'Generic', to: '+351912345678' });
    expect(await sms.inbox.waitFor({ usageType: 'Generic' })).toMatchObject({
      to: '+351912345678',
    });
    await expect(sms.inbox.waitFor({ to: '+351912345678', timeoutMs: 10 })).rejects.toThrow(
      'No message to +351•••••••78 came within 10 ms',
    );
  });

  test('finds nothing in an inbox that was cleared', async () => {
    const sms = mock({ templates });
    await sms.send(message);
    await sms.inbox.clear();
    expect(await sms.inbox.list()).toEqual([]);
  });
});

describe('an inbox in a file', () => {
  let folder: string;
  let inboxFile: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sms-inbox-'));
    inboxFile = path.join(folder, 'inbox.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is read by another inbox, even while it grows', async () => {
    const inbox = openInbox(inboxFile);
    expect(await inbox.list()).toEqual([]);
    const arriving = inbox.waitFor({ to: message.to });
    await mock({ templates, inboxFile }).send(message);
    expect(await arriving).toMatchObject({ text: 'Code 1', usageType: 'SignIn' });
    await inbox.clear();
    expect(await inbox.list()).toEqual([]);
  });

  test('can be read only by its owner, since it has codes', async () => {
    await mock({ templates, inboxFile }).send(message);
    const { mode } = await stat(inboxFile);
    expect(mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  });

  test('restricts an existing file to its owner', async () => {
    await writeFile(inboxFile, '', { mode: 0o644 });
    await mock({ templates, inboxFile }).send(message);
    const { mode } = await stat(inboxFile);
    expect(mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
  });

  test('that cannot be written rejects the message', async () => {
    const sms = mock({ templates, inboxFile: path.join(folder, 'missing/inbox.jsonl') });
    await expect(sms.send(message)).rejects.toMatchObject({ outcome: 'rejected' });
  });

  test('ignores a line that is still being written', async () => {
    await mock({ templates, inboxFile }).send(message);
    await appendFile(inboxFile, '{"messageId":"half');
    expect(await openInbox(inboxFile).list()).toHaveLength(1);
  });

  test('survives a line that a process left cut', async () => {
    const sms = mock({ templates, inboxFile });
    await sms.send(message);
    await appendFile(inboxFile, '{"messageId":"half');
    await sms.send({ ...message, payload: { code: '2' } });
    await appendFile(inboxFile, '"another half"\n');
    const texts = (await openInbox(inboxFile).list()).map(({ text }) => text);
    expect(texts).toEqual(['Code 1', 'Code 2']);
  });

  test('has every message of several processes that write at once', async () => {
    const program = `
      const { mock } = await import('@sms-connectors/mock');
      const [inboxFile, name] = process.argv.slice(1);
      const sms = mock({ inboxFile, from: name, templates: ${JSON.stringify(templates)} });
      await Promise.all(Array.from({ length: 100 }, (_, code) =>
        sms.send({ to: '+33612345678', usageType: 'SignIn', payload: { code } })));`;
    const flags = [...process.execArgv, '--input-type=module', '--eval', program, inboxFile];
    const names = ['one', 'two', 'three'];
    await Promise.all(
      names.map((name) => run(process.execPath, [...flags, name], { cwd: import.meta.dirname })),
    );
    const messages = await openInbox(inboxFile).list();
    const received = messages.map(({ from, text }) => `${from} ${text}`).toSorted();
    const sent = names.flatMap((name) =>
      Array.from({ length: 100 }, (_, code) => `${name} Code ${code}`),
    );
    expect(received).toEqual(sent.toSorted());
  });
});
