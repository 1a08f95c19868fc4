import { Alert, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { TemplatePreview } from '../functions/preview-templates.ts';
import { templateProblemText } from './template-problem-text.ts';
import { useTranslation } from './translate.tsx';

/** The placeholders of a template, and why a message would lose its code. */
export function TemplatePlaceholders({ preview }: { readonly preview: TemplatePreview }) {
  const { t } = useTranslation();
  const { placeholders, problems } = preview;
  return (
    <Stack gap={6}>
      <Group gap={6} className="placeholders">
        <Text size="xs" c="dimmed">
          {t('Placeholders:')}
        </Text>
        {placeholders.map((name) => (
          <Code key={name} fz="xs">{`{{${name}}}`}</Code>
        ))}
        {placeholders.length === 0 && <Text size="xs">{t('none')}</Text>}
      </Group>
      {problems.map((problem) => (
        <Alert
          key={problem.code}
          color="orange"
          variant="light"
          p="xs"
          icon={<IconAlertTriangle />}
          role="status"
        >
          <Text size="xs">{templateProblemText(problem, t)}</Text>
        </Alert>
      ))}
    </Stack>
  );
}
