import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { TemplatePreview } from '../functions/preview-templates.ts';
import { Ucs2Characters, type Replacement } from './ucs2-characters.tsx';
import { useTranslation } from './translate.tsx';

interface TemplateMeterProps {
  readonly preview: TemplatePreview;
  /** The text as it is written, with placeholders. */
  readonly content: string;
  readonly onReplace: (content: string) => void;
}

/** Previews a template with its encoding and segments, and makes it cheaper. */
export function TemplateMeter({ preview, content, onReplace }: TemplateMeterProps) {
  const { t } = useTranslation();
  const [said, setSaid] = useState('');
  const { text, measure, ucs2 } = preview;
  if (text === '') return null;
  const isPlain = measure.encoding === 'GSM-7';
  const replace = (all: readonly Replacement[]): void => {
    const changed = all.reduce(
      (before, { character, replacement }) => before.replaceAll(character, replacement),
      content,
    );
    onReplace(changed);
    setSaid(
      all
        .map(({ character, replacement }) =>
          t('{character} is now {replacement}', { character, replacement: nameOf(replacement) }),
        )
        .join(' · '),
    );
  };
  const nameOf = (replacement: string): string => (replacement === '' ? t('nothing') : replacement);
  return (
    <Paper className="meter" p="xs" radius="md">
      <Stack gap={6}>
        <Text size="sm" className="rendered" role="group" aria-label={t('Preview')}>
          {text}
        </Text>
        <Group gap={6}>
          <Badge variant="light" color={isPlain ? 'teal' : 'orange'} size="sm">
            {measure.encoding}
          </Badge>
          <Text size="xs" c="dimmed">
            {measure.characters === 1
              ? t('1 character')
              : t('{count} characters', { count: measure.characters })}
            {' · '}
            {measure.segments === 1
              ? t('1 segment, {left} left', { left: measure.unitsLeft })
              : t('{count} segments, {left} left', {
                  count: measure.segments,
                  left: measure.unitsLeft,
                })}
          </Text>
        </Group>
        {!isPlain && <Ucs2Characters characters={ucs2} onReplace={replace} />}
        <Text size="xs" role="status" className="rendered">
          {said}
        </Text>
      </Stack>
    </Paper>
  );
}
