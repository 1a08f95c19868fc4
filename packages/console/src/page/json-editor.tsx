import { Stack, Switch, Text, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { hideSecrets, restoreSecrets } from './hidden-secrets.ts';
import { useTranslation } from './translate.tsx';
import type { Config } from './document-api.ts';

export interface JsonEditorProps {
  readonly config: Config;
  readonly secrets: readonly (readonly string[])[];
  readonly onChange: (config: Config) => void;
}

/** The config as JSON, in sync with the form. Secrets are dots until the user shows them. */
export function JsonEditor({ config, secrets, onChange }: JsonEditorProps) {
  const { t } = useTranslation();
  const [isRevealed, setRevealed] = useState(false);
  const written = JSON.stringify(isRevealed ? config : hideSecrets(config, secrets), undefined, 2);
  const [text, setText] = useState(written);
  const [isOurs, setOurs] = useState(true);
  const parsed = parseObject(text);
  useEffect(() => {
    // Keep the text as typed, including whitespace, as long as it parses to the same config.
    if (!isOurs && parsed !== undefined && JSON.stringify(parsed, undefined, 2) === written) return;
    if (isOurs || parsed !== undefined) setText(written);
    // eslint-disable-next-line react/exhaustive-deps -- typing alone must not rewrite the text
  }, [written]);
  useEffect(() => {
    if (parsed !== undefined) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [parsed]);
  const type = (next: string): void => {
    setText(next);
    setOurs(false);
    const value = parseObject(next);
    if (value !== undefined) onChange(isRevealed ? value : restoreSecrets(value, config, secrets));
  };
  return (
    <Stack gap="xs">
      <Textarea
        className="json"
        label={t('The config as JSON')}
        classNames={{ label: 'plain' }}
        autosize
        minRows={16}
        spellCheck={false}
        value={text}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onBlur={() => setOurs(parsed !== undefined)}
        error={
          parsed === undefined &&
          t('Not a valid JSON object yet. The form and the draft keep the last valid version.')
        }
      />
      {secrets.length > 0 && (
        <Switch
          size="sm"
          label={t('Show secrets')}
          checked={isRevealed}
          disabled={parsed === undefined}
          onChange={({ currentTarget }) => {
            setRevealed(currentTarget.checked);
            setOurs(true);
          }}
        />
      )}
      <Text size="xs" c="dimmed">
        {t('This is exactly what will be saved.')}
      </Text>
    </Stack>
  );
}

function parseObject(text: string): Config | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Config) : undefined;
  } catch {
    return undefined;
  }
}
