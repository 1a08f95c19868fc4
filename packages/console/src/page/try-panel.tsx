import { Stack } from '@mantine/core';
import type { InboxMessage, Message } from '@sms-connectors/core';
import { useState } from 'react';
import { endsRound, type TryResult } from '../functions/try-message.ts';
import type { SendTarget } from '../functions/workbench.ts';
import { bodyOf, client } from './client.ts';
import type { ConnectorFacts } from './connector-facts.ts';
import { PhoneScreen } from './phone-screen.tsx';
import { SendForm } from './send-form.tsx';
import { type SendEntry, SendResults } from './send-results.tsx';
import type { Config } from './document-api.ts';
import type { EditedConfig } from './use-config.ts';
import type { LiveReport } from './use-live.ts';
import { type Verification, VerifyResults } from './verify-results.tsx';

export interface TryPanelProps {
  readonly connector: ConnectorFacts;
  readonly config: Config | undefined;
  readonly change: EditedConfig['change'];
  readonly messages: readonly InboxMessage[];
  readonly reports: readonly LiveReport[];
  readonly payload: Readonly<Record<string, string>>;
  readonly setPayload: (payload: Readonly<Record<string, string>>) => void;
  readonly onSent: () => void;
}

/** The send form, the results and the phone. */
export function TryPanel(props: TryPanelProps) {
  const { connector, config, messages, reports, onSent } = props;
  const [entries, setEntries] = useState<readonly SendEntry[]>([]);
  const [target, setTarget] = useState<SendTarget>(connector.hasEmulator ? 'emulator' : 'provider');
  const [isSending, setSending] = useState(false);
  const [verification, setVerification] = useState<Verification>();
  const [isVerifying, setVerifying] = useState(false);

  // Send one at a time, so that each result shows as it arrives.
  const verify = async (): Promise<void> => {
    setEntries([]);
    setVerifying(true);
    setVerification({ target, answer: await verifyOne(connector.id, config ?? {}, target) });
    setVerifying(false);
  };

  const send = async (wanted: readonly Message[]): Promise<void> => {
    setSending(true);
    setVerification(undefined);
    setEntries([]);
    for (const message of wanted) {
      const result = await sendOne(connector.id, config ?? {}, target, message);
      setEntries((before) => [...before, { usageType: message.usageType, result }]);
      onSent();
      if (result !== undefined && endsRound(result)) break;
    }
    setSending(false);
  };

  return (
    <Stack gap="md">
      <SendForm
        {...props}
        target={target}
        setTarget={setTarget}
        isSending={isSending}
        onSend={(wanted) => void send(wanted)}
        isVerifying={isVerifying}
        onVerify={() => void verify()}
      />
      <div>
        <div role="status">
          {verification !== undefined && <VerifyResults name={connector.name} {...verification} />}
        </div>
        <SendResults entries={entries} reports={reports} isSending={isSending} />
      </div>
      {(target === 'emulator' || connector.capabilities.inProcess) && (
        <PhoneScreen messages={messages} />
      )}
    </Stack>
  );
}

async function verifyOne(
  id: string,
  config: Config,
  target: SendTarget,
): Promise<Verification['answer']> {
  try {
    const json = { config: { ...config }, target };
    return await bodyOf(client.connectors[':id'].verify.$post({ param: { id }, json }));
  } catch {
    return undefined;
  }
}

async function sendOne(
  id: string,
  config: Config,
  target: SendTarget,
  message: Message,
): Promise<TryResult | undefined> {
  const { to, usageType, payload, locale } = message;
  try {
    return await bodyOf(
      client.connectors[':id'].send.$post({
        param: { id },
        json: {
          config: { ...config },
          target,
          message: {
            to,
            usageType,
            payload: payload as Record<string, string>,
            ...(typeof locale === 'string' && { locale }),
          },
        },
      }),
    );
  } catch {
    // The console itself did not respond, so it is unknown whether it sent the message.
    return undefined;
  }
}
