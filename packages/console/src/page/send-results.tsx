import { Anchor, Badge, Code, Group, Loader, Paper, Stack, Text } from '@mantine/core';
import { factsOfErrorCode, type UsageType } from '@sms-connectors/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { sentence } from '../functions/sentence.ts';
import type { TryAccepted, TryFailed, TryResult } from '../functions/try-message.ts';
import { InlineMarkdown } from './markdown.tsx';
import { useTranslation } from './translate.tsx';
import type { LiveReport } from './use-live.ts';

export interface SendEntry {
  readonly usageType: UsageType;
  /** Absent if the console itself did not respond. */
  readonly result: TryResult | undefined;
}

export interface SendResultsProps {
  readonly entries: readonly SendEntry[];
  readonly reports: readonly LiveReport[];
  readonly isSending: boolean;
}

/** Shows the result of each message. */
export function SendResults({ entries, reports, isSending }: SendResultsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="xs" role="log" aria-live="polite" aria-label={t('Results')}>
      {entries.map(({ usageType, result }) => (
        <Paper key={usageType} className="card result" p="sm" data-outcome={result?.outcome}>
          {result === undefined ? (
            <Head usageType={usageType} outcome="unknown" />
          ) : result.outcome === 'accepted' ? (
            <Accepted usageType={usageType} result={result} reports={reports} />
          ) : (
            <Failed usageType={usageType} result={result} />
          )}
        </Paper>
      ))}
      {isSending && (
        <Group gap="xs" justify="center">
          <Loader size="xs" />
          <Text size="xs" c="dimmed">
            {t('Sending…')}
          </Text>
        </Group>
      )}
    </Stack>
  );
}

const looks = {
  accepted: { icon: IconCircleCheck, color: 'teal', words: sentence('Accepted') },
  rejected: { icon: IconCircleX, color: 'red', words: sentence('Not sent') },
  unknown: { icon: IconHelpCircle, color: 'orange', words: sentence('May have been sent') },
} as const;

interface HeadProps {
  readonly usageType: UsageType;
  readonly outcome: TryResult['outcome'];
  readonly milliseconds?: number;
}

function Head({ usageType, outcome, milliseconds }: HeadProps) {
  const { t } = useTranslation();
  const { icon: Icon, color, words } = looks[outcome];
  return (
    <Group justify="space-between" gap="xs">
      <Group gap="xs">
        <Icon size={18} color={`var(--mantine-color-${color}-6)`} aria-hidden />
        <Text size="sm" fw={600}>
          {usageType}
        </Text>
        <Badge variant="light" color={color} size="sm" tt="none">
          {t(words)}
        </Badge>
      </Group>
      {milliseconds !== undefined && (
        <Text size="xs" c="dimmed">
          {milliseconds} ms
        </Text>
      )}
    </Group>
  );
}

interface AcceptedProps {
  readonly usageType: UsageType;
  readonly result: TryAccepted;
  readonly reports: readonly LiveReport[];
}

function Accepted({ usageType, result, reports }: AcceptedProps) {
  const { t } = useTranslation();
  const { messageId, status, encoding, segments } = result.receipt;
  const size =
    segments === undefined || segments === 1
      ? t('1 segment')
      : t('{count} segments', { count: segments });
  const report = reports.findLast((each) => each.messageId === messageId);
  return (
    <>
      <Head usageType={usageType} outcome="accepted" milliseconds={result.milliseconds} />
      <Text size="xs" c="dimmed" mt={4} className="rendered">
        <Code>{status}</Code>
        {encoding !== undefined && ` · ${encoding}, ${size}`} · {t('id')} <Code>{messageId}</Code>
      </Text>
      {report !== undefined && (
        <Text size="xs" mt={4} c={deliveries[report.status].color}>
          {t(deliveries[report.status].words)} <Code>{report.provider.status}</Code>
          {report.code !== undefined && <Code>{report.code}</Code>}
        </Text>
      )}
    </>
  );
}

const deliveries = {
  pending: { color: 'dimmed', words: sentence('On its way:') },
  delivered: { color: 'teal', words: sentence('Delivered:') },
  undelivered: { color: 'red', words: sentence('Not delivered:') },
  unconfirmed: { color: 'orange', words: sentence('Delivery unconfirmed:') },
} as const satisfies Record<LiveReport['status'], object>;

function Failed({
  usageType,
  result,
}: {
  readonly usageType: UsageType;
  readonly result: TryFailed;
}) {
  const { t } = useTranslation();
  const { outcome, code, meaning, advice, provider, message, retryAfterMs } = result;
  return (
    <>
      <Head usageType={usageType} outcome={outcome} milliseconds={result.milliseconds} />
      <Text size="sm" mt={6} fw={500}>
        <InlineMarkdown>{t(meaning)}</InlineMarkdown>
      </Text>
      <Text size="sm">
        <InlineMarkdown>{t(advice)}</InlineMarkdown>
      </Text>
      <Text size="xs" c="dimmed" mt={6}>
        <Code>{code}</Code>
        {provider.code !== undefined && (
          <>
            {' · '}
            {t('provider code')}{' '}
            {provider.docsUrl === undefined ? (
              <Code>{provider.code}</Code>
            ) : (
              <Anchor href={provider.docsUrl} target="_blank" rel="noreferrer" size="xs">
                {provider.code}
              </Anchor>
            )}
          </>
        )}
        {provider.httpStatus !== undefined && ` · HTTP ${provider.httpStatus}`}
        {retryAfterMs !== undefined &&
          ` · ${t('retry in {seconds} s', { seconds: Math.ceil(retryAfterMs / 1000) })}`}
        {provider.requestId !== undefined && (
          <>
            {' · '}
            {t('request')} <Code>{provider.requestId}</Code>
          </>
        )}
      </Text>
      {factsOfErrorCode(code).scope === 'message' && (
        <Text size="xs" c="dimmed" mt={2} className="rendered" lang="en">
          {message}
        </Text>
      )}
    </>
  );
}
