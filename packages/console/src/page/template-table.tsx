import type { ConfigIssue } from '@sms-connectors/core';
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { previewTemplate, type TemplatePreview } from '../functions/preview-templates.ts';
import { usePayload } from './payload-context.tsx';
import { TemplateRow } from './template-row.tsx';
import { useTranslation } from './translate.tsx';

interface TemplateTableProps {
  readonly templates: readonly unknown[];
  readonly problems: readonly ConfigIssue[];
  /** The row that is edited. */
  readonly open: number | undefined;
  readonly setOpen: (row: number | undefined) => void;
  readonly editor: (row: number, preview: TemplatePreview) => ReactNode;
}

/** The texts of a config: one row each, with its placeholders and the segments that it is billed for. */
export function TemplateTable({ templates, problems, open, setOpen, editor }: TemplateTableProps) {
  const { t } = useTranslation();
  const payload = usePayload();
  return (
    <Table className="templates" verticalSpacing={6} horizontalSpacing={8}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('Usage type')}</Table.Th>
          <Table.Th>{t('Text')}</Table.Th>
          <Table.Th className="placeholders">{t('Placeholders')}</Table.Th>
          <Table.Th>{t('Segments')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {templates.map((template, row) => {
          const preview = previewTemplate(template, payload);
          return (
            <TemplateRow
              // Templates have no names; a row keeps its place.
              key={row}
              preview={preview}
              hasProblem={problems.some(({ keys }) => keys[1] === row)}
              isOpen={open === row}
              onToggle={() => setOpen(open === row ? undefined : row)}
            >
              {open === row && editor(row, preview)}
            </TemplateRow>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
