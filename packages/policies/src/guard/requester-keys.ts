import type { Message } from '@sms-connectors/core';

/** What one requester is counted by: the IP address, and the user ID. Or what is wrong with the requester. */
export function requesterKeys(
  message: Pick<Message, 'requester'>,
): { readonly keys: readonly string[] } | { readonly problem: string } {
  const { ip, userId } = read(message);
  const keys: string[] = [];
  if (isGiven(ip)) {
    const network = networkOf(ip);
    // Anything else would be a new requester each time, and the limit would hold nobody back.
    if (network === undefined) {
      return { problem: 'requester.ip must be one IP address without a port' };
    }
    keys.push(`ip:${network}`);
  }
  if (isGiven(userId)) {
    if (typeof userId !== 'string') return { problem: 'requester.userId must be a text' };
    keys.push(`user:${userId}`);
  }
  return keys.length > 0 ? { keys } : { problem: 'requester must have ip or userId' };
}

// A message may have getters that throw, and what they throw may contain anything.
function read(message: Pick<Message, 'requester'>): {
  readonly ip?: unknown;
  readonly userId?: unknown;
} {
  try {
    const { ip, userId } = message.requester ?? {};
    return { ip, userId };
  } catch {
    return {};
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
// A zone names an interface of this machine: https://www.rfc-editor.org/rfc/rfc4007#section-11
const ipv6 = /^(?<address>[\da-f:.]+)(?:%\w+)?$/i;

/** An IPv4 address, or the /64 of an IPv6 address, which one person has whole: https://www.rfc-editor.org/rfc/rfc6177 */
function networkOf(ip: unknown): string | undefined {
  if (typeof ip !== 'string') return undefined;
  if (ipv4.test(ip)) return ip;
  const address = ipv6.exec(ip)?.groups?.['address'] ?? '';
  // Writes every address in one way: https://url.spec.whatwg.org/#concept-ipv6-serializer
  const written = URL.parse(`http://[${address}]`)?.hostname.slice(1, -1);
  if (written === undefined) return undefined;
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
