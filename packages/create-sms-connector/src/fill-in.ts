import { type NewConnector, packageName } from './new-connector.ts';

/** Replaces Acme's names in a template by the new connector's. */
export function fillIn(text: string, connector: NewConnector): string {
  const names = namesOf(connector);
  // Replace all names in one pass, because the new names may contain Acme's.
  const anyName = new RegExp(Object.keys(names).map(escaped).join('|'), 'g');
  return text.replaceAll(anyName, (name) => names[name] ?? name);
}

function namesOf(connector: NewConnector): Readonly<Record<string, string>> {
  const { id, name, docsUrl, inWorkspace } = connector;
  const words = id.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  const pascalCase = words.join('');
  const camelCase = pascalCase.charAt(0).toLowerCase() + pascalCase.slice(1);
  const publicName = packageName(connector);
  return {
    'acme-package': publicName,
    'https://acme.example/docs': docsUrl,
    // In this repository, tests import packages by name. Elsewhere, the name resolves to the last build.
    ...(inWorkspace && {
      "'../src/index.ts'": `'${publicName}'`,
      "'../src/emulator.ts'": `'${publicName}/emulator'`,
    }),
    "id: 'acme'": `id: '${id}'`,
    AcmeEmulator: `${pascalCase}Emulator`,
    AcmeConfig: `${pascalCase}Config`,
    acme: camelCase,
    Acme: name,
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[./]/g, String.raw`\$&`);
}
