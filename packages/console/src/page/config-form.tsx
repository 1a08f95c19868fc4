import type { ConfigIssue } from '@sms-connectors/core';
import type { JsonSchema } from '@sms-connectors/core/json-schema';
import { Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Guide } from '../functions/guide.ts';
import type { Config } from './document-api.ts';
import { describer, isShown } from './field-descriptions.tsx';
import { Fields } from './fields.tsx';
import { FormProvider } from './form-context.ts';
import { fieldKind, membersOf, resolved } from './form-field.ts';
import { issueText } from './issue-text.ts';
import { useTranslation } from './translate.tsx';

export interface ConfigFormProps {
  /** Has only the fields that the form shows. */
  readonly schema: JsonSchema;
  readonly guide: Guide | null;
  readonly config: Config;
  /** Their keys start in `config`. */
  readonly problems: readonly ConfigIssue[];
  readonly onChange: (config: Config) => void;
  /** Of a part of a config: the name of its schema, and where it is in the config. */
  readonly part?: { readonly type: string | undefined; readonly keys: readonly PropertyKey[] };
}

/** The form for a config or a part of one, made from its schema: what most users need, then the rest folded away. */
export function ConfigForm({ schema, guide, config, problems, onChange, part }: ConfigFormProps) {
  const { t } = useTranslation();
  const keys = part?.keys ?? [];
  // Fields must not move while the user types, so only the first config counts.
  const [begun] = useState(config);
  const form = useMemo(
    () => ({
      root: schema,
      describe: describer(guide, t),
      problems: problems.map((each) => ({
        keys: [...keys, ...each.keys],
        text: issueText(each, t, guide),
      })),
    }),
    // eslint-disable-next-line react/exhaustive-deps -- the keys of a part never change
    [schema, guide, problems, t],
  );
  const members = membersOf(schema);
  const isList = (name: string, field: JsonSchema): boolean =>
    fieldKind(resolved(schema, field).schema) === 'list' && !isFolded(name);
  const isFolded = (name: string): boolean =>
    part === undefined &&
    !Object.hasOwn(begun, name) &&
    schema.required?.includes(name) !== true &&
    !isShown(guide, name);
  const folded = members.filter(([name]) => isFolded(name));
  const isWanted = folded.some(([name]) => problems.some((each) => each.keys[0] === name));
  const [isOpen, setOpen] = useState(false);
  const shared = {
    type: part?.type,
    keys,
    required: schema.required ?? [],
    value: config,
    onChange,
  };
  return (
    <FormProvider value={form}>
      <Stack gap="md" className="config-form">
        <Fields
          {...shared}
          members={members.filter(([name, field]) => !isFolded(name) && !isList(name, field))}
        />
        {folded.length > 0 && (
          <details
            open={isOpen || isWanted}
            onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
          >
            <summary>{t('Other fields ({count})', { count: folded.length })}</summary>
            <Stack gap="md" mt="md">
              <Fields {...shared} members={folded} />
            </Stack>
          </details>
        )}
        <Fields {...shared} members={members.filter(([name, field]) => isList(name, field))} />
      </Stack>
    </FormProvider>
  );
}
