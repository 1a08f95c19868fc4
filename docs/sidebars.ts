import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { SidebarsConfig } from '@docusaurus/plugin-content-docs';
import type { SiteFacts } from './generate/site-facts.ts';
import { strings } from './src/strings.ts';

const facts = readFileSync(path.join(__dirname, 'generated/site.json'), 'utf8');
const connectors = (JSON.parse(facts) as SiteFacts).connectors['en'] ?? [];

const category = (label: string, items: readonly string[]) => ({
  type: 'category' as const,
  label,
  collapsed: false,
  items: [...items],
});

/** The connectors by the continent of their providers, and first those of no provider. */
const connectorGroups = [
  ...Map.groupBy(connectors, ({ continent }) => continent?.name ?? strings.anyProvider),
]
  .toSorted(([a], [b]) => (a === strings.anyProvider ? -1 : 0) || a.localeCompare(b, 'en'))
  .map(([label, group]) => ({
    ...category(
      label,
      group.map(({ id }) => `integrations/${id}`),
    ),
    collapsible: false,
  }));

export default {
  docs: [
    category(strings.getStarted, [
      'send-your-first-code',
      'receive-delivery-reports',
      'connect-an-auth-platform',
      'test-your-app',
      'http-clients',
      'console',
    ]),
    {
      type: 'category',
      label: strings.connectors,
      collapsed: true,
      items: [
        { type: 'link', label: strings.allConnectors, href: '/connectors/' },
        ...connectorGroups,
      ],
    },
    category(strings.policies, [
      'policies',
      'survive-an-outage',
      'send-by-country',
      'stop-sms-pumping',
      'see-what-happens',
    ]),
    category(strings.verification, [
      'verify-a-phone-number',
      'compare-verification-services',
      'verify',
    ]),
    category(strings.queue, ['send-through-a-queue', 'queue']),
    category(strings.gateway, ['run-the-gateway', 'gateway']),
    category(strings.reference, [
      'reference/core',
      'reference/contract',
      'reference/error-codes',
      'reference/gateway-api',
      'reference/benchmarks',
      'compare',
    ]),
    category(strings.contribute, ['write-a-connector', 'translate-a-guide']),
  ],
} satisfies SidebarsConfig;
