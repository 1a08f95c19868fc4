import { Badge, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react';
import { sentence } from '../functions/sentence.ts';
import type { TryFailed } from '../functions/try-message.ts';
import { IssueLines } from './issue-lines.tsx';
import { InlineMarkdown } from './markdown.tsx';
import { AcceptedDetails, FailedDetails } from './receipt-details.tsx';
import type { SendEntry } from './send-results.tsx';
import { useTranslation } from './translate.tsx';
import type { LiveReport } from './use-live.ts';

interface ReceiptProps extends SendEntry {
  readonly reports: readonly LiveReport[];
}

/** The result of one message on one line, and its ids and codes behind it. */
export function Receipt({ usageType, result, reports }: ReceiptProps) {
  const { t } = useTranslation();
  const { icon: Icon, color, words } = looks[result?.outcome ?? 'unknown'];
  const report =
    result?.outcome === 'accepted'
      ? reports.findLast(({ messageId }) => messageId === result.receipt.messageId)
      : undefined;
  return (
    <div className="receipt" data-outcome={result?.outcome}>
      <details>
        <summary>
          <Icon size={18} color={`var(--mantine-color-${color}-text)`} aria-hidden />
          <Text size="sm" fw={600} component="span">
            {usageType}
          </Text>
          <Badge variant="light" color={color} size="sm" tt="none">
            {t(words)}
          </Badge>
          {report !== undefined && (
            <Badge variant="light" color={deliveries[report.status].color} size="sm" tt="none">
              {t(deliveries[report.status].words)}
            </Badge>
          )}
          <span className="receipt-more">{t('Details')}</span>
        </summary>
        {result === undefined ? (
          <Text size="xs">{t('The console is not responding')}</Text>
        ) : result.outcome === 'accepted' ? (
          <AcceptedDetails result={result} report={report} />
        ) : (
          <FailedDetails result={result} />
        )}
      </details>
      {result !== undefined && result.outcome !== 'accepted' && <Reason result={result} />}
    </div>
  );
}

/** What a failure means and what to do about it. */
function Reason({ result: { meaning, advice, issues = [] } }: { readonly result: TryFailed }) {
  const { t } = useTranslation();
  return (
    <Text size="sm" component="div" mt={4}>
      <InlineMarkdown>{t(meaning)}</InlineMarkdown>{' '}
      {issues.length === 0 ? (
        <InlineMarkdown>{t(advice)}</InlineMarkdown>
      ) : (
        <IssueLines issues={issues} />
      )}
    </Text>
  );
}

const looks = {
  accepted: { icon: IconCircleCheck, color: 'teal', words: sentence('Accepted') },
  rejected: { icon: IconCircleX, color: 'red', words: sentence('Not sent') },
  unknown: { icon: IconHelpCircle, color: 'orange', words: sentence('May have been sent') },
} as const;

const deliveries = {
  pending: { color: 'gray', words: sentence('On its way') },
  delivered: { color: 'teal', words: sentence('Delivered') },
  undelivered: { color: 'red', words: sentence('Not delivered') },
  unconfirmed: { color: 'orange', words: sentence('Delivery unconfirmed') },
} as const satisfies Record<LiveReport['status'], object>;
