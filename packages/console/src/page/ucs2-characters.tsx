import { Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight } from '@tabler/icons-react';
import type { TemplatePreview } from '../functions/preview-templates.ts';
import { useTranslation } from './translate.tsx';

export interface Replacement {
  readonly character: string;
  readonly replacement: string;
}

interface Ucs2CharactersProps {
  readonly characters: TemplatePreview['ucs2'];
  readonly onReplace: (replacements: readonly Replacement[]) => void;
}

/** The characters that make a text more expensive. A click replaces one by what costs less. */
export function Ucs2Characters({ characters, onReplace }: Ucs2CharactersProps) {
  const { t } = useTranslation();
  const replaceable = characters.flatMap(({ character, replacement }) =>
    replacement === undefined ? [] : [{ character, replacement }],
  );
  return (
    <>
      <Group gap={4} wrap="nowrap" align="flex-start">
        <IconAlertTriangle size={14} className="warning-icon" aria-hidden />
        <Text size="xs">
          {t(
            'These characters require UCS-2 encoding, which fits 70 characters per segment instead of 160:',
          )}
        </Text>
      </Group>
      <Group gap={6}>
        {characters.map(({ character, count, replacement }) =>
          replacement === undefined ? (
            <Text key={character} size="xs" component="span">
              <Glyph text={character} /> {times(count)}
            </Text>
          ) : (
            <Button
              key={character}
              variant="default"
              size="compact-sm"
              fw={400}
              aria-label={t('Replace {character} with {replacement}', {
                character,
                replacement: replacement === '' ? t('nothing') : replacement,
              })}
              onClick={() => onReplace([{ character, replacement }])}
            >
              <Glyph text={character} /> {times(count)}
              <IconArrowRight size={14} className="arrow" aria-hidden />
              {replacement === '' ? t('nothing') : <Glyph text={replacement} />}
            </Button>
          ),
        )}
        {replaceable.length > 1 && (
          <Button variant="light" size="compact-sm" onClick={() => onReplace(replaceable)}>
            {t('Replace all')}
          </Button>
        )}
      </Group>
    </>
  );
}

/** Characters with a box around each, so that one `…` differs from three dots. */
function Glyph({ text }: { readonly text: string }) {
  return [...text].map((character, index) => (
    // The characters of one text never change places.
    <span key={index} className="glyph" title={codePoint(character)}>
      {character}
    </span>
  ));
}

function times(count: number): string {
  return count > 1 ? `×${count}` : '';
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? ''}`;
}
