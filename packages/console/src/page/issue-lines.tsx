import type { ConfigIssue } from '@sms-connectors/core';
import { issueText } from './issue-text.ts';
import { pathWords } from './path-words.ts';
import { useTranslation } from './translate.tsx';

/** What is wrong with a config that could not be used, a line each. */
export function IssueLines({ issues }: { readonly issues: readonly ConfigIssue[] }) {
  const { t } = useTranslation();
  return issues.map((issue) => (
    <div key={`${issue.path} ${issue.message}`}>
      {pathWords(issue.keys, t)}: {issueText(issue, t, null)}
    </div>
  ));
}
