import { Stack } from '@mantine/core';
import type { ConnectorFacts } from './connector-facts.ts';
import type { Config } from './document-api.ts';
import type { Payload } from './message-options.tsx';
import { SendForm } from './send-form.tsx';
import { SendResults } from './send-results.tsx';
import { Step } from './step.tsx';
import { useTranslation } from './translate.tsx';
import type { LiveReport } from './use-live.ts';
import { useSending } from './use-sending.ts';

interface RealStepProps {
  readonly number: number;
  readonly connector: ConnectorFacts;
  readonly config: Config;
  readonly payload: Payload;
  readonly setPayload: (payload: Payload) => void;
  readonly reports: readonly LiveReport[];
}

/** Sends through the provider itself, which charges for it. */
export function RealStep({
  number,
  connector,
  config,
  payload,
  setPayload,
  reports,
}: RealStepProps) {
  const { t } = useTranslation();
  const { id, name } = connector;
  const { entries, skipped, isSending, send, clear } = useSending(id, config, 'provider');
  return (
    <Step
      number={number}
      title={t('Real {name} account', { name })}
      isDone={entries.some(({ result }) => result?.outcome === 'accepted')}
      about={t('The message is really sent, and {name} charges for it.', { name })}
    >
      <SendForm
        id={id}
        config={config}
        target="provider"
        isReal
        payload={payload}
        setPayload={setPayload}
        isSending={isSending}
        onSend={(wanted) => void send(wanted, false)}
        onEdit={clear}
      />
      <Stack gap="xs" mt="sm" className="step-results">
        <SendResults entries={entries} skipped={skipped} reports={reports} isSending={isSending} />
      </Stack>
    </Step>
  );
}
