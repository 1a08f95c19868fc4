import type { DeprecatedUsageType, UsageType } from '../usage-types/usage-types.ts';

/** A template of a config: a text of ours, or one that the provider has approved and knows by its id. */
export type Template = TextTemplate | ApprovedTemplate;

export interface TextTemplate {
  readonly usageType: UsageType | DeprecatedUsageType;
  readonly locale?: string | undefined;
  /** The message needs neither `{{code}}` nor `{{link}}`; otherwise a message with either is refused. */
  readonly withoutCode?: boolean | undefined;
  readonly content: string;
  readonly templateId?: undefined;
}

/** The provider writes the text; it gets the values of the parameters, in order. */
export interface ApprovedTemplate extends Pick<
  TextTemplate,
  'usageType' | 'locale' | 'withoutCode'
> {
  readonly templateId: string;
  readonly parameters: readonly TemplateParameter[];
  /** The approved text, for previews; it is not sent. */
  readonly content?: string | undefined;
}

export interface TemplateParameter {
  readonly name: string;
  /** A text with placeholders; by default the placeholder of the parameter's name. */
  readonly value?: string | undefined;
  /** What the provider accepts as its value. */
  readonly format?: 'digits' | 'alphanumeric' | undefined;
  readonly maxLength?: number | undefined;
}
