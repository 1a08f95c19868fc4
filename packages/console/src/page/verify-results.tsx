import { Badge, Group, List, Paper, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconHelpCircle, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { checkWords, subjectWords } from '../functions/check-words.ts';
import { fieldLabel } from '../functions/field-labels.ts';
import type { TryFailed } from '../functions/try-message.ts';
import type { ExplainedCheck, VerifyAnswer } from '../functions/verify-config.ts';
import { IssueLines } from './issue-lines.tsx';
import { InlineMarkdown } from './markdown.tsx';
import { useTranslation } from './translate.tsx';

interface VerifyResultsProps {
  readonly name: string;
  /** `away`: the console itself did not respond. */
  readonly answer: VerifyAnswer | TryFailed | 'away';
}

/** Shows the provider's answer about the config, check by check. */
export function VerifyResults({ name, answer }: VerifyResultsProps) {
  const { t } = useTranslation();
  const results = useRef<HTMLElement>(null);
  useEffect(() => {
    results.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <Paper
      ref={results}
      className="meter"
      p="sm"
      radius="md"
      component="section"
      aria-labelledby="verify-title"
    >
      <Title order={3} size="h6" id="verify-title" mb={6}>
        {t('What {name} says', { name })}
      </Title>
      {answer === 'away' ? (
        <Text size="sm">{t('The console is not responding')}</Text>
      ) : 'checks' in answer ? (
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
  } = isFact ? { icon: IconInfoCircle, color: 'pine', words: 'Yes' } : looks[result];
  return (
    <>
      <Group gap="xs">
        <Icon size={18} color={`var(--mantine-color-${color}-text)`} aria-hidden />
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
        {field !== undefined && (
          <Text size="sm" c="dimmed" component="span">
            {t(fieldLabel(field))}
          </Text>
        )}
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

function Unanswered({ failed }: { readonly failed: TryFailed }) {
  const { t } = useTranslation();
  const { meaning, advice, issues = [] } = failed;
  return (
    <Text size="sm" component="div">
      <InlineMarkdown>{t(meaning)}</InlineMarkdown>{' '}
      {issues.length === 0 ? (
        <InlineMarkdown>{t(advice)}</InlineMarkdown>
      ) : (
        <IssueLines issues={issues} />
      )}
    </Text>
  );
}
