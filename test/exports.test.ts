import { expect, test } from 'vitest';
import { rooms } from './workspace.ts';

// What a package exports is a promise to its users. A change here needs a changeset that tells them; then
// `pnpm check:tests -u` takes it into the snapshot.
test.each(rooms.flatMap(({ entries }) => entries))('$specifier', async ({ load }) => {
  expect(Object.keys(await load()).toSorted()).toMatchSnapshot();
});
