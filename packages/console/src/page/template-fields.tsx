import { Box, SimpleGrid, Stack } from '@mantine/core';
import type { ObjectFieldTemplateProps } from '@rjsf/utils';
import { previewTemplate } from '../functions/preview-templates.ts';
import { usePayload } from './payload-context.tsx';
import { TemplateMeter } from './template-meter.tsx';
import { TemplatePlaceholders } from './template-placeholders.tsx';

/** The fields of one template, and its preview with the segments it is billed for. */
export function TemplateFields({ properties, formData }: ObjectFieldTemplateProps) {
  const payload = usePayload();
  const preview = previewTemplate(formData, payload);
  const content = properties.find(({ name }) => name === 'content');
  const withoutCode = properties.find(({ name }) => name === 'withoutCode');
  // Rarely needed, so it is shown only where it changes something.
  const isAsked = preview.problems.length > 0 || Object(formData).withoutCode !== undefined;
  const others = properties.filter(
    ({ name, hidden }) => name !== 'content' && name !== 'withoutCode' && !hidden,
  );
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" className="template-fields">
        {others.map(({ name, content: field }) => (
          <Box key={name}>{field}</Box>
        ))}
      </SimpleGrid>
      {content?.content}
      <TemplateMeter preview={preview} />
      <TemplatePlaceholders preview={preview} />
      {isAsked && withoutCode?.content}
    </Stack>
  );
}
