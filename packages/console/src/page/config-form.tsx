import type { ConfigIssue } from '@sms-connectors/core';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { withTheme } from '@rjsf/core';
import { Theme } from '@rjsf/mantine';
import type {
  ArrayFieldItemTemplateProps,
  ArrayFieldTemplateProps,
  BaseInputTemplateProps,
  DescriptionFieldProps,
  ErrorSchema,
  ObjectFieldTemplateProps,
  RJSFSchema,
  WidgetProps,
} from '@rjsf/utils';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ComponentType, type ReactElement, useMemo, useState } from 'react';
import type { Guide } from '../functions/guide.ts';
import { describer, isShown } from './field-descriptions.tsx';
import { formSchema, formUiSchema } from './form-schema.ts';
import { formValidator } from './form-validator.ts';
import { issueText } from './issue-text.ts';
import { TextsWidget } from './texts-widget.tsx';
import { useTranslation } from './translate.tsx';
import type { Config } from './document-api.ts';

const Form = withTheme(Theme);
const ThemeInput = Theme.templates?.BaseInputTemplate as ComponentType<BaseInputTemplateProps>;
const ThemePassword = Theme.widgets?.['PasswordWidget'] as ComponentType<WidgetProps>;

export interface ConfigFormProps {
  readonly schema: RJSFSchema;
  readonly guide: Guide | null;
  readonly config: Config;
  readonly problems: readonly ConfigIssue[];
  readonly onChange: (config: Config) => void;
}

/** The form for a config, made from its schema. */
export function ConfigForm({ schema, guide, config, problems, onChange }: ConfigFormProps) {
  const { t } = useTranslation();
  const fields = useMemo(() => formSchema(schema), [schema]);
  const uiSchema = useMemo(() => formUiSchema(schema, describer(guide, t)), [schema, guide, t]);
  const extraErrors = useMemo(
    () => errorSchemaOf(problems.map((each) => [each.keys, issueText(each, t, guide)])),
    [problems, t, guide],
  );
  // Fields must not move while the user types, so only the first config counts.
  const [begun] = useState(config);
  const formContext = useMemo(
    (): FormContext => ({
      isEssential: (name) =>
        Object.hasOwn(begun, name) ||
        schema.required?.includes(name) === true ||
        isShown(guide, name),
      hasProblem: (name) => problems.some(({ keys }) => keys[0] === name),
      texts: problems.map((each) => ({
        id: ['root', ...each.keys].join('_'),
        text: issueText(each, t, guide),
      })),
    }),
    [begun, schema, guide, problems, t],
  );
  return (
    <Form
      className="config-form"
      tagName="div"
      schema={fields}
      uiSchema={uiSchema}
      formData={config}
      validator={formValidator}
      templates={templates}
      widgets={widgets}
      formContext={formContext}
      extraErrors={extraErrors}
      noValidate
      noHtml5Validate
      showErrorList={false}
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults' }}
      onChange={({ formData }) => onChange(withoutUndefined(formData) as Config)}
    />
  );
}

const templates = {
  ObjectFieldTemplate: FieldsTemplate,
  DescriptionFieldTemplate: FieldDescription,
  BaseInputTemplate: InputTemplate,
  ArrayFieldTemplate: ListTemplate,
  ArrayFieldItemTemplate: ListItemTemplate,
} as const;

const widgets = { PasswordWidget, texts: TextsWidget } as const;

// Without a value, use '': React treats an input with `undefined` as uncontrolled.
function InputTemplate(props: BaseInputTemplateProps) {
  return <ThemeInput {...props} value={props.value ?? ''} />;
}

function PasswordWidget(props: WidgetProps) {
  const { t } = useTranslation();
  const options = {
    ...props.options,
    visibilityToggleFocusable: true,
    visibilityToggleButtonProps: {
      'aria-label': t('Show or hide {name}', { name: props.label }),
    },
  };
  return <ThemePassword {...props} options={options} value={props.value ?? ''} />;
}

export interface FormContext {
  /** Whether the field is shown without unfolding the other fields. */
  readonly isEssential: (name: string) => boolean;
  readonly hasProblem: (name: string) => boolean;
  /** What is wrong, by the id of the field. The form passes on a context only if its data changes. */
  readonly texts: readonly { readonly id: string; readonly text: string }[];
}

/** Shows the essential fields, then the others folded away. */
function FieldsTemplate({ properties, registry, fieldPathId }: ObjectFieldTemplateProps) {
  const { t } = useTranslation();
  const { isEssential, hasProblem } = registry.formContext as FormContext;
  const shown = properties.filter(({ hidden }) => !hidden);
  const isFolded = (name: string): boolean => fieldPathId.path.length === 0 && !isEssential(name);
  const folded = shown.filter(({ name }) => isFolded(name));
  const isWanted = folded.some(({ name }) => hasProblem(name));
  const [isOpen, setOpen] = useState(false);
  const plain = shown.filter(({ name, content }) => !isFolded(name) && !isList(content));
  const lists = shown.filter(({ name, content }) => !isFolded(name) && isList(content));
  return (
    <Stack gap="md">
      {plain.map(({ name, content }) => (
        <div key={name}>{content}</div>
      ))}
      {folded.length > 0 && (
        <details
          open={isOpen || isWanted}
          onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
        >
          <summary>{t('Other fields ({count})', { count: folded.length })}</summary>
          <Stack gap="md" mt="md">
            {folded.map(({ name, content }) => (
              <div key={name}>{content}</div>
            ))}
          </Stack>
        </details>
      )}
      {lists.map(({ name, content }) => (
        <div key={name}>{content}</div>
      ))}
    </Stack>
  );
}

function isList({ props }: ReactElement): boolean {
  return (props as { schema?: RJSFSchema }).schema?.type === 'array';
}

function FieldDescription({ id, description }: DescriptionFieldProps) {
  return (
    <Text id={id} size="xs" c="dimmed" mb={6}>
      {description}
    </Text>
  );
}

function ListTemplate({ title, items, canAdd, onAddClick, uiSchema }: ArrayFieldTemplateProps) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" mt="xs" role="group" aria-label={title}>
      <div>
        <Title order={3} size="h5" className="field-name">
          {title}
        </Title>
        <Text size="xs" c="dimmed">
          {uiSchema?.['ui:description']}
        </Text>
      </div>
      {items}
      {canAdd && (
        <Group>
          <Button
            variant="light"
            size="xs"
            leftSection={<IconPlus size={14} />}
            onClick={onAddClick}
          >
            {title === 'templates' ? t('Add a template') : t('Add an entry')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function ListItemTemplate({
  children,
  buttonsProps,
  hasToolbar,
  index,
}: ArrayFieldItemTemplateProps) {
  const { t } = useTranslation();
  return (
    <Paper
      withBorder
      p="sm"
      radius="md"
      className="list-item"
      role="group"
      aria-label={`${index + 1}`}
    >
      {children}
      {hasToolbar && buttonsProps.hasRemove && (
        <Group justify="flex-end" mt={6}>
          <Button
            variant="subtle"
            color="red"
            size="compact-xs"
            leftSection={<IconTrash size={14} />}
            onClick={buttonsProps.onRemoveItem}
          >
            {t('Remove')}
          </Button>
        </Group>
      )}
    </Paper>
  );
}

function errorSchemaOf(problems: readonly (readonly [ConfigIssue['keys'], string])[]): ErrorSchema {
  const root = Object.create(null) as Record<string, unknown>;
  for (const [path, message] of problems) {
    let at = root;
    for (const key of path) at = (at[key] ??= Object.create(null)) as Record<string, unknown>;
    at['__errors'] = [...((at['__errors'] as string[] | undefined) ?? []), message];
  }
  return root as ErrorSchema;
}

/** Removes `undefined`, which the form sets for an emptied field. */
function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? {}));
}
