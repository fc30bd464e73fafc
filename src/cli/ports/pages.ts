import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The pages that came with this program. */
export interface Pages {
  /** Names below `docs`, without `.md`, sorted. */
  readonly names: () => readonly string[];
  readonly read: (name: string) => string | undefined;
}

/** Opens the pages of the package that a program is of; undefined where it has none beside it, as a single script has not. */
export function openPages(program: string | undefined): Pages | undefined {
  try {
    const root = dirname(dirname(realpathSync(program ?? '')));
    const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly name?: unknown };
    if (name !== 'sealwright') return undefined;
    const names = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => path.slice(0, -'.md'.length).replaceAll('\\', '/'))
      .toSorted();
    return { names: () => names, read: (one) => (names.includes(one) ? readFileSync(join(root, 'docs', `${one}.md`), 'utf8') : undefined) };
  } catch {
    return undefined;
  }
}
