import { Alert, Anchor, List } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { ConfigProblem } from '../functions/check-config.ts';
import { useTranslation } from './translate.tsx';

export interface ProblemListProps {
  readonly problems: readonly ConfigProblem[];
  /** How often saving failed because of these problems. */
  readonly refusals: number;
  readonly onChoose: (problem: ConfigProblem) => void;
}

/** Lists the problems of a config; each entry leads to its field. */
export function ProblemList({ problems, refusals, onChoose }: ProblemListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const seen = useRef(refusals);
  useEffect(() => {
    if (refusals === seen.current || list.current === null) return;
    seen.current = refusals;
    list.current.focus();
    list.current.scrollIntoView({ block: 'nearest' });
  }, [refusals, problems]);
  if (problems.length === 0) return null;
  const title =
    problems.length === 1
      ? t('1 problem to fix')
      : t('{count} problems to fix', { count: problems.length });
  return (
    <Alert
      className="problems"
      ref={list}
      tabIndex={-1}
      color="red"
      icon={<IconAlertCircle />}
      title={title}
      mb="md"
      role="status"
    >
      <List size="sm" spacing={2} listStyleType="none">
        {problems.map((problem) => (
          <List.Item key={`${problem.at} ${problem.message}`}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              ff="monospace"
              c="inherit"
              underline="always"
              onClick={() => onChoose(problem)}
            >
              {problem.at === '' ? t('config') : problem.at}
            </Anchor>
            {' — '}
            {t(problem.message, problem.values)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

export function focusField({ path }: ConfigProblem): void {
  const field = CSS.escape(['root', ...path].join('_'));
  document.querySelector<HTMLElement>(`#${field}`)?.focus();
}
