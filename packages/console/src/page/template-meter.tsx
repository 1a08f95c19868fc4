import { Badge, Box, Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { TemplatePreview } from '../functions/preview-templates.ts';
import { useTranslation } from './translate.tsx';

/** Previews a template, with its encoding and segments. */
export function TemplateMeter({ preview }: { readonly preview: TemplatePreview }) {
  const { t } = useTranslation();
  const { text, measure, ucs2 } = preview;
  if (text === '') return null;
  const isPlain = measure.encoding === 'GSM-7';
  return (
    <Paper className="meter" p="xs" radius="md">
      <Stack gap={6}>
        <Text size="sm" className="rendered" aria-label={t('Preview')}>
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
          </Text>
          <Text size="xs" c="dimmed" aria-hidden>
            ·
          </Text>
          <Text
            size="xs"
            c={measure.segments > 1 ? 'orange' : 'dimmed'}
            fw={measure.segments > 1 ? 600 : 400}
          >
            {measure.segments === 1
              ? t('1 segment, {left} left', { left: measure.unitsLeft })
              : t('{count} segments, {left} left', {
                  count: measure.segments,
                  left: measure.unitsLeft,
                })}
          </Text>
        </Group>
        {!isPlain && (
          <Box>
            <Group gap={4} wrap="nowrap" align="flex-start">
              <IconAlertTriangle size={14} className="warning-icon" aria-hidden />
              <Text size="xs">
                {t(
                  'These characters require UCS-2 encoding, which fits 70 characters per segment instead of 160:',
                )}
              </Text>
            </Group>
            <Group gap={6} mt={4}>
              {ucs2.map(({ character, count, replacement }) => (
                <Tooltip key={character} label={codePoint(character)}>
                  <Badge variant="default" size="md" tt="none" fw={500} className="character">
                    {character}
                    {count > 1 && ` ×${count}`}
                    {replacement !== undefined && ` → ${replacement}`}
                  </Badge>
                </Tooltip>
              ))}
            </Group>
          </Box>
        )}
      </Stack>
    </Paper>
  );
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}`;
}
