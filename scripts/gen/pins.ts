import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Generated, ReadProject } from './generated.ts';

const written = ['docs/online.md', 'docs/sbom.md', 'docs/signing.md', 'docs/verification.md'];

/** Pages that show what to type. Takes the project's folder; gives their paths in it. */
export function pagesOfCommands(root: string): readonly string[] {
  return [...written, ...readdirSync(join(root, 'docs/guides')).map((name) => `docs/guides/${name}`)].toSorted();
}

/** The same pages with the version of this package wherever they name one of ours: what is shown is what can be pinned. */
export function pinnedPages(read: ReadProject, root: string): readonly Generated[] {
  const { version } = JSON.parse(read('package.json') ?? '{}') as { readonly version: string };
  const number = String.raw`\d+\.\d+\.\d+(?:-[0-9A-Za-z]+(?:\.[0-9A-Za-z]+)*)?`;
  const ours = new RegExp(String.raw`(\bsealwright(?:@|-|/[\w./-]*@v))${number}`, 'g');
  return pagesOfCommands(root).map((path) => ({ path, text: (read(path) ?? '').replace(ours, `$1${version}`) }));
}
