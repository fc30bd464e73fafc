import { LineIndex } from '../../base/index.ts';
import { literalOf, type Text } from '../../values/index.ts';
import { asMap, entry, parseYaml, scalarOf, type Scalar } from '../../workflow/index.ts';
import type { Followed, FollowCall, FollowedScript } from './followed.ts';
import { joinPath } from './makefile.ts';

/** Follows `npm run X`, `yarn X`, `pnpm X`, `bun run X` into `scripts` of the package.json of the folder, hooks included. */
export function followPackageScript(call: FollowCall): Followed {
  const runner = literalOf(call.words[0] ?? []) ?? '';
  const words = call.words.slice(1);
  let cwd = call.cwd;
  const rest: Text[] = [];
  let name: string | undefined;
  let explicit = false;
  for (let i = 0; i < words.length; i++) {
    const text = literalOf(words[i]!);
    if (name !== undefined) {
      if (text !== '--') rest.push(words[i]!);
      continue;
    }
    if (text === undefined) return { kind: 'none' };
    if (['--prefix', '-C', '--cwd', '--dir'].includes(text)) {
      const folder = literalOf(words[++i] ?? []);
      if (folder === undefined) return { kind: 'unread', reason: 'its folder is not known' };
      cwd = joinPath(cwd, folder);
    } else if (/^(--prefix|--cwd|--dir)=/.test(text)) cwd = joinPath(cwd, text.replace(/^[^=]*=/, ''));
    else if (['-w', '--workspace', '--filter', '-F'].includes(text)) i++;
    else if (text.startsWith('-')) continue;
    else if (text === 'run' || text === 'run-script' || text === 'rum') explicit = true;
    else if (text === 'workspace' && runner === 'yarn') {
      i++;
    } else name = text;
  }
  if (name === undefined) return { kind: 'none' };
  const short = runner === 'npm' ? ['test', 'start', 'stop', 'restart', 't'].includes(name) : runner === 'yarn' || runner === 'pnpm' || runner === 'bun';
  if (!explicit && !short) return { kind: 'none' };
  const path = joinPath(cwd, 'package.json');
  const read = call.files.read(path);
  if (read.kind !== 'text') return explicit ? { kind: 'unread', reason: 'there is no package.json in its folder' } : { kind: 'none' };
  const scripts = new Map(asMap(entry(parseYaml(path, read.text).node, 'scripts')).map((e) => [e.key.value, scalarOf(e.value)]));
  const own = scripts.get(name);
  if (own === undefined) return explicit ? { kind: 'unread', reason: `package.json has no script ${name}` } : { kind: 'none' };
  const index = new LineIndex(path, read.text);
  const make = (scalar: Scalar | undefined, positional: readonly Text[]): FollowedScript[] =>
    scalar === undefined ? [] : [{ script: scalar.value, placeholders: () => undefined, cwd, env: new Map(), file: path, spanOf: () => index.span(scalar.span.start, scalar.span.end), swallowed: false, positional: [], extra: positional }];
  const hooks = runner !== 'pnpm';
  return { kind: 'scripts', scripts: [...(hooks ? make(scripts.get(`pre${name}`), []) : []), ...make(own, rest), ...(hooks ? make(scripts.get(`post${name}`), []) : [])], doubts: [] };
}

