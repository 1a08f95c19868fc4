import {
  Alert,
  Button,
  Group,
  NativeSelect,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Title,
} from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { type UsageType, usageTypes } from '@sms-connectors/core';
import { IconRefresh, IconSend, IconShieldCheck } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import type { PlanTrialResult } from '../functions/plan-trial.ts';
import { bodyOf, client, InvalidRequest } from './client.ts';
import type { Config } from './document-api.ts';
import { NumberField } from './number-field.tsx';
import { readNumber } from './phone-number.ts';
import { PhoneScreen } from './phone-screen.tsx';
import { namesOf } from './plan-document.ts';
import { labelOf, type PlanConnectorFacts } from './plan-facts.ts';
import { PlanTrialResults } from './plan-trial-results.tsx';
import { useTranslation } from './translate.tsx';

interface PlanTrialPanelProps {
  readonly plan: Config;
  readonly connectors: readonly PlanConnectorFacts[];
}

// Arcep reserves +33 6 39 98 for fiction: https://www.arcep.fr/uploads/tx_gsavis/18-0881.pdf
const nobody = '+33 6 39 98 01 23';

type Answer = PlanTrialResult | 'invalid' | 'away';

/** Sends through the emulators of a plan’s providers, any of which can be down. */
export function PlanTrialPanel({ plan, connectors }: PlanTrialPanelProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useSessionStorage({
    key: 'sms-connectors-recipient-plan',
    defaultValue: nobody,
    getInitialValueInEffect: false,
  });
  const [usageType, setUsageType] = useState<UsageType>('SignIn');
  const [down, setDown] = useState<readonly string[]>([]);
  const [answer, setAnswer] = useState<Answer>();
  const [isSending, setSending] = useState(false);
  const [wasTried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const names = namesOf(plan);

  const send = async (to: string): Promise<void> => {
    setSending(true);
    setAnswer(await sendOne(plan, to, usageType, down));
    setSending(false);
  };
  const reset = async (): Promise<void> => {
    setAnswer(undefined);
    await bodyOf(client.plan.trial.reset.$post()).catch(() => setAnswer('away'));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { e164 } = readNumber(typed);
    setTried(true);
    if (e164 === undefined) field.current?.focus();
    else if (!isSending) void send(e164);
  };
  // What happened to another message says nothing about this one.
  const typeNumber = (next: string): void => {
    setTyped(next);
    if (readNumber(next).e164 !== readNumber(typed).e164) setAnswer(undefined);
  };
  return (
    <Stack gap="md">
      <section className="card" aria-labelledby="plan-trial-title">
        <Title order={2} size="h4" id="plan-trial-title" mb="sm">
          {t('What happens if a provider is down?')}
        </Title>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <Alert color="teal" icon={<IconShieldCheck size={18} />} p="xs">
              <Text size="sm">
                {t('Nothing real is sent: every provider is an emulator on this machine.')}
              </Text>
            </Alert>
            <div role="group" aria-label={t('Providers that are down')}>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={8}>
                {names.map((name) => {
                  const label = labelOf(name, connectors);
                  const facts = connectors.find((each) => each.name === name);
                  const canTry = facts?.canTry === true;
                  const reason =
                    facts === undefined ? t('Not installed') : t('It has no emulator.');
                  return (
                    <Switch
                      key={name}
                      color="red"
                      label={t('{name} is down', { name: label })}
                      description={canTry ? undefined : reason}
                      disabled={!canTry}
                      checked={!canTry || down.includes(name)}
                      onChange={({ currentTarget: { checked } }) =>
                        setDown((now) =>
                          checked ? [...now, name] : now.filter((each) => each !== name),
                        )
                      }
                    />
                  );
                })}
              </SimpleGrid>
            </div>
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <NumberField ref={field} typed={typed} onType={typeNumber} wasTried={wasTried} />
              <NativeSelect
                label={t('Usage type')}
                value={usageType}
                onChange={({ currentTarget }) => {
                  setUsageType(currentTarget.value as UsageType);
                  setAnswer(undefined);
                }}
                data={usageTypes}
              />
            </SimpleGrid>
            <Group gap="xs">
              <Button
                type="submit"
                flex="1 1 8rem"
                loading={isSending}
                disabled={names.length === 0}
                leftSection={<IconSend size={17} />}
              >
                {t('Send')}
              </Button>
              <Button
                variant="default"
                leftSection={<IconRefresh size={17} />}
                onClick={() => void reset()}
              >
                {t('Start over')}
              </Button>
            </Group>
            <Text size="xs" c="dimmed">
              {t(
                'The test remembers failures and counts messages like an application. Start over forgets them.',
              )}
            </Text>
          </Stack>
        </form>
      </section>
      <div role="log" aria-live="polite" aria-label={t('Results')}>
        {answer === 'away' && <Text size="sm">{t('The console is not responding')}</Text>}
        {answer === 'invalid' && (
          <Text size="sm">{t('Fix the problems of the plan first. Nothing was sent.')}</Text>
        )}
        {typeof answer === 'object' && <PlanTrialResults trial={answer} connectors={connectors} />}
      </div>
      <PhoneScreen messages={typeof answer === 'object' ? answer.messages : []} />
    </Stack>
  );
}

async function sendOne(
  plan: Config,
  to: string,
  usageType: UsageType,
  down: readonly string[],
): Promise<Answer> {
  try {
    const json = { plan: { ...plan }, to, usageType, down: [...down] };
    return await bodyOf(client.plan.trial.$post({ json }));
  } catch (error) {
    return error instanceof InvalidRequest ? 'invalid' : 'away';
  }
}
