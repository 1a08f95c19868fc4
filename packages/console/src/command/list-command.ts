import { installedConnectors } from '../functions/installed-connectors.ts';
import { columns, during, print, printJson } from './terminal.ts';

export async function list({ json }: { readonly json?: boolean }): Promise<number> {
  const connectors = await during('Looking for connectors', installedConnectors(process.cwd()));
  const facts = connectors.map(({ id, packageName, version, factory, startEmulator }) => ({
    id,
    name: factory.manifest.name,
    package: packageName,
    version,
    description: factory.manifest.description,
    emulator: startEmulator !== undefined,
    capabilities: factory.manifest.capabilities,
  }));
  if (json === true) {
    printJson(facts);
    return 0;
  }
  print(
    columns(
      facts.map((each) => [each.id, each.package, each.version, each.name]),
      ['bold', 'dim', 'dim'],
    ),
  );
  return 0;
}
