import { Alert, Anchor, List } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import type { ConfigProblem } from '../functions/check-config.ts';
import { useTranslation } from './translate.tsx';

/** What is wrong with a config; each entry leads to its field. */
export function ProblemList({ problems }: { readonly problems: readonly ConfigProblem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) return null;
  const title =
    problems.length === 1
      ? t('One thing to correct')
      : t('{count} things to correct', { count: problems.length });
  return (
    <Alert color="red" icon={<IconAlertCircle />} title={title} mb="md" role="status">
      <List size="sm" spacing={2} listStyleType="none">
        {problems.map(({ path, at, message, values }) => (
          <List.Item key={`${at} ${message}`}>
            <Anchor
              component="button"
              type="button"
              size="sm"
              ff="monospace"
              c="inherit"
              underline="always"
              onClick={() =>
                document
                  .querySelector<HTMLElement>(`#${CSS.escape(['root', ...path].join('_'))}`)
                  ?.focus()
              }
            >
              {at === '' ? t('config') : at}
            </Anchor>
            {' — '}
            {t(message, values)}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
