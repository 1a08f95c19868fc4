import type { Requester } from '@sms-connectors/core';

/** What one requester is counted by: the IP address, and the user ID. */
export function requesterKeys(requester: Requester | undefined): readonly string[] {
  const { ip, userId } = requester ?? {};
  return [
    ...(ip === undefined ? [] : [`ip:${networkOf(ip)}`]),
    ...(userId === undefined ? [] : [`user:${userId}`]),
  ];
}

/** One person has a whole /64 of IPv6 addresses: https://www.rfc-editor.org/rfc/rfc6177 */
function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip;
  // Writes every address in one way: https://url.spec.whatwg.org/#concept-ipv6-serializer
  const written = URL.parse(`http://[${ip}]`)?.hostname.slice(1, -1);
  if (written === undefined) return ip;
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(written);
  if (mapped !== null) return ipv4Of(mapped.slice(1).map((group) => Number.parseInt(group, 16)));
  const [before = '', after] = written.split('::');
  const groups = before === '' ? [] : before.split(':');
  const last = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array<string>(8 - groups.length - last.length).fill('0');
  return [...groups, ...(after === undefined ? [] : zeros), ...last].slice(0, 4).join(':');
}

function ipv4Of(groups: readonly number[]): string {
  return groups.flatMap((group) => [group >> 8, group & 0xff]).join('.');
}
