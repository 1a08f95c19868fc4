import { Alert, Box, Button, Code, CopyButton, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconCheck, IconCopy } from '@tabler/icons-react';
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
  const code = usageExample(connector, file);
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('The config is saved in {file}, which only you can read. Use it like this:', { file })}
      </Text>
      <Box pos="relative">
        <Code block>{code}</Code>
        <CopyButton value={code}>
          {({ copied, copy }) => (
            <Button
              size="compact-xs"
              variant="default"
              pos="absolute"
              top={8}
              right={8}
              onClick={copy}
              leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            >
              {copied ? t('Copied') : t('Copy')}
            </Button>
          )}
        </CopyButton>
      </Box>
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
