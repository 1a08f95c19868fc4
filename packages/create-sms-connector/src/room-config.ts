import type { NewConnector } from './new-connector.ts';

/** How the room is compiled: by the root's settings here, by its own elsewhere. */
export function buildConfig({ inWorkspace }: NewConnector): string {
  return inWorkspace
    ? '{ "extends": "../../tsconfig.build.json" }\n'
    : `${JSON.stringify({ compilerOptions, include: ['src'] }, null, 2)}\n`;
}

const compilerOptions = {
  target: 'es2024',
  module: 'nodenext',
  types: ['node'],
  strict: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  rewriteRelativeImportExtensions: true,
  skipLibCheck: true,
  rootDir: 'src',
  outDir: 'dist',
  declaration: true,
  sourceMap: true,
};
