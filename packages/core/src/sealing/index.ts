// What keeps the data of messages unreadable in a store that several machines share.
export { digestOf, isSameDigest, keyFor } from './keys.ts';
export { randomBytes } from './random-bytes.ts';
export { seal, unseal } from './seal.ts';
