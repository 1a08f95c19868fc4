import { type NewConnector, packageName } from './new-connector.ts';

/** The template's text with the new connector's names in place of Acme's. */
export function fillIn(text: string, connector: NewConnector): string {
  const { id, name, docsUrl, inWorkspace } = connector;
  const words = id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascalCase = words.join('');
  const camelCase = pascalCase.charAt(0).toLowerCase() + pascalCase.slice(1);
  return (
    text
      .replaceAll('acme-package', packageName(connector))
      .replaceAll('https://acme.example/docs', () => docsUrl)
      // Here, tests know a package by its public name; elsewhere, that name leads to what was built last.
      .replaceAll(/'\.\.\/src\/(index|emulator)\.ts'/g, (source, entry) =>
        inWorkspace ? `'${packageName(connector)}${entry === 'index' ? '' : '/emulator'}'` : source,
      )
      .replaceAll("id: 'acme'", `id: '${id}'`)
      .replaceAll("name: 'Acme'", () => `name: ${JSON.stringify(name).replaceAll('"', "'")}`)
      .replaceAll(/\b(start)?Acme(Emulator|Config)\b/g, `$1${pascalCase}$2`)
      .replaceAll(/\bacme\b/g, camelCase)
      .replaceAll(/\bAcme\b/g, () => name)
  );
}
