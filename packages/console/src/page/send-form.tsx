import {
  Alert,
  Autocomplete,
  Button,
  Group,
  NativeSelect,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { canonicalUsageType, type Message, type UsageType, usageTypes } from '@sms-connectors/core';
import { IconAlertTriangle, IconSend, IconShieldCheck, IconWorld } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { previewTemplates } from '../functions/preview-templates.ts';
import { bodyOf, client } from './client.ts';
import { readNumber } from './phone-number.ts';
import { useTranslation } from './translate.tsx';
import { useCheck } from './use-check.ts';
import type { TryPanelProps } from './try-panel.tsx';
import type { SendTarget } from '../functions/workbench.ts';

export interface SendFormProps extends TryPanelProps {
  readonly target: SendTarget;
  readonly setTarget: (target: SendTarget) => void;
  readonly isSending: boolean;
  readonly onSend: (messages: readonly Message[]) => void;
  readonly isVerifying: boolean;
  readonly onVerify: () => void;
}

// Ofcom reserves +44 7700 900000 to 900999 for fiction.
const nobody = '+44 7700 900123';

/** The form for a test message: recipient, usage type, locale and values. */
export function SendForm({
  connector,
  config,
  change,
  target,
  setTarget,
  payload,
  setPayload,
  isSending,
  onSend,
  isVerifying,
  onVerify,
}: SendFormProps) {
  const { t, language } = useTranslation();
  const staysHere = connector.capabilities.inProcess === true;
  const isReal = target === 'provider' && !staysHere;
  const [typed, setTyped] = useSessionStorage({
    key: `sms-connectors-recipient-${connector.id}-${target}`,
    defaultValue: isReal ? '' : nobody,
    getInitialValueInEffect: false,
  });
  const [usageType, setUsageType] = useState<UsageType | 'all'>('all');
  const [locale, setLocale] = useState('');
  // The emulator accepts any valid config, so the user's credentials need not be replaced.
  const isWhole = useCheck(connector.id, config)?.valid === true;
  const number = readNumber(typed);
  const templates = previewTemplates(config, payload);
  const own = usageTypes.filter((each) =>
    templates.some(
      ({ usageType: name }) => name !== undefined && canonicalUsageType(name) === each,
    ),
  );
  const wanted = usageType === 'all' ? own : [usageType];
  const locales = [...new Set(templates.flatMap((template) => template.locale ?? []))];
  const placeholders = [...new Set(templates.flatMap((template) => template.placeholders))];

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { e164 } = number;
    if (e164 === undefined || isSending || wanted.length === 0) return;
    onSend(
      wanted.map((each) => ({
        to: e164,
        usageType: each,
        payload,
        ...(locale !== '' && { locale }),
      })),
    );
  };
  const fillIn = async (): Promise<void> => {
    const emulator = await bodyOf(
      client.connectors[':id'].emulator.$post({ param: { id: connector.id } }),
    );
    if (emulator !== null) change((now) => ({ ...now, ...emulator.config }));
  };

  return (
    <section className="card" aria-labelledby="send-title">
      <Title order={2} size="h4" id="send-title" mb="sm">
        {t('Send a test message')}
      </Title>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {connector.hasEmulator && (
            <div>
              <SegmentedControl
                fullWidth
                size="xs"
                value={target}
                onChange={(value) => setTarget(value)}
                aria-label={t('Send through')}
                data={[
                  { value: 'emulator', label: t('Emulator on this machine') },
                  { value: 'provider', label: t('Real {name} account', { name: connector.name }) },
                ]}
              />
              {target === 'emulator' && (
                <Group gap={6} mt={6} justify="space-between">
                  <Text size="xs" c="dimmed">
                    {t('It responds like {name} but sends nothing.', { name: connector.name })}
                  </Text>
                  {!isWhole && (
                    <Button
                      size="compact-xs"
                      variant="light"
                      disabled={config === undefined}
                      onClick={() => void fillIn()}
                    >
                      {t('Use the emulator’s test account')}
                    </Button>
                  )}
                </Group>
              )}
            </div>
          )}
          {isReal && (
            <Alert color="orange" icon={<IconAlertTriangle size={18} />} p="xs">
              <Text size="sm">
                {t('This sends real messages and {name} charges for them.', {
                  name: connector.name,
                })}
              </Text>
            </Alert>
          )}
          <TextInput
            type="tel"
            label={t('Phone number')}
            placeholder="+33 6 12 34 56 78"
            autoComplete="off"
            required
            value={typed}
            leftSection={
              number.country === undefined ? (
                <IconWorld size={17} aria-hidden />
              ) : (
                <Text size="xs" fw={700} c="dimmed" aria-hidden>
                  {number.country}
                </Text>
              )
            }
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            onBlur={() => number.e164 !== undefined && setTyped(number.grouped)}
            description={describeNumber(
              number,
              language,
              t('With country code, for example +33 6 12 34 56 78'),
            )}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <NativeSelect
              label={t('Usage type')}
              value={usageType}
              onChange={({ currentTarget }) =>
                setUsageType(currentTarget.value as UsageType | 'all')
              }
              data={[
                { value: 'all', label: t('All {count} templates', { count: own.length }) },
                ...usageTypes,
              ]}
            />
            <Autocomplete
              label={t('Locale')}
              placeholder={t('none')}
              value={locale}
              onChange={setLocale}
              data={locales}
            />
            {placeholders.map((name) => (
              <TextInput
                key={name}
                label={name}
                classNames={{ label: 'field-name' }}
                value={payload[name] ?? ''}
                onChange={({ currentTarget }) =>
                  setPayload({ ...payload, [name]: currentTarget.value })
                }
              />
            ))}
          </SimpleGrid>
          <Button
            type="submit"
            loading={isSending}
            disabled={number.e164 === undefined || wanted.length === 0}
            color={isReal ? 'orange' : 'ocean'}
            leftSection={<IconSend size={17} />}
          >
            {sendLabel()}
          </Button>
          {connector.canVerify && (
            <Button
              variant="default"
              loading={isVerifying}
              leftSection={<IconShieldCheck size={17} />}
              disabled={config === undefined}
              onClick={onVerify}
            >
              {target === 'emulator'
                ? t('Check with the emulator')
                : t('Check with {name}', { name: connector.name })}
            </Button>
          )}
        </Stack>
      </form>
    </section>
  );

  function sendLabel(): string {
    if (!isReal) return t('Send');
    return wanted.length <= 1
      ? t('Send a real message')
      : t('Send {count} real messages', { count: wanted.length });
  }
}

export function describeNumber(
  { e164, grouped, country }: ReturnType<typeof readNumber>,
  language: string,
  hint: string,
): string {
  if (e164 === undefined) return hint;
  const name =
    country === undefined
      ? undefined
      : new Intl.DisplayNames(language, { type: 'region' }).of(country);
  return name === undefined ? grouped : `${name} · ${grouped}`;
}
