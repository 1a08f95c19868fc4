import { Anchor, Code, Text } from '@mantine/core';
import { factsOfErrorCode } from '@sms-connectors/core';
import type { ReactNode } from 'react';
import type { TryAccepted, TryFailed } from '../functions/try-message.ts';
import { useTranslation } from './translate.tsx';
import type { LiveReport } from './use-live.ts';

interface AcceptedDetailsProps {
  readonly result: TryAccepted;
  readonly report: LiveReport | undefined;
}

/** What the provider said about a message that it accepted. */
export function AcceptedDetails({ result, report }: AcceptedDetailsProps) {
  const { t } = useTranslation();
  const { messageId, status, encoding, segments = 1 } = result.receipt;
  const size = segments === 1 ? t('1 segment') : t('{count} segments', { count: segments });
  return (
    <Facts>
      <Fact label={t('Message ID')}>
        <Code>{messageId}</Code>
      </Fact>
      <Fact label={t('Status')}>
        <Code>{status}</Code>
      </Fact>
      {report !== undefined && (
        <Fact label={t('Delivery report')}>
          <Code>{report.provider.status}</Code>
          {report.code !== undefined && <Code>{report.code}</Code>}
        </Fact>
      )}
      {encoding !== undefined && (
        <Fact label={t('Length')}>
          {encoding}, {size}
        </Fact>
      )}
      <Fact label={t('Time')}>{result.milliseconds} ms</Fact>
    </Facts>
  );
}

/** What the provider said about a message that failed. */
export function FailedDetails({ result }: { readonly result: TryFailed }) {
  const { t } = useTranslation();
  const { code, provider, message, retryAfterMs, milliseconds } = result;
  return (
    <Facts>
      <Fact label={t('Error code')}>
        <Code>{code}</Code>
      </Fact>
      {provider.code !== undefined && (
        <Fact label={t('Provider code')}>
          {provider.docsUrl === undefined ? (
            <Code>{provider.code}</Code>
          ) : (
            <Anchor href={provider.docsUrl} target="_blank" rel="noreferrer" size="xs">
              {provider.code}
            </Anchor>
          )}
        </Fact>
      )}
      {provider.httpStatus !== undefined && <Fact label="HTTP">{provider.httpStatus}</Fact>}
      {provider.transportReason !== undefined && (
        <Fact label={t('Connection')}>
          <Code>{provider.transportReason}</Code>
        </Fact>
      )}
      {retryAfterMs !== undefined && (
        <Fact label={t('Send again')}>
          {t('in {seconds} s', { seconds: Math.ceil(retryAfterMs / 1000) })}
        </Fact>
      )}
      {provider.requestId !== undefined && (
        <Fact label={t('Request ID')}>
          <Code>{provider.requestId}</Code>
        </Fact>
      )}
      <Fact label={t('Time')}>{milliseconds} ms</Fact>
      {factsOfErrorCode(code).scope === 'message' && (
        <Fact label={t('Message')}>
          <span lang="en">{message}</span>
        </Fact>
      )}
    </Facts>
  );
}

function Facts({ children }: { readonly children: ReactNode }) {
  return (
    <Text size="xs" component="dl" className="facts">
      {children}
    </Text>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
