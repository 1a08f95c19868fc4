/** The oldest Node that the packages run on, as in `engines` of each package.json. */
export const oldestNode = '22.12';

interface RuntimeVersions {
  readonly node?: string;
  readonly bun?: string;
  readonly deno?: string;
}

/** @throws `Error` if this is Node, and too old. What is missing there would show later, as the fault of a config. */
export function assertSupportedNode(versions: RuntimeVersions = runtimeVersions()): void {
  const { node, bun, deno } = versions;
  // Bun and Deno name the Node that they resemble; browsers and the edge name none.
  if (node === undefined || bun !== undefined || deno !== undefined) return;
  if (node.localeCompare(oldestNode, 'en', { numeric: true }) >= 0) return;
  throw new Error(`@sms-connectors/core needs Node ${oldestNode} or newer; this is Node ${node}.`);
}

function runtimeVersions(): RuntimeVersions {
  const { process } = globalThis as { readonly process?: { readonly versions?: RuntimeVersions } };
  return process?.versions ?? {};
}
