import type { NewConnector } from './new-connector.ts';

/** The compiler settings of a new package. In this repository, they extend the root's. */
export function projectConfig({ inWorkspace }: NewConnector): Readonly<Record<string, string>> {
  if (inWorkspace) {
    return { 'tsconfig.build.json': '{ "extends": "../../tsconfig.build.json" }\n' };
  }
  return {
    'tsconfig.json': json({ compilerOptions, include: ['src', 'test'] }),
    'tsconfig.build.json': json({
      extends: './tsconfig.json',
      compilerOptions: { noEmit: false, rootDir: 'src', outDir: 'dist' },
      include: ['src'],
    }),
    '.gitignore': 'node_modules\ndist\n',
  };
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
  noEmit: true,
  declaration: true,
  sourceMap: true,
};

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
