import { Group, Text, Title, VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from './translate.tsx';

interface StepProps {
  readonly number: number;
  readonly title: string;
  readonly isDone?: boolean;
  /** What one does here, in one sentence. */
  readonly about: ReactNode;
  /** Beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One step on the way from choosing a connector to a saved config. */
export function Step({ number, title, isDone = false, about, aside, children }: StepProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className="card step" aria-labelledby={id}>
      <Group gap="sm" wrap="nowrap" align="flex-start" mb="sm">
        <span className="step-number" data-done={isDone || undefined}>
          {isDone ? <IconCheck size={16} aria-hidden /> : number}
          {isDone && <VisuallyHidden>{t('Done')}</VisuallyHidden>}
        </span>
        <div className="step-words">
          <Title order={3} size="h4" id={id}>
            {title}
          </Title>
          <Text size="sm" c="dimmed" component="div">
            {about}
          </Text>
        </div>
        {aside}
      </Group>
      <div className="step-content">{children}</div>
    </section>
  );
}
