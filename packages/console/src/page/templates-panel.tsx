import {
  type ConfigIssue,
  requiredUsageTypes,
  type UsageType,
  usageTypes,
} from '@sms-connectors/core';
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { ConfigReport } from '../functions/check-config.ts';
import type { Guide } from '../functions/guide.ts';
import { starterTexts } from '../functions/starter-config.ts';
import type { ConnectorFacts } from './connector-facts.ts';
import type { Config } from './document-api.ts';
import { TemplateEditor } from './template-editor.tsx';
import { TemplateTable } from './template-table.tsx';
import { useTranslation } from './translate.tsx';
import type { EditedConfig } from './use-config.ts';

interface TemplatesPanelProps {
  readonly connector: ConnectorFacts;
  readonly guide: Guide | null;
  readonly config: Config;
  readonly change: EditedConfig['change'];
  readonly problems: readonly ConfigIssue[];
  readonly coverage: Pick<ConfigReport, 'coverage' | 'missing'> | undefined;
  readonly open: number | undefined;
  readonly setOpen: (row: number | undefined) => void;
}

/** The texts, which usage types they cover, and which have none. */
export function TemplatesPanel(props: TemplatesPanelProps) {
  const { connector, guide, config, change, problems, coverage, open, setOpen } = props;
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<UsageType>();
  const templates = templatesOf(config);
  const { coverage: covered, missing = [] } = coverage ?? {};
  const byGeneric = usageTypes.filter((type) => covered?.[type] === 'fallback');
  const next = chosen ?? missing[0] ?? byGeneric[0] ?? 'Generic';

  const add = (usageType: UsageType): void => {
    const text = starterTexts[usageType as keyof typeof starterTexts] ?? starterTexts.Generic;
    const content = `${connector.startOfTexts}${t(text)}`;
    change((now) => withTemplates(now, [...templatesOf(now), { usageType, content }]));
    setOpen(templates.length);
    setChosen(undefined);
  };
  const editor = (row: number, preview: Parameters<typeof TemplateEditor>[0]['preview']) => (
    <TemplateEditor
      connector={connector}
      guide={guide}
      row={row}
      template={Object(templates[row]) as Config}
      preview={preview}
      problems={problems
        .filter(({ keys }) => keys[1] === row)
        .map((each) => ({ ...each, keys: each.keys.slice(2) }))}
      onChange={(template) =>
        change((now) => withTemplates(now, templatesOf(now).with(row, template)))
      }
      onRemove={() => {
        setOpen(undefined);
        change((now) => withTemplates(now, templatesOf(now).toSpliced(row, 1)));
      }}
    />
  );
  return (
    <div id="root_templates" tabIndex={-1}>
      <TemplateTable
        templates={templates}
        problems={problems}
        open={open}
        setOpen={setOpen}
        editor={editor}
      />
      {byGeneric.length > 0 && (
        <Text size="xs" c="dimmed" mt={8}>
          {t('Generic also covers: {types}.', { types: byGeneric.join(', ') })}
        </Text>
      )}
      {missing.length > 0 && (
        <Text size="sm" c="red" mt={8}>
          {t('Without a text: {types}. A message of this type cannot be sent.', {
            types: requiredUsageTypes.filter((type) => missing.includes(type)).join(', '),
          })}
        </Text>
      )}
      <Group gap={6} mt="sm">
        <NativeSelect
          size="xs"
          aria-label={t('Usage type')}
          data={[...usageTypes]}
          value={next}
          onChange={({ currentTarget }) => setChosen(currentTarget.value as UsageType)}
        />
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => add(next)}
        >
          {t('Add a text')}
        </Button>
      </Group>
    </div>
  );
}

function templatesOf(config: Config): readonly unknown[] {
  const { templates } = config;
  return Array.isArray(templates) ? templates : [];
}

function withTemplates(config: Config, templates: readonly unknown[]): Config {
  return { ...config, templates };
}
