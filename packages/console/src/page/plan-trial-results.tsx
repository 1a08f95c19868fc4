import { Code, List, Paper, Text } from '@mantine/core';
import type { PolicyEvent } from '@sms-connectors/policies';
import { factsOfErrorCode } from '@sms-connectors/core';
import {
  IconArrowForward,
  IconCircleCheck,
  IconCircleX,
  IconHelpCircle,
  IconPlayerSkipForward,
  IconRoute,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PlanTrialResult } from '../functions/plan-trial.ts';
import { sentence } from '../functions/sentence.ts';
import { InlineMarkdown } from './markdown.tsx';
import { labelOf, type PlanConnectorFacts } from './plan-facts.ts';
import { countryName, routeName } from './route-name.ts';
import { type Translate, useTranslation } from './translate.tsx';

interface PlanTrialResultsProps {
  readonly trial: PlanTrialResult;
  readonly connectors: readonly PlanConnectorFacts[];
}

/** What the plan did with a message, step by step. */
export function PlanTrialResults({ trial, connectors }: PlanTrialResultsProps) {
  const { t, language } = useTranslation();
  const { result, events } = trial;
  const label = (name: string): string => labelOf(name, connectors);
  const steps = events.map((event) => stepOf(event, { t, language, label }));
  return (
    <Paper className="card result" p="sm" data-outcome={result.outcome}>
      <Text size="sm" fw={650} mb={8}>
        {conclusion(trial, t, label)}
      </Text>
      <List listStyleType="none" spacing={6} type="ordered">
        {steps.map(
          (step, index) =>
            step !== undefined && (
              // The steps of one message never change.
              <List.Item key={index} icon={step.icon} data-step={step.type}>
                <Text size="sm" component="span">
                  {step.words}
                </Text>
                {step.code !== undefined && (
                  <Text size="xs" c="dimmed">
                    <InlineMarkdown>{t(factsOfErrorCode(step.code).meaning)}</InlineMarkdown>{' '}
                    <Code>{step.code}</Code>
                  </Text>
                )}
              </List.Item>
            ),
        )}
      </List>
      {result.outcome !== 'accepted' && steps.every((step) => step === undefined) && (
        <Text size="sm" mt={6}>
          <InlineMarkdown>{t(result.meaning)}</InlineMarkdown>{' '}
          <InlineMarkdown>{t(result.advice)}</InlineMarkdown> <Code>{result.code}</Code>
        </Text>
      )}
    </Paper>
  );
}

function conclusion(
  { result, events }: PlanTrialResult,
  t: Translate,
  label: (name: string) => string,
): string {
  if (result.outcome === 'unknown') {
    return t('The message may have been sent, so no other provider was tried.');
  }
  const last = events.findLast(({ type }) => type === 'attempt_ended');
  if (last?.type !== 'attempt_ended') {
    return t('The plan refused the message. No provider was asked.');
  }
  return result.outcome === 'accepted'
    ? t('{name} sent the message.', { name: label(last.sender) })
    : t('No provider sent the message.');
}

interface Words {
  readonly t: Translate;
  readonly language: string;
  readonly label: (name: string) => string;
}

interface Step {
  readonly type: PolicyEvent['type'];
  readonly icon: ReactNode;
  readonly words: string;
  /** Why an attempt failed. */
  readonly code?: Parameters<typeof factsOfErrorCode>[0] | undefined;
}

/** An event as a step, or nothing if it adds nothing to the others. */
function stepOf(event: PolicyEvent, words: Words): Step | undefined {
  return attemptStep(event, words) ?? refusalStep(event, words);
}

function attemptStep(event: PolicyEvent, { t, language, label }: Words): Step | undefined {
  const { type } = event;
  if (type === 'route_chosen') {
    const route = routeName(event.route, language, t);
    return {
      type,
      icon: <IconRoute size={18} aria-hidden />,
      words: t('Route: {route}', { route }),
    };
  }
  if (type === 'attempt_ended') {
    const { icon, words } = attempts[event.outcome];
    const milliseconds = Math.round(event.durationMs);
    const name = label(event.sender);
    return { type, icon, words: t(words, { name, milliseconds }), code: event.code };
  }
  if (type === 'sender_skipped') {
    const name = label(event.sender);
    return {
      type,
      icon: <IconPlayerSkipForward size={18} aria-hidden />,
      words: t('{name}: skipped, because it failed before', { name }),
    };
  }
  if (type !== 'circuit_opened') return undefined;
  const values = { name: label(event.sender), seconds: Math.ceil((event.pauseMs ?? 0) / 1000) };
  return {
    type,
    icon: <IconArrowForward size={18} aria-hidden />,
    words: t('{name} is skipped for the next {seconds} s', values),
  };
}

function refusalStep(event: PolicyEvent, { t, language }: Words): Step | undefined {
  const { type } = event;
  const refusal = (words: string): Step => ({ type, icon: refusedIcon, words });
  if (type === 'no_route') return refusal(t('No route serves this number'));
  if (type === 'limit_reached') {
    const { limit, messages, seconds } = event;
    const values = { limit, messages, seconds };
    return refusal(t('The limit {limit} is reached: {messages} in {seconds} s', values));
  }
  if (type !== 'country_refused') return undefined;
  if (event.country === undefined) {
    return refusal(t('The limits allow some countries only, and this number belongs to none'));
  }
  const country = countryName(event.country, language) ?? event.country;
  return refusal(t('The limits do not allow this country: {country}', { country }));
}

const refusedIcon = <IconCircleX size={18} color="var(--rejected)" aria-hidden />;

const attempts = {
  accepted: {
    icon: <IconCircleCheck size={18} color="var(--accepted)" aria-hidden />,
    words: sentence('{name}: accepted, {milliseconds} ms'),
  },
  rejected: {
    icon: refusedIcon,
    words: sentence('{name}: not sent, {milliseconds} ms'),
  },
  unknown: {
    icon: <IconHelpCircle size={18} color="var(--unknown)" aria-hidden />,
    words: sentence('{name}: may have been sent, {milliseconds} ms'),
  },
} as const;
