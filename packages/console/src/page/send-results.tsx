import { Group, Loader, Stack, Text } from '@mantine/core';
import type { UsageType } from '@sms-connectors/core';
import type { TryResult } from '../functions/try-message.ts';
import { Receipt } from './receipt.tsx';
import { useTranslation } from './translate.tsx';
import type { LiveReport } from './use-live.ts';

export interface SendEntry {
  readonly usageType: UsageType;
  /** Absent if the console itself did not respond. */
  readonly result: TryResult | undefined;
}

export interface SendResultsProps {
  readonly entries: readonly SendEntry[];
  /** How many messages were not sent because one before them failed. */
  readonly skipped: number;
  readonly reports: readonly LiveReport[];
  readonly isSending: boolean;
}

/** Shows the result of each message. */
export function SendResults({ entries, skipped, reports, isSending }: SendResultsProps) {
  const { t } = useTranslation();
  return (
    <Stack gap={6} role="log" aria-live="polite" aria-label={t('Results')}>
      {entries.map((entry) => (
        <Receipt key={entry.usageType} {...entry} reports={reports} />
      ))}
      {skipped > 0 && (
        <Text size="sm">
          {skipped === 1
            ? t('1 more message was not sent: it would have failed the same way.')
            : t('{count} more messages were not sent: they would have failed the same way.', {
                count: skipped,
              })}
        </Text>
      )}
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
