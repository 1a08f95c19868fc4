import { Box, SimpleGrid, Stack } from '@mantine/core';
import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { usePayload } from './payload-context.tsx';
import { TemplateMeter } from './template-meter.tsx';
import { previewTemplate } from '../functions/preview-templates.ts';

/** The fields of one template, and its preview with the segments it is billed for. */
export function TemplateFields({ properties, formData }: ObjectFieldTemplateProps) {
  const payload = usePayload();
  const content = properties.find(({ name }) => name === 'content');
  const others = properties.filter(({ name, hidden }) => name !== 'content' && !hidden);
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" className="template-fields">
        {others.map(({ name, content: field }) => (
          <Box key={name}>{field}</Box>
        ))}
      </SimpleGrid>
      {content?.content}
      <TemplateMeter preview={previewTemplate(formData, payload)} />
    </Stack>
  );
}
