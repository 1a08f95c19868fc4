import { Badge, Code, Table, Text, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode, useId } from 'react';
import type { TemplatePreview } from '../functions/preview-templates.ts';
import { useTranslation } from './translate.tsx';

interface TemplateRowProps {
  readonly preview: TemplatePreview;
  readonly hasProblem: boolean;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** The editor, below the row. */
  readonly children: ReactNode;
}

/** One text in a line. Its name opens the editor. */
export function TemplateRow({ preview, hasProblem, isOpen, onToggle, children }: TemplateRowProps) {
  const { t } = useTranslation();
  const id = useId();
  const { usageType, locale, text, placeholders, measure, problems } = preview;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  const isWrong = hasProblem || problems.length > 0;
  return (
    <>
      <Table.Tr data-open={isOpen || undefined}>
        <Table.Th scope="row">
          <UnstyledButton
            className="template-name"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={onToggle}
          >
            <Chevron size={15} className="chevron" aria-hidden />
            <span>{usageType === undefined ? t('No usage type') : breakable(usageType)}</span>
            {locale !== undefined && (
              <Badge variant="default" size="xs" tt="none">
                {locale}
              </Badge>
            )}
            {isWrong && (
              <IconAlertTriangle
                size={15}
                className="warning-icon"
                role="img"
                aria-label={t('Problem')}
              />
            )}
          </UnstyledButton>
        </Table.Th>
        <Table.Td className="rendered">{text}</Table.Td>
        <Table.Td className="placeholders">
          {placeholders.length === 0
            ? t('none')
            : placeholders.map((name) => <Code key={name} fz="xs" mr={4}>{`{{${name}}}`}</Code>)}
        </Table.Td>
        <Table.Td>
          {text !== '' && (
            <>
              {measure.segments}
              {measure.encoding !== 'GSM-7' && (
                <Text size="xs" c="orange" component="span" ml={4}>
                  {measure.encoding}
                </Text>
              )}
            </>
          )}
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr id={id} className="template-editor">
          <Table.Td colSpan={4}>{children}</Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

/** `ForgotPassword` as one word that a narrow column may break after `Forgot`. */
function breakable(name: string): ReactNode {
  return name.split(/(?<=[a-z])(?=[A-Z])/).map((part, index) => (
    <Fragment key={part}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
