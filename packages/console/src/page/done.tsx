import { Alert, Code, Stack, Text } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { CodeExample } from './code-example.tsx';
import type { ConnectorFacts } from './connector-facts.ts';
import { useTranslation } from './translate.tsx';

interface DoneProps {
  readonly connector: ConnectorFacts;
  readonly file: string;
  readonly committed: boolean;
}

/** Shows how to use the saved config. */
export function Done({ connector, file, committed }: DoneProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('The config is saved in {file}, which only you can read. Use it like this:', { file })}
      </Text>
      <CodeExample code={usageExample(connector, file)} />
      {committed && (
        <Alert color="orange" icon={<IconAlertCircle />} title={t('Do not commit this file')}>
          <Text size="sm">
            {t(
              'The file contains credentials and Git would commit it. Add this line to .gitignore:',
            )}{' '}
            {/* A crash while saving may leave a copy with more behind the name. */}
            <Code>{`${file}*`}</Code>
          </Text>
        </Alert>
      )}
    </Stack>
  );
}

function usageExample({ id, packageName }: ConnectorFacts, file: string): string {
  return `import { readFile } from 'node:fs/promises';
import { ${id} } from '${packageName}';

const config = JSON.parse(await readFile('${file}', 'utf8'));
const sms = ${id}(config);
await sms.send({ to, usageType: 'SignIn', payload: { code } });`;
}
