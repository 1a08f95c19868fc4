import { tell } from '@sms-connectors/core';
import { expect, test } from 'vitest';

test('a listener hears what it is told', () => {
  const heard: string[] = [];
  tell((told: string) => heard.push(told), 'news');
  tell(undefined, 'news');
  expect(heard).toEqual(['news']);
});

test('what a listener throws, now or later, changes nothing', async () => {
  const unhandled: unknown[] = [];
  const listen = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', listen);
  tell(() => {
    throw new Error('a listener');
  }, 'news');
  tell(() => Promise.reject(new Error('a listener')), 'news');
  await new Promise((resolve) => {
    setTimeout(resolve, 10);
  });
  process.off('unhandledRejection', listen);
  expect(unhandled).toEqual([]);
});
