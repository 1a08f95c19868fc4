import type { ConfigIssue } from '@sms-connectors/core';
import { Alert, Anchor, List } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Guide } from '../functions/guide.ts';
import { issueText } from './issue-text.ts';
import { pathWords } from './path-words.ts';
import { useTranslation } from './translate.tsx';

export interface ProblemListProps {
  readonly problems: readonly ConfigIssue[];
  readonly guide: Guide | null;
  /** How often saving failed because of these problems. */
  readonly refusals: number;
  readonly onChoose: (problem: ConfigIssue) => void;
}

/** Lists the problems of a config; each entry leads to its field. */
export function ProblemList({ problems, guide, refusals, onChoose }: ProblemListProps) {
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
          <List.Item key={`${problem.path} ${problem.message}`}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              c="inherit"
              underline="always"
              onClick={() => onChoose(problem)}
            >
              {pathWords(problem.keys, t)}
            </Anchor>
            {' — '}
            {issueText(problem, t, guide)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

/** Focuses the field of a problem, or the nearest one around it. */
export function focusField({ keys }: ConfigIssue): void {
  const ids = keys.map((_, index) => ['root', ...keys.slice(0, index + 1)].join('_'));
  const fields = ids.map((id) => document.querySelector<HTMLElement>(`#${CSS.escape(id)}`));
  fields.findLast((field) => field !== null)?.focus();
}
