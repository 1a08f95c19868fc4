import type { RenderedParameters } from '../connector/connector-definition.ts';
import type { Template, TemplateParameter } from './template-types.ts';
import { parameterContent } from './template-placeholders.ts';
import { carriedValues, carriesValue } from './template-problems.ts';
import { parseTemplate, renderTemplate, type TemplateParts } from './template.ts';

/** A template parsed once, when the connector is made. */
export interface CompiledTemplate<SomeTemplate extends Template = Template> {
  readonly template: SomeTemplate;
  readonly render: (payload: object) => RenderedTemplate;
}

export type RenderedTemplate =
  | { readonly text: string }
  | RenderedParameters
  /** The payload lacks a value. */
  | { readonly missing: string }
  /** The payload has a code or a link, and the template a place for neither. */
  | { readonly lost: string }
  /** A value is not what the provider accepts for this parameter. */
  | { readonly refused: TemplateParameter };

export function compileTemplate<SomeTemplate extends Template>(
  template: SomeTemplate,
): CompiledTemplate<SomeTemplate> {
  const render = rendererOf(template);
  if (template.withoutCode === true || carriesValue(template)) return { template, render };
  return {
    template,
    render: (payload) => {
      const lost = carriedValues.find((name) => 'text' in renderTemplate([[name]], payload));
      return lost === undefined ? render(payload) : { lost };
    },
  };
}

function rendererOf(template: Template): CompiledTemplate['render'] {
  if (template.templateId === undefined) {
    const parts = partsOf(template.content);
    return (payload) => renderTemplate(parts, payload);
  }
  const parameters = template.parameters.map((parameter) => ({
    parameter,
    parts: partsOf(parameterContent(parameter)),
  }));
  return (payload) => {
    const rendered: { readonly name: string; readonly value: string }[] = [];
    for (const { parameter, parts } of parameters) {
      const rendering = renderTemplate(parts, payload);
      if ('missing' in rendering) return rendering;
      if (!isAccepted(rendering.text, parameter)) return { refused: parameter };
      rendered.push({ name: parameter.name, value: rendering.text });
    }
    return { parameters: rendered };
  };
}

function partsOf(content: string): TemplateParts {
  const parts = parseTemplate(content);
  // The schema has refused such a template already.
  if ('problem' in parts) throw new TypeError(`A template is invalid. ${parts.problem}`);
  return parts;
}

const formats = {
  digits: { pattern: /^[0-9]+$/, name: 'digits' },
  alphanumeric: { pattern: /^[A-Za-z0-9]+$/, name: 'letters and digits' },
} as const satisfies Record<
  NonNullable<TemplateParameter['format']>,
  { readonly pattern: RegExp; readonly name: string }
>;

function isAccepted(value: string, { format, maxLength = Infinity }: TemplateParameter): boolean {
  return value.length <= maxLength && (format === undefined || formats[format].pattern.test(value));
}

/** What a parameter accepts, in words: `digits, at most 6`. */
export function acceptedValues({ format, maxLength }: TemplateParameter): string {
  const kind = format === undefined ? 'characters' : formats[format].name;
  return maxLength === undefined ? kind : `${kind}, at most ${maxLength}`;
}
