import { Stack, Text } from '@mantine/core';
import { CodeExample } from './code-example.tsx';
import { useTranslation } from './translate.tsx';

interface PlanDoneProps {
  readonly file: string;
  readonly names: readonly string[];
}

/** Shows how to use the saved plan. */
export function PlanDone({ file, names }: PlanDoneProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm">
      <Text size="sm">
        {t('The plan is saved in {file}. It contains no credentials. Use it like this:', { file })}
      </Text>
      <CodeExample code={usageExample(file, names)} />
      <Text size="sm">
        {t('To change the order later, save the plan again and restart the application.')}
      </Text>
    </Stack>
  );
}

function usageExample(file: string, names: readonly string[]): string {
  const connectors = names.map((name) => (/^[a-z]+$/.test(name) ? name : `named('${name}', …)`));
  return `import { readFile } from 'node:fs/promises';
import { senderFrom } from '@sms-connectors/policies';

const plan = JSON.parse(await readFile('${file}', 'utf8'));
const sms = senderFrom(plan, { connectors: [${connectors.join(', ')}] });
await sms.send({ to, usageType: 'SignIn', payload: { code } });`;
}
