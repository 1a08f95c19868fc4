import { Autocomplete, SimpleGrid, TextInput } from '@mantine/core';
import type { TemplatePreview } from '../functions/preview-templates.ts';
import { useTranslation } from './translate.tsx';

/** The values of the placeholders. */
export type Payload = Readonly<Record<string, string>>;

interface MessageOptionsProps {
  readonly templates: readonly TemplatePreview[];
  readonly locale: string;
  readonly setLocale: (locale: string) => void;
  readonly payload: Payload;
  readonly setPayload: (payload: Payload) => void;
  /** Whether the message gets a code of its own, so that none can be given. */
  readonly withNewCode: boolean;
}

/** What few test messages need, folded away: the language and the values of the placeholders. */
export function MessageOptions(props: MessageOptionsProps) {
  const { templates, locale, setLocale, payload, setPayload, withNewCode } = props;
  const { t } = useTranslation();
  const locales = [...new Set(templates.flatMap((template) => template.locale ?? []))];
  const placeholders = [...new Set(templates.flatMap((template) => template.placeholders))].filter(
    (name) => !(withNewCode && name === 'code'),
  );
  return (
    <details>
      <summary>{t('Language and values')}</summary>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" mt="xs">
        <Autocomplete
          label={t('Language of the message')}
          placeholder={t('none')}
          value={locale}
          onChange={setLocale}
          data={locales}
        />
        {placeholders.map((name) => (
          <TextInput
            key={name}
            label={t('Value of {placeholder}', { placeholder: `{{${name}}}` })}
            value={payload[name] ?? ''}
            onChange={({ currentTarget }) =>
              setPayload({ ...payload, [name]: currentTarget.value })
            }
          />
        ))}
      </SimpleGrid>
    </details>
  );
}
