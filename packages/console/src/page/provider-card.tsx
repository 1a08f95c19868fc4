import type { ConfigIssue } from '@sms-connectors/core';
import { ActionIcon, Badge, Group, Text } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowLeft,
  IconArrowRight,
  IconArrowUp,
  IconGripVertical,
  IconX,
} from '@tabler/icons-react';
import type { DragEvent } from 'react';
import { issueText } from './issue-text.ts';
import type { PlanConnectorFacts } from './plan-facts.ts';
import { useTranslation } from './translate.tsx';

export interface ProviderCardProps {
  readonly id: string;
  readonly label: string;
  /** Absent if no such connector is installed. */
  readonly facts: PlanConnectorFacts | undefined;
  /** From 0. */
  readonly position: number;
  readonly count: number;
  readonly isNarrow: boolean;
  readonly problems: readonly ConfigIssue[];
  readonly isDragged: boolean;
  readonly isTarget: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onDragStart: () => void;
  readonly onDragEnd: () => void;
  /** Returns whether what is dragged may be dropped here. */
  readonly onDragOver: () => boolean;
  readonly onDrop: () => void;
}

/** One provider of a route. It is moved by drag or by its buttons. */
export function ProviderCard(props: ProviderCardProps) {
  const { id, label, facts, position, count, isNarrow, problems, onMove, onRemove } = props;
  const { t } = useTranslation();
  const [Earlier, Later] = isNarrow
    ? [IconArrowUp, IconArrowDown]
    : [IconArrowLeft, IconArrowRight];
  return (
    <li
      id={id}
      tabIndex={-1}
      className="provider-card"
      draggable
      data-dragged={props.isDragged || undefined}
      data-target={props.isTarget || undefined}
      onDragStart={(event) => {
        startDrag(event, label);
        props.onDragStart();
      }}
      onDragEnd={props.onDragEnd}
      onDragOver={(event) => {
        if (props.onDragOver()) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
    >
      <Group gap={6} wrap="nowrap">
        <IconGripVertical size={16} className="grip" aria-hidden />
        <Text size="sm" c="dimmed" component="span">
          {position + 1}.
        </Text>
        <Text size="sm" fw={650} component="span" className="rendered" flex={1}>
          {label}
        </Text>
        <Group gap={4} wrap="nowrap">
          <ActionIcon
            id={`${id}_earlier`}
            variant="default"
            size={28}
            aria-label={t('Earlier: {name}', { name: label })}
            // A disabled button would lose the focus.
            {...(position === 0 && off)}
            onClick={() => onMove(-1)}
          >
            <Earlier size={16} />
          </ActionIcon>
          <ActionIcon
            id={`${id}_later`}
            variant="default"
            size={28}
            aria-label={t('Later: {name}', { name: label })}
            {...(position === count - 1 && off)}
            onClick={() => onMove(1)}
          >
            <Later size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            size={28}
            aria-label={t('Remove {name}', { name: label })}
            onClick={onRemove}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      </Group>
      <Badge
        mt={6}
        variant="light"
        size="sm"
        tt="none"
        color={facts === undefined ? 'red' : facts.hasConfig ? 'teal' : 'gray'}
      >
        {facts === undefined
          ? t('Not installed')
          : facts.hasConfig
            ? t('Config saved')
            : t('No config here')}
      </Badge>
      {problems.map((problem) => (
        <Text key={problem.message} size="xs" c="red" mt={6}>
          {issueText(problem, t, null)}
        </Text>
      ))}
    </li>
  );
}

const off = { 'aria-disabled': true, 'data-disabled': true } as const;

function startDrag({ dataTransfer }: DragEvent, label: string): void {
  // Firefox drags nothing without data.
  dataTransfer.setData('text/plain', label);
  dataTransfer.effectAllowed = 'move';
}
