import type { ConfigIssue } from '@sms-connectors/core';
import { ActionIcon, Button, Code, Group, NativeSelect, Text, Title } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { issueText } from './issue-text.ts';
import { moved } from './plan-document.ts';
import { labelOf, type PlanConnectorFacts } from './plan-facts.ts';
import { ProviderCard } from './provider-card.tsx';
import { routeName } from './route-name.ts';
import { useTranslation } from './translate.tsx';

export interface RouteRowProps {
  readonly routeKey: string;
  readonly names: readonly string[];
  readonly connectors: readonly PlanConnectorFacts[];
  readonly problems: readonly ConfigIssue[];
  readonly onChange: (names: readonly string[]) => void;
  readonly onRemove: () => void;
  /** Tells what was changed to people who do not see it. */
  readonly announce: (sentence: string) => void;
}

/** A route: which numbers it serves, and its providers in order. */
export function RouteRow(props: RouteRowProps) {
  const { routeKey, names, connectors, problems, onChange, onRemove, announce } = props;
  const { t, language } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 36em)', false, { getInitialValueInEffect: false });
  const [dragged, setDragged] = useState<number>();
  const [target, setTarget] = useState<number>();
  const focusNext = useRef<string>(undefined);
  useEffect(() => {
    // Moving an element takes its focus away.
    if (focusNext.current === undefined) return;
    document.querySelector<HTMLElement>(`#${CSS.escape(focusNext.current)}`)?.focus();
    focusNext.current = undefined;
  }, [names]);
  const route = routeName(routeKey, language, t);
  const id = `root_routes_${routeKey}`;
  const addId = `${id}_add`;
  const labels = names.map((name) => labelOf(name, connectors));

  const move = (from: number, to: number, button?: 'earlier' | 'later'): void => {
    const next = moved(names, from, to);
    if (next === names || from === to) return;
    // The cards have the numbers of their places, so the moved one has another id then.
    if (button !== undefined) focusNext.current = `${id}_${to}_${button}`;
    onChange(next);
    const values = { name: labels[from], position: to + 1, count: names.length, route };
    announce(t('{name} is now number {position} of {count}: {route}.', values));
  };
  const remove = (index: number): void => {
    focusNext.current = addId;
    onChange(names.toSpliced(index, 1));
    announce(t('{name} was removed: {route}.', { name: labels[index], route }));
  };
  const add = (name: string): void => {
    onChange([...names, name]);
    const values = { name: labelOf(name, connectors), position: names.length + 1, route };
    announce(t('{name} was added as number {position}: {route}.', values));
  };
  const own = problems.filter(({ keys }) => keys.length === 2);

  return (
    <section className="route" id={id} tabIndex={-1} aria-labelledby={`${id}_title`}>
      <Group justify="space-between" gap="xs" mb={8} wrap="nowrap">
        <Group gap={8}>
          <Title order={3} size="h5" id={`${id}_title`}>
            {route}
          </Title>
          {routeKey === 'default' && <Code>default</Code>}
        </Group>
        <ActionIcon
          variant="subtle"
          color="red"
          size={30}
          aria-label={t('Remove the route: {route}', { route })}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      <ol className="provider-cards">
        {names.map((name, index) => (
          <ProviderCard
            // A name may be there twice until the problem is fixed.
            key={names.indexOf(name) === index ? name : `${name} ${index}`}
            id={`${id}_${index}`}
            label={labels[index] ?? name}
            facts={connectors.find((each) => each.name === name)}
            position={index}
            count={names.length}
            isNarrow={isNarrow}
            problems={problems.filter(({ keys }) => keys[2] === index)}
            isDragged={dragged === index}
            isTarget={target === index && dragged !== undefined && dragged !== index}
            onMove={(by) => move(index, index + by, by < 0 ? 'earlier' : 'later')}
            onRemove={() => remove(index)}
            onDragStart={() => setDragged(index)}
            onDragEnd={() => {
              setDragged(undefined);
              setTarget(undefined);
            }}
            onDragOver={() => {
              if (dragged !== undefined && target !== index) setTarget(index);
              return dragged !== undefined;
            }}
            onDrop={() => {
              if (dragged !== undefined) move(dragged, index);
            }}
          />
        ))}
      </ol>
      {own.map((problem) => (
        <Text key={problem.message} size="sm" c="red" mt={6}>
          {issueText(problem, t, null)}
        </Text>
      ))}
      <AddProvider
        id={addId}
        label={t('Add a provider: {route}', { route })}
        options={connectors
          .filter(({ name }) => !names.includes(name))
          .map(({ name }) => ({ value: name, label: labelOf(name, connectors) }))}
        onAdd={add}
      />
    </section>
  );
}

interface AddProviderProps {
  readonly id: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onAdd: (name: string) => void;
}

function AddProvider({ id, label, options, onAdd }: AddProviderProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState('');
  const [first] = options;
  if (first === undefined) return null;
  const { value } = options.find((each) => each.value === chosen) ?? first;
  return (
    <Group gap={6} mt={8}>
      <NativeSelect
        id={id}
        size="xs"
        aria-label={label}
        data={[...options]}
        value={value}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <Button
        size="xs"
        variant="light"
        leftSection={<IconPlus size={14} />}
        onClick={() => onAdd(value)}
      >
        {t('Add a provider')}
      </Button>
    </Group>
  );
}
