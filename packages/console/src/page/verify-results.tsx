import { Badge, Code, Group, List, Paper, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle, IconInfoCircle } from '@tabler/icons-react';
import { checkWords, subjectWords } from '../functions/check-words.ts';
import type { TryFailed } from '../functions/try-message.ts';
import type { ExplainedCheck, VerifyAnswer } from '../functions/verify-config.ts';
import type { SendTarget } from '../functions/workbench.ts';
import { InlineMarkdown } from './markdown.tsx';
import { useTranslation } from './translate.tsx';

export interface Verification {
  readonly target: SendTarget;
  /** Absent if the console itself did not respond. */
  readonly answer: VerifyAnswer | TryFailed | undefined;
}

/** Shows the provider's answer about the config, check by check. */
export function VerifyResults({ name, target, answer }: Verification & { readonly name: string }) {
  const { t } = useTranslation();
  return (
    <Paper className="card" p="sm" component="section" aria-labelledby="verify-title">
      <Title order={3} size="h6" id="verify-title">
        {target === 'emulator' ? t('What the emulator says') : t('What {name} says', { name })}
      </Title>
      <Text size="xs" c="dimmed" mb={6}>
        {t('Nothing was sent.')}
      </Text>
      {answer !== undefined && 'checks' in answer ? (
        <List listStyleType="none" spacing={8}>
          {answer.checks.map((check) => (
            <List.Item key={`${check.subject} ${check.field ?? ''}`}>
              <Check {...check} />
            </List.Item>
          ))}
        </List>
      ) : (
        <Unanswered failed={answer} />
      )}
    </Paper>
  );
}

const looks = {
  ok: { icon: IconCircleCheck, color: 'teal', words: checkWords.result.ok },
  failed: { icon: IconCircleX, color: 'red', words: checkWords.result.failed },
  unknown: { icon: IconHelpCircle, color: 'gray', words: checkWords.result.unknown },
} as const;

function Check({ subject, result, field, detail, meaning, advice }: ExplainedCheck) {
  const { t } = useTranslation();
  // A trial account is a fact, neither good nor bad.
  const isFact = subject === 'sandbox' && result === 'ok';
  const {
    icon: Icon,
    color,
    words,
  } = isFact ? { icon: IconInfoCircle, color: 'ocean', words: 'Yes' } : looks[result];
  return (
    <>
      <Group gap="xs">
        <Icon size={18} color={`var(--mantine-color-${color}-6)`} aria-hidden />
        <Text size="sm" fw={600} component="span">
          {t(subjectWords(subject))}
        </Text>
        <Badge variant="light" color={color} size="sm" tt="none">
          {t(words)}
        </Badge>
        {detail !== undefined && (
          <Text size="sm" component="span">
            {detail}
          </Text>
        )}
        {field !== undefined && <Code>{field}</Code>}
      </Group>
      {meaning !== undefined && (
        <Text size="sm" mt={2} ml={26}>
          <InlineMarkdown>{t(meaning)}</InlineMarkdown>{' '}
          {result === 'failed' && advice !== undefined && (
            <InlineMarkdown>{t(advice)}</InlineMarkdown>
          )}
        </Text>
      )}
    </>
  );
}

function Unanswered({ failed }: { readonly failed: TryFailed | undefined }) {
  const { t } = useTranslation();
  return failed === undefined ? (
    <Text size="sm">{t('The console is not responding')}</Text>
  ) : (
    <Text size="sm">
      <InlineMarkdown>{t(failed.meaning)}</InlineMarkdown>{' '}
      <InlineMarkdown>{t(failed.advice)}</InlineMarkdown>
    </Text>
  );
}
