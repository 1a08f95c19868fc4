import type { InboxMessage } from '@sms-connectors/core';
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { CodeCheck } from './code-check.tsx';
import type { ConnectorFacts } from './connector-facts.ts';
import type { Config } from './document-api.ts';
import type { Payload } from './message-options.tsx';
import { SendForm } from './send-form.tsx';
import { SendResults } from './send-results.tsx';
import { Step } from './step.tsx';
import { useTranslation } from './translate.tsx';
import type { LiveReport } from './use-live.ts';
import { useSending } from './use-sending.ts';

interface TryStepProps {
  readonly number: number;
  readonly connector: ConnectorFacts;
  readonly config: Config;
  readonly payload: Payload;
  readonly setPayload: (payload: Payload) => void;
  readonly messages: readonly InboxMessage[];
  readonly reports: readonly LiveReport[];
  readonly onSent: () => void;
  /** The phone, if there is no room for it beside the steps. */
  readonly phone: ReactNode;
}

/** Sends without an account: through the provider's emulator, or inside this process. */
export function TryStep(props: TryStepProps) {
  const { number, connector, config, payload, setPayload, messages, reports, onSent, phone } =
    props;
  const { t } = useTranslation();
  const { id, name, capabilities } = connector;
  const target = capabilities.inProcess === true ? 'provider' : 'emulator';
  const { entries, skipped, isSending, verificationId, send, clear } = useSending(
    id,
    config,
    target,
  );
  return (
    <Step
      number={number}
      title={t('Try it')}
      isDone={messages.length > 0}
      about={
        target === 'provider'
          ? t('Nothing leaves this machine, and no account is needed.')
          : t(
              'The emulator of {name} runs on this machine: no account is needed, and nothing is billed.',
              {
                name,
              },
            )
      }
    >
      <SendForm
        id={id}
        config={config}
        target={target}
        isReal={false}
        payload={payload}
        setPayload={setPayload}
        isSending={isSending}
        onSend={(wanted, withNewCode) => void send(wanted, withNewCode).then(onSent)}
        onEdit={clear}
      />
      <Stack gap="xs" mt="sm" className="step-results">
        {phone}
        <SendResults entries={entries} skipped={skipped} reports={reports} isSending={isSending} />
        {verificationId !== undefined && (
          <CodeCheck key={verificationId} verificationId={verificationId} />
        )}
      </Stack>
    </Step>
  );
}
