import path from 'node:path';
import { bannerEnd } from './banner.ts';
import type { PageFolder, Project } from './project.ts';

/** A connector's logo as SVG: its own, or its initial. */
export interface Logo {
  /** Relative to the root. */
  readonly file: string;
  readonly svg: string;
  readonly isOwn: boolean;
}

export function logoOf(project: Project, { folder }: PageFolder, name: string): Logo {
  const file = path.posix.join(folder, 'logo.svg');
  const svg = project.hasFile(file) ? project.readFile(file) : undefined;
  return svg === undefined || svg.includes(bannerEnd)
    ? { file, svg: initialAsLogo(name), isOwn: false }
    : { file, svg, isOwn: true };
}

function initialAsLogo(name: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">
  <!-- Made from the provider’s name ${bannerEnd} -->
  <rect width="32" height="32" rx="8" fill="#4d5d58"/>
  <text x="16" y="22" text-anchor="middle" font-family="sans-serif" font-size="17" font-weight="700" fill="#fff">${name.charAt(0).toUpperCase()}</text>
</svg>
`;
}
