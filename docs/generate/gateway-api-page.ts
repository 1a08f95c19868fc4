import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openApi } from '@sms-connectors/gateway';
import { cell, code, table } from './markdown.ts';
import { root } from './repository.ts';

/** The committed page, which translators read. */
export const gatewayApiFile = path.join(root, 'docs/pages/reference/gateway-api.md');

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

interface Content {
  readonly schema: Schema;
  readonly example?: object;
}

interface Operation {
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Content>> };
  readonly responses: Readonly<
    Record<
      string,
      { readonly description: string; readonly content?: Readonly<Record<string, Content>> }
    >
  >;
}

interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: { readonly Problem: Schema } };
}

const top = `---
# Made from packages/gateway/src/openapi/ by docs/generate/gateway-api-page.ts. Change that, then run pnpm docs:gateway-api.
slug: /reference/gateway-api
sidebar_label: HTTP API of the gateway
description: The requests and answers of the gateway, generated from its OpenAPI document.
---

# HTTP API of the gateway

This page is generated from the OpenAPI document that each [gateway](../../../packages/gateway/guide/guide.md) serves at \`/openapi.json\`. Requests have an API key in \`Authorization: Bearer <key>\`, unless the page says otherwise. \`?\` marks optional members.`;

/** The HTTP API as an English page: each route with its request and its answers. */
export function gatewayApiPage(): string {
  const { paths, components } = openApi({ hasVerify: true, hasQueue: true }) as OpenApiDocument;
  const operations = Object.entries(paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) =>
      operationSection(`${method.toUpperCase()} ${route}`, operation),
    ),
  );
  const problem = [
    '## Problems',
    'All other answers with a status from 400 have these members.',
    members(components.schemas.Problem),
  ];
  return `${[top, ...operations.flat(), ...problem].join('\n\n')}\n`;
}

function operationSection(name: string, operation: Operation): readonly string[] {
  const { summary, description, security, requestBody, responses } = operation;
  const request = Object.values(requestBody?.content ?? {})[0];
  const rows = Object.entries(responses).map(([status, answer]) => [
    status,
    cell(answer.description),
  ]);
  const answers = Object.entries(responses).flatMap(([status, { content }]) => {
    const { schema, example } = content?.['application/json'] ?? {};
    return schema === undefined
      ? []
      : [`Members of the answer ${status}:`, members(schema), ...shown(example)];
  });
  return [
    `## ${code(name)}`,
    [`${summary}.`, description, security?.length === 0 ? 'Needs no API key.' : undefined]
      .filter((sentence) => sentence !== undefined)
      .join(' '),
    ...(request === undefined ? [] : [members(request.schema), ...shown(request.example)]),
    table(['Status', 'Meaning'], rows),
    ...answers,
  ];
}

function shown(example: object | undefined): readonly string[] {
  return example === undefined ? [] : [`\`\`\`json\n${JSON.stringify(example, null, 2)}\n\`\`\``];
}

/** The members of an object, or nothing for another value. */
function members(schema: Schema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([name, member]) => [
    code(schema.required?.includes(name) === true ? name : `${name}?`),
    code(typeOf(member)),
    cell(member.description ?? ''),
  ]);
  return table(['Member', 'Type', 'Meaning'], rows);
}

function typeOf({
  type,
  const: only,
  enum: values,
  format,
  properties,
  required,
  items,
}: Schema): string {
  if (only !== undefined) return `"${only}"`;
  if (values !== undefined) return values.map((value) => `"${value}"`).join(' | ');
  if (items !== undefined) return `${typeOf(items)}[]`;
  if (properties !== undefined) {
    const inner = Object.entries(properties).map(
      ([name, member]) =>
        `${required?.includes(name) === true ? name : `${name}?`}: ${typeOf(member)}`,
    );
    return `{ ${inner.join('; ')} }`;
  }
  return format ?? type ?? 'any';
}

if (import.meta.main) await writeFile(gatewayApiFile, gatewayApiPage());
