import { lit } from '../../../values/index.ts';
import { relativeTo } from '../support/path.ts';
import { get, keysOf, scalarOf, spanOf } from '../support/node.ts';
import type { Holds, Run } from '../support/run.ts';
import type { Manifest } from './manifest.ts';

/** The scripts of a package that npm and pnpm run around its publication (npm's documentation of scripts, read 2026-11-23). */
const hooks = { before: ['prepublishOnly', 'prepack', 'prepare'], after: ['postpack', 'publish', 'postpublish'] } as const;

/** Words by which a script shows that it may put something where strangers take it. */
const publishing = /\b(?:pre-?publish|publish|upload|push|release)/i;
const called = /\b(?:npm|pnpm|yarn|bun)\s+(?:run(?:-script)?\s+)?([\w:.-]+)/g;
const maxScripts = 50;

/** Runs those of the packages' own scripts that may publish something themselves. */
export function runHooks(run: Run, manifests: readonly Manifest[], when: keyof typeof hooks, holds: Holds): void {
  for (const manifest of manifests) {
    const scripts = get(manifest.node, 'scripts');
    for (const name of hooks[when]) {
      const node = get(scripts, name);
      const script = scalarOf(node);
      if (script === undefined || !mayPublish(name, manifest)) continue;
      const folder = relativeTo(run.input.cwd, manifest.folder);
      const enter = manifest.folder === run.input.cwd ? '' : `cd '${folder}'\n`;
      run.add({ kind: 'runs-script', script: lit(`${enter}${script}`), shell: 'bash' }, spanOf(node, run.input.span), holds);
    }
  }
}

/** Whether a script, or one of the same package that it calls, speaks of publishing. */
function mayPublish(name: string, manifest: Manifest): boolean {
  const scripts = get(manifest.node, 'scripts');
  const known = new Set(keysOf(scripts));
  const waiting = [name];
  const seen = new Set<string>();
  for (let next = waiting.pop(); next !== undefined && seen.size < maxScripts; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const script = scalarOf(get(scripts, next)) ?? '';
    if (publishing.test(script)) return true;
    for (const [, other = ''] of script.matchAll(called)) if (known.has(other)) waiting.push(other);
  }
  return false;
}
