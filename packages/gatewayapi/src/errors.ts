import {
  asJsonObject,
  classifyHttpStatus,
  type ErrorRow,
  type FailedAnswer,
  type HttpResponse,
  parseJsonObject,
  type ProviderErrorFacts,
  providerErrorTable,
} from '@sms-connectors/core';

/** GatewayAPI's error codes: those below `0x0800` come in place of a message, the others with its delivery report. */
const errors = providerErrorTable({
  pattern: /^0x[0-9A-F]{4}$/,
  docsUrl: (code) =>
    // The index of codes lacks this one.
    code === '0x1905'
      ? 'https://messaging.gatewayapi.com/openapi.json'
      : 'https://gatewayapi.com/docs/error-codes/',
  codes: {
    '0x0210': 'unauthorized',
    '0x0211': 'unauthorized',
    '0x0212': 'unauthorized',
    '0x0213': 'unauthorized',
    '0x0214': 'opted_out',
    '0x0215': 'opted_out',
    '0x0216': 'insufficient_balance',
    '0x0217': 'region_blocked',
    '0x0218': 'invalid_config',
    '0x021D': 'account_suspended',
    '0x021E': 'invalid_config',
    '0x021F': 'region_blocked',
    '0x0220': 'invalid_config',
    '0x0221': 'invalid_config',
    '0x0222': 'invalid_config',
    '0x0223': 'unauthorized',
    '0x0224': 'unauthorized',
    '0x0225': 'unauthorized',
    '0x0226': 'unauthorized',
    '0x0229': 'unauthorized',
    '0x022A': 'account_suspended',
    '0x0311': 'invalid_config',
    '0x0312': 'content_rejected',
    '0x0313': 'region_blocked',
    // The register of the recipient's network (HLR).
    '0x1001': 'unclassified',
    '0x1010': 'unreachable_recipient',
    '0x1011': 'unreachable_recipient',
    '0x1012': 'unreachable_recipient',
    '0x1013': 'unreachable_recipient',
    '0x1014': 'unreachable_recipient',
    '0x1015': 'provider_unavailable',
    '0x1016': 'unclassified',
    '0x1017': 'unclassified',
    '0x1018': 'unreachable_recipient',
    '0x1019': 'unreachable_recipient',
    '0x101A': 'provider_unavailable',
    '0x101B': 'provider_unavailable',
    // The switch that serves the phone (MSC).
    '0x1020': 'unreachable_recipient',
    '0x1021': 'unreachable_recipient',
    '0x1022': 'unreachable_recipient',
    '0x1023': 'unreachable_recipient',
    '0x1024': 'unreachable_recipient',
    '0x1025': 'unreachable_recipient',
    '0x1026': 'unreachable_recipient',
    '0x1027': 'provider_unavailable',
    '0x1028': 'unclassified',
    '0x1029': 'unclassified',
    '0x102A': 'unreachable_recipient',
    '0x102B': 'unreachable_recipient',
    '0x102C': 'unreachable_recipient',
    '0x102D': 'unclassified',
    '0x102E': 'provider_unavailable',
    // Filters of the networks.
    '0x1030': 'unclassified',
    '0x1031': 'unreachable_recipient',
    '0x1032': 'unclassified',
    '0x1033': 'sender_invalid',
    '0x1034': 'unreachable_recipient',
    '0x1035': 'content_rejected',
    '0x1036': 'unclassified',
    '0x1037': 'rate_limited',
    '0x1038': 'unclassified',
    '0x1039': 'content_rejected',
    '0x103A': 'content_rejected',
    '0x103B': 'unclassified',
    '0x103C': 'unreachable_recipient',
    // The message centre (SMSC).
    '0x1040': 'unreachable_recipient',
    '0x1041': 'unreachable_recipient',
    '0x1042': 'provider_unavailable',
    '0x1043': 'unclassified',
    '0x1044': 'unclassified',
    '0x1045': 'unreachable_recipient',
    '0x1046': 'unclassified',
    '0x1047': 'provider_unavailable',
    '0x1048': 'unclassified',
    '0x1049': 'unreachable_recipient',
    '0x104A': 'provider_unavailable',
    // The route to the network.
    '0x1050': 'provider_unavailable',
    '0x1051': 'invalid_recipient',
    '0x1052': 'invalid_recipient',
    '0x1053': 'unclassified',
    '0x1054': 'unreachable_recipient',
    '0x1055': 'unreachable_recipient',
    '0x1056': 'unreachable_recipient',
    '0x1057': 'unreachable_recipient',
    // The connection between GatewayAPI and the networks (ESME).
    '0x1060': 'invalid_recipient',
    '0x1061': 'invalid_recipient',
    '0x1062': 'invalid_recipient',
    '0x1063': 'invalid_recipient',
    '0x1064': 'unclassified',
    '0x1065': 'sender_invalid',
    '0x1066': 'sender_invalid',
    '0x1067': 'sender_invalid',
    '0x1068': 'unclassified',
    '0x1069': 'unclassified',
    '0x106A': 'provider_unavailable',
    '0x106B': 'unclassified',
    '0x106C': 'unclassified',
    '0x106D': 'unclassified',
    '0x106E': 'unclassified',
    '0x106F': 'unclassified',
    '0x1070': 'unclassified',
    '0x1071': 'unclassified',
    '0x1072': 'unclassified',
    '0x1073': 'unclassified',
    '0x1074': 'unclassified',
    '0x1075': 'unclassified',
    '0x1076': 'unclassified',
    '0x1077': 'unclassified',
    '0x1078': 'content_rejected',
    '0x1079': 'unclassified',
    '0x107A': 'unclassified',
    '0x107B': 'unclassified',
    '0x107C': 'unclassified',
    '0x107D': 'unclassified',
    '0x107E': 'unclassified',
    '0x107F': 'unclassified',
    '0x1080': 'provider_unavailable',
    // GatewayAPI uses these two for several problems.
    '0x1081': 'unclassified',
    '0x1082': 'unclassified',
    '0x1083': 'unclassified',
    '0x1084': 'invalid_recipient',
    '0x1085': 'content_rejected',
    '0x1086': 'content_rejected',
    '0x1087': 'content_rejected',
    // The operator.
    '0x1090': 'provider_unavailable',
    '0x1091': 'provider_unavailable',
    '0x1092': 'insufficient_balance',
    '0x1093': 'unreachable_recipient',
    '0x1094': 'unclassified',
    // GatewayAPI itself.
    '0x1902': 'invalid_config',
    '0x1903': 'content_rejected',
    '0x1904': 'content_rejected',
    '0x1905': 'sender_invalid',
  },
});

/**
 * The members of a request that fail its validation.
 * @see https://messaging.gatewayapi.com/openapi.json
 */
const invalidMembers = providerErrorTable({
  pattern: /^[a-z]{1,20}$/,
  docsUrl: () => 'https://messaging.gatewayapi.com/openapi.json',
  cause: (member) => `422 ${member}`,
  codes: {
    sender: 'sender_invalid',
    recipient: 'invalid_recipient',
    message: 'content_rejected',
    reference: 'invalid_message',
    expiration: 'invalid_message',
    priority: 'invalid_config',
  },
});

export const errorRows: readonly ErrorRow[] = [...errors.rows, ...invalidMembers.rows];

/** The facts of a code such as `0x104A`, in small or capital digits. */
export function findError(code: unknown): ProviderErrorFacts | undefined {
  const [, digits] = typeof code === 'string' ? (/^0x([0-9a-f]{4})$/i.exec(code) ?? []) : [];
  return digits === undefined ? undefined : errors.find(`0x${digits.toUpperCase()}`);
}

/** The meaning of an answer that is a failure. */
export function readFailure(response: HttpResponse): FailedAnswer {
  const { code, detail } = parseJsonObject(response.body) ?? {};
  return { ...classifyHttpStatus(response), ...validationFailure(detail), ...findError(code) };
}

// The last part of the location names the member: {"detail":[{"loc":["body","recipient"],…}]}
function validationFailure(detail: unknown): Pick<FailedAnswer, 'code' | 'docsUrl'> | undefined {
  const problems: readonly unknown[] = Array.isArray(detail) ? detail : [];
  for (const problem of problems) {
    const location = asJsonObject(problem)?.['loc'];
    const facts = invalidMembers.find(Array.isArray(location) ? location.at(-1) : undefined);
    if (facts?.code !== undefined) return { code: facts.code, docsUrl: facts.docsUrl };
  }
  return undefined;
}
