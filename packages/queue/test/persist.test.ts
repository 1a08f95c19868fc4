import { expect, test } from 'vitest';
import { persist } from '../src/worker/persist.ts';

test('repeats what the connection broke, and not a fault of a program', async () => {
  const failures: unknown[] = [
    new Error('Connection is closed.'),
    Object.assign(new Error('LOADING Redis is loading'), { name: 'ReplyError' }),
    new TypeError('null is not iterable'),
    new Error('never reached'),
  ];
  const work = async (): Promise<never> => {
    throw failures.shift();
  };
  await expect(persist(work, () => false)).rejects.toThrow('null is not iterable');
  expect(failures).toHaveLength(1);
});
