import { Alert, Button, NativeSelect, Stack } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { canonicalUsageType, type Message, type UsageType, usageTypes } from '@sms-connectors/core';
import { IconSend } from '@tabler/icons-react';
import { type FormEvent, useRef, useState } from 'react';
import { previewTemplates, type TemplatePreview } from '../functions/preview-templates.ts';
import type { SendTarget } from '../functions/workbench.ts';
import type { Config } from './document-api.ts';
import { MessageOptions, type Payload } from './message-options.tsx';
import { NumberField } from './number-field.tsx';
import { readNumber } from './phone-number.ts';
import { useTranslation } from './translate.tsx';

export interface SendFormProps {
  /** Of the connector. */
  readonly id: string;
  readonly config: Config;
  readonly target: SendTarget;
  /** Whether a provider charges for the messages. */
  readonly isReal: boolean;
  readonly payload: Payload;
  readonly setPayload: (payload: Payload) => void;
  readonly isSending: boolean;
  /** `withNewCode`: the message gets a code that can be checked, instead of one of the form. */
  readonly onSend: (messages: readonly Message[], withNewCode: boolean) => void;
  /** The form is for another message now, so that earlier results are not about it. */
  readonly onEdit: () => void;
}

// Ofcom reserves +44 7700 900000 to 900999 for fiction.
const nobody = '+44 7700 900123';

/** To whom a test message goes, which one it is, and Send. */
export function SendForm(props: SendFormProps) {
  const { id, config, target, isReal, payload, setPayload, isSending, onSend, onEdit } = props;
  const { t } = useTranslation();
  const [typed, setTyped] = useSessionStorage({
    key: `sms-connectors-recipient-${id}-${target}`,
    defaultValue: isReal ? '' : nobody,
    getInitialValueInEffect: false,
  });
  const [chosen, setChosen] = useState<UsageType | 'all'>();
  const [locale, setLocale] = useState('');
  const [wasTried, setTried] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const templates = previewTemplates(config, payload);
  const own = usageTypes.filter((type) => templates.some((each) => isOf(each, type)));
  const usageType = chosen ?? own.find((type) => type === 'SignIn') ?? own[0];
  const wanted = usageType === 'all' ? own : usageType === undefined ? [] : [usageType];
  const withNewCode = !isReal && usageType !== 'all' && takesCode(templates, usageType);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { e164 } = readNumber(typed);
    setTried(true);
    if (e164 === undefined) return field.current?.focus();
    if (isSending || wanted.length === 0) return;
    const localized = locale !== '' && { locale };
    onSend(
      wanted.map((each) => ({ to: e164, usageType: each, payload, ...localized })),
      withNewCode,
    );
  };
  const typeNumber = (next: string): void => {
    setTyped(next);
    // The same number in groups is no other.
    if (readNumber(next).e164 !== readNumber(typed).e164) onEdit();
  };
  const edited =
    <Value,>(set: (value: Value) => void) =>
    (value: Value): void => {
      set(value);
      onEdit();
    };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <div className="send-fields" data-real={isReal || undefined}>
          <NumberField ref={field} typed={typed} onType={typeNumber} wasTried={wasTried} />
          <NativeSelect
            label={t('Message')}
            value={usageType ?? ''}
            onChange={({ currentTarget }) =>
              edited(setChosen)(currentTarget.value as UsageType | 'all')
            }
            data={[
              ...usageTypes.filter((type) => own.includes(type) || own.includes('Generic')),
              ...(own.length > 1
                ? [{ value: 'all', label: t('All {count} templates', { count: own.length }) }]
                : []),
            ]}
          />
          <Button
            type="submit"
            className="send-button"
            loading={isSending}
            {...(isReal && { color: 'orange' })}
            leftSection={<IconSend size={17} aria-hidden />}
          >
            {sendLabel()}
          </Button>
        </div>
        {wasTried && wanted.length === 0 && (
          <Alert color="orange" p="xs" role="alert">
            {t('There is no text to send. Add one below.')}
          </Alert>
        )}
        <MessageOptions
          templates={templates}
          locale={locale}
          setLocale={edited(setLocale)}
          payload={payload}
          setPayload={edited(setPayload)}
          withNewCode={withNewCode}
        />
      </Stack>
    </form>
  );

  function sendLabel(): string {
    if (!isReal) return t('Send');
    return wanted.length <= 1
      ? t('Send a real message')
      : t('Send {count} real messages', { count: wanted.length });
  }
}

function isOf({ usageType }: TemplatePreview, wanted: UsageType): boolean {
  return usageType !== undefined && canonicalUsageType(usageType) === wanted;
}

function takesCode(templates: readonly TemplatePreview[], usageType: UsageType | undefined) {
  if (usageType === undefined) return false;
  const own = templates.filter((each) => isOf(each, usageType));
  const used = own.length > 0 ? own : templates.filter((each) => isOf(each, 'Generic'));
  return used.some(({ placeholders }) => placeholders.includes('code'));
}
