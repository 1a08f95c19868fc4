import { Button, Group, Paper, Text, TextInput } from '@mantine/core';
import type { CheckResult } from '@sms-connectors/verify';
import { verificationText } from '@sms-connectors/verify/end-user-texts';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { type FormEvent, useId, useState } from 'react';
import { bodyOf, client } from './client.ts';
import { useTranslation } from './translate.tsx';

/** A field for the code that the phone shows, and the answer as a person who signs in would read it. */
export function CodeCheck({ verificationId }: { readonly verificationId: string }) {
  const { t, language } = useTranslation();
  const hintId = useId();
  const [code, setCode] = useState('');
  const [answer, setAnswer] = useState<CheckResult | 'failed'>();
  const [isChecking, setChecking] = useState(false);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (isChecking) return;
    setChecking(true);
    setAnswer(await checkOne(verificationId, code));
    setChecking(false);
  };

  return (
    <Paper className="card" p="sm" mt="xs">
      {mayTry(answer) && (
        <form onSubmit={(event) => void submit(event)}>
          <Group gap="xs" align="end" wrap="nowrap">
            <TextInput
              flex={1}
              label={t('Enter the code')}
              aria-describedby={hintId}
              inputMode="numeric"
              autoComplete="off"
              required
              withAsterisk={false}
              value={code}
              onChange={({ currentTarget }) => setCode(currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={isChecking}>
              {t('Check the code')}
            </Button>
          </Group>
          <Text id={hintId} size="xs" c="dimmed" mt={5}>
            {t('As the phone shows it. Made and checked by {package}.', {
              package: '@sms-connectors/verify',
            })}
          </Text>
        </form>
      )}
      <div role="status">
        {answer !== undefined && (
          <Group gap="xs" mt={mayTry(answer) ? 'xs' : 0} wrap="nowrap">
            {answer !== 'failed' && answer.status === 'approved' ? (
              <IconCircleCheck size={18} color="var(--accepted)" aria-hidden />
            ) : (
              <IconCircleX size={18} color="var(--rejected)" aria-hidden />
            )}
            <Text size="sm">
              {answer === 'failed'
                ? t('The console is not responding')
                : verificationText(answer, language)}
            </Text>
          </Group>
        )}
      </div>
    </Paper>
  );
}

function mayTry(answer: CheckResult | 'failed' | undefined): boolean {
  return answer === undefined || answer === 'failed' || answer.status === 'wrong';
}

async function checkOne(verificationId: string, code: string): Promise<CheckResult | 'failed'> {
  try {
    return await bodyOf(client['check-code'].$post({ json: { verificationId, code } }));
  } catch {
    return 'failed';
  }
}
