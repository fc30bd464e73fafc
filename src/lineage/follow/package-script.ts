import { LineIndex, wholeFile, type FileTree } from '../../base/index.ts';
import { selectPackages, workspacePackages } from '../../catalog/index.ts';
import { literalOf, type Text } from '../../values/index.ts';
import { asMap, entry, parseYaml, scalarOf, type Scalar } from '../../workflow/index.ts';
import type { Followed, FollowCall, FollowedScript } from './followed.ts';
import { joinPath } from './makefile.ts';
import { once } from './once.ts';

const manifest = once((path, text) => ({
  index: new LineIndex(path, text),
  scripts: new Map(asMap(entry(parseYaml(path, text).node, 'scripts')).map((one) => [one.key.value, scalarOf(one.value)])),
}));

/** The scripts of a package.json, by name; undefined where there is none. */
export function packageScripts(files: FileTree, path: string): ReadonlyMap<string, string> | undefined {
  const read = files.read(path);
  if (read.kind !== 'text') return undefined;
  return new Map([...manifest(files, path, read.text).scripts].flatMap(([name, script]) => (script === undefined ? [] : [[name, script.value] as const])));
}

/** Follows `npm run X`, `yarn X`, `pnpm X`, `bun run X` into `scripts` of the package.json of the folder, hooks included. */
export function followPackageScript(call: FollowCall): Followed {
  const program = literalOf(call.words[0] ?? []) ?? '';
  const runner = program === 'pn' ? 'pnpm' : program;
  const wanted: string[] = [];
  let everywhere = false;
  const words = call.words.slice(1);
  let cwd = call.cwd;
  const rest: Text[] = [];
  let name: string | undefined;
  let explicit = false;
  let ended = false;
  for (let i = 0; i < words.length; i++) {
    const text = literalOf(words[i]!);
    if (name !== undefined) {
      // npm reads its own options up to `--`, behind the script's name too; the others hand them on.
      const selector = runner === 'npm' && !ended && (text === '--workspace' || text === '-w') ? literalOf(words[i + 1] ?? []) : undefined;
      if (text === '--') ended = true;
      else if (selector !== undefined) {
        wanted.push(selector);
        i++;
      } else if (runner === 'npm' && !ended && /^(?:--workspace|-w)=/.test(text ?? '')) wanted.push((text ?? '').replace(/^[^=]*=/, ''));
      else if (runner === 'npm' && !ended && (text === '--workspaces' || text === '-ws')) everywhere = true;
      else rest.push(words[i]!);
      continue;
    }
    if (text === undefined) return { kind: 'none' };
    if (['--prefix', '-C', '--cwd', '--dir'].includes(text)) {
      const folder = literalOf(words[++i] ?? []);
      if (folder === undefined) return { kind: 'unread', reason: 'its folder is not known' };
      cwd = joinPath(cwd, folder);
    } else if (/^(--prefix|--cwd|--dir)=/.test(text)) cwd = joinPath(cwd, text.replace(/^[^=]*=/, ''));
    else if (['--workspace', '--filter', '-F'].includes(text) || (text === '-w' && runner === 'npm')) {
      const selector = literalOf(words[++i] ?? []);
      if (selector === undefined) return { kind: 'unread', reason: 'which package it runs in is not known' };
      wanted.push(selector);
    } else if (/^(--workspace|--filter|-w|-F)=/.test(text)) wanted.push(text.replace(/^[^=]*=/, ''));
    else if (['-r', '--recursive', '--workspaces', '-ws'].includes(text)) everywhere = true;
    else if (text.startsWith('-')) continue;
    else if (text === 'run' || text === 'run-script' || text === 'rum') explicit = true;
    else if (text === 'workspace' && runner === 'yarn') {
      const selector = literalOf(words[++i] ?? []);
      if (selector === undefined) return { kind: 'unread', reason: 'which package it runs in is not known' };
      wanted.push(selector);
    } else name = text;
  }
  if (name === undefined) return { kind: 'none' };
  const short = runner === 'npm' ? ['test', 'start', 'stop', 'restart', 't'].includes(name) : runner === 'yarn' || runner === 'pnpm' || runner === 'bun';
  if (!explicit && (!short || ownCommands[runner]?.has(name) === true)) return { kind: 'none' };
  if (wanted.length === 0 && !everywhere) return scriptOf(call, { runner, cwd, name, rest, explicit });
  return inPackages(call, { runner, cwd, name, rest, explicit, wanted: wanted.map((one) => one.replace(/^\.{3}|\^?\.{3}$/g, '')) });
}

/** Words that a runner takes for commands of its own, whatever scripts there are: `yarn licenses`, `bun build`. */
const ownCommands: Readonly<Record<string, ReadonlySet<string>>> = {
  yarn: new Set(
    'access add audit bin cache config create dedupe dlx exec global import info init install licenses link list login logout npm outdated owner pack policies publish remove set tag team unlink up upgrade version versions why workspaces'.split(
      ' ',
    ),
  ),
  pnpm: new Set(
    'add audit config create deploy dlx env exec fetch import init install licenses link list outdated pack patch publish prune remove store unlink update why'.split(
      ' ',
    ),
  ),
  bun: new Set('add build create init install link outdated patch pm publish remove test unlink update upgrade x'.split(' ')),
};

interface Asked {
  readonly runner: string;
  readonly cwd: string;
  readonly name: string;
  readonly rest: readonly Text[];
  /** Said with `run`: the script has to be there. */
  readonly explicit: boolean;
}

const maxPackages = 40;

/** The script of each package of the workspace that a selector takes, where a package has it. */
function inPackages(call: FollowCall, asked: Asked & { readonly wanted: readonly string[] }): Followed {
  const packages = selectPackages(asked.wanted, workspacePackages(call.files, asked.cwd));
  if (packages.length === 0)
    return asked.explicit ? { kind: 'unread', reason: `no package of the workspace is ${asked.wanted.join(' or ')}` } : { kind: 'none' };
  const found = packages.slice(0, maxPackages).flatMap((one): FollowedScript[] => {
    const followed = scriptOf(call, { ...asked, cwd: one.folder });
    return followed.kind === 'scripts' ? [...followed.scripts] : [];
  });
  if (found.length === 0) return asked.explicit ? { kind: 'unread', reason: `no package that it selects has a script ${asked.name}` } : { kind: 'none' };
  const cuts =
    packages.length <= maxPackages
      ? []
      : [{ at: wholeFile(joinPath(asked.cwd, 'package.json')), reason: `${asked.name} was followed into the first ${maxPackages} packages only` }];
  return { kind: 'scripts', scripts: found, cuts };
}

/** The script of the package.json of a folder, with its hooks. */
function scriptOf(call: FollowCall, { runner, cwd, name, rest, explicit }: Asked): Followed {
  const path = joinPath(cwd, 'package.json');
  const read = call.files.read(path);
  if (read.kind !== 'text') return explicit ? { kind: 'unread', reason: 'there is no package.json in its folder' } : { kind: 'none' };
  const { index, scripts } = manifest(call.files, path, read.text);
  const own = scripts.get(name);
  if (own === undefined) return explicit ? { kind: 'unread', reason: `package.json has no script ${name}` } : { kind: 'none' };
  const make = (scalar: Scalar | undefined, positional: readonly Text[]): FollowedScript[] =>
    scalar === undefined
      ? []
      : [
          {
            // The runner puts the words behind the script's last command, each as it is.
            script: positional.length === 0 ? scalar.value : `${scalar.value} "$@"`,
            placeholders: () => undefined,
            cwd,
            env: new Map(),
            file: path,
            spanOf: () => index.span(scalar.span.start, scalar.span.end),
            swallowed: false,
            positional,
          },
        ];
  const hooks = runner !== 'pnpm';
  return {
    kind: 'scripts',
    scripts: [...(hooks ? make(scripts.get(`pre${name}`), []) : []), ...make(own, rest), ...(hooks ? make(scripts.get(`post${name}`), []) : [])],
    cuts: [],
  };
}
