import type { ConfigIssue } from '@sms-connectors/core';
import { Button, Checkbox, Code, Group, Stack, Textarea } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Guide } from '../functions/guide.ts';
import type { TemplatePreview } from '../functions/preview-templates.ts';
import { ConfigForm } from './config-form.tsx';
import type { ConnectorFacts } from './connector-facts.ts';
import type { Config } from './document-api.ts';
import { issueText } from './issue-text.ts';
import { TemplateMeter } from './template-meter.tsx';
import { TemplateProblems } from './template-problems.tsx';
import { templateSchema } from './template-schema.ts';
import { useTranslation } from './translate.tsx';

interface TemplateEditorProps {
  readonly connector: ConnectorFacts;
  readonly guide: Guide | null;
  readonly row: number;
  readonly template: Config;
  readonly preview: TemplatePreview;
  /** Of this template; their keys start in it. */
  readonly problems: readonly ConfigIssue[];
  readonly onChange: (template: Config) => void;
  readonly onRemove: () => void;
}

/** The text of a template and what it is billed for, then its other fields. */
export function TemplateEditor(props: TemplateEditorProps) {
  const { connector, guide, row, template, preview, problems, onChange, onRemove } = props;
  const { t } = useTranslation();
  const { type, others, hasText } = templateSchema(connector.schema);
  const content = typeof template['content'] === 'string' ? template['content'] : '';
  const { content: _content, withoutCode, ...rest } = template;
  const ofText = problems.filter(({ keys }) => keys[0] === 'content');
  const write = (next: string): void => {
    const { content: _before, ...without } = template;
    onChange(next === '' ? without : { ...template, content: next });
  };
  // Rarely needed, so it is shown only if it changes something.
  const isAsked = preview.problems.length > 0 || withoutCode !== undefined;
  return (
    <Stack gap="xs">
      {hasText && (
        <Textarea
          id={`root_templates_${row}_content`}
          label={t('Text')}
          autosize
          minRows={2}
          value={content}
          error={ofText.map((each) => issueText(each, t, guide)).join(' ')}
          onChange={({ currentTarget }) => write(currentTarget.value)}
        />
      )}
      <TemplateMeter preview={preview} content={content} onReplace={write} />
      <TemplateProblems problems={preview.problems} />
      {isAsked && (
        <Checkbox
          label={t('Text without a code')}
          description={<Code fz="inherit">withoutCode</Code>}
          checked={withoutCode === true}
          onChange={({ currentTarget: { checked } }) => {
            const { withoutCode: _before, ...without } = template;
            onChange(checked ? { ...template, withoutCode: true } : without);
          }}
        />
      )}
      <ConfigForm
        schema={others}
        guide={guide}
        config={rest}
        problems={problems.filter((each) => !ofText.includes(each))}
        part={{ type, keys: ['templates', row] }}
        onChange={(changed) =>
          onChange({
            ...changed,
            ...(content !== '' && { content }),
            ...(withoutCode !== undefined && { withoutCode }),
          })
        }
      />
      <Group justify="flex-end">
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={onRemove}
        >
          {t('Remove')}
        </Button>
      </Group>
    </Stack>
  );
}
