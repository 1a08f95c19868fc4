import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { TemplatePreview } from '../functions/preview-templates.ts';
import { templateProblemText } from './template-problem-text.ts';
import { useTranslation } from './translate.tsx';

/** Why a message would lose its code or its link. */
export function TemplateProblems({ problems }: Pick<TemplatePreview, 'problems'>) {
  const { t } = useTranslation();
  return problems.map((problem) => (
    <Alert
      key={problem.code}
      color="orange"
      variant="light"
      p="xs"
      icon={<IconAlertTriangle />}
      role="status"
    >
      {templateProblemText(problem, t)}
    </Alert>
  ));
}
