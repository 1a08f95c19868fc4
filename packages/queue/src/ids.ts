import { randomBytes } from '@sms-connectors/core/sealing';

const idBytes = 16;

/** An id that nobody guesses and that says nothing but the lane. BullMQ takes no colon in it. */
export function newId(lane: string): string {
  return `${lane}.${Buffer.from(randomBytes(idBytes)).toString('base64url')}`;
}

/** The id of the message that goes to another provider after this one did not arrive. */
export function nextId(id: string): string {
  return `${id}.next`;
}

/** The lane of an id; callers may pass anything. */
export function laneIn(id: unknown): string {
  return typeof id === 'string' ? id.slice(0, Math.max(0, id.indexOf('.'))) : '';
}
