import { basename, concat, lit, literalOf } from '../values/index.ts';
import type { Text } from '../values/index.ts';
import { parseArgv } from './argv.ts';
import type { Argv } from './argv.ts';
import { flags } from './flags.ts';
import { dockerRunFlags, imagePrograms, nodeManagerFlags, nodePrograms, programOfPackage, pythonModules, wrappers } from './wrappers.ts';
import type { Wrapper } from './wrappers.ts';

/** A command line taken out of the programs that run it. */
export interface Peeled {
  readonly words: readonly Text[];
  /** The programs around it, outermost first: `sudo`, `npx`. */
  readonly by: readonly string[];
  /** `NAME=value` words that stood before it. */
  readonly assignments: ReadonlyMap<string, Text>;
  /** What a wrapper fetches by itself before it runs it. */
  readonly fetched: { readonly manager: string; readonly package: string; readonly version: string | undefined } | undefined;
  /** The wrapper sees to it that the tool is there: fetched, a dependency of the project, or an image. */
  readonly provided: boolean;
  /** It runs where the variables that a job asks its identity with are not: a container that is not given them. */
  readonly shutOff: boolean;
  readonly doubts: readonly string[];
}

type Layer = Partial<Omit<Peeled, 'words' | 'by'>> & Pick<Peeled, 'words'>;

const maxLayers = 8;
const elsewhere = 'it runs in another folder: its paths are taken for those of the working folder';
const runFlags = flags(dockerRunFlags);
const nodeFlags = flags(nodeManagerFlags);
const goFlags = flags('-a -n -p= -race -v -x -work -mod= -modfile= -tags= -ldflags= -gcflags= -trimpath -buildvcs[=] -exec= -C=');
const byProgram = new Map<string, { readonly words: readonly string[]; readonly wrapper: Wrapper; readonly grammar: Parameters<typeof parseArgv>[0] }[]>();
for (const wrapper of wrappers) {
  const [program = '', ...words] = wrapper.line.split(' ');
  const entries = byProgram.get(program) ?? [];
  entries.push({ words, wrapper, grammar: { flags: flags(wrapper.flags), stopsAtWord: true } });
  byProgram.set(program, entries);
}

// Those with the most words first.
for (const entries of byProgram.values()) entries.sort((a, b) => b.words.length - a.words.length);

/** The program that a word names: its last part without `.exe`, or undefined when that is not literal. */
export function programName(word: Text | undefined): string | undefined {
  if (word === undefined) return undefined;
  const name = literalOf(basename(word));
  if (name === undefined || name === '') return undefined;
  const last = name.includes('\\') ? name.slice(name.lastIndexOf('\\') + 1) : name;
  const bare = last.includes('.') ? last.replace(/\.(?:exe|cmd|bat|ps1)$/i, '') : last;
  if (!bare.startsWith('p')) return bare;
  return /^python\d(?:\.\d+)?$/.test(bare) ? 'python' : /^pip\d(?:\.\d+)?$/.test(bare) ? 'pip' : bare;
}

/** Takes a command line out of the programs around it: `sudo npx --yes x@1 --flag` is `x --flag`. Lines with no such program come back as they are. */
export function peel(words: readonly Text[]): Peeled {
  let current = words;
  const by: string[] = [];
  const assignments = new Map<string, Text>();
  const doubts: string[] = [];
  let fetched: Peeled['fetched'];
  let provided = false;
  let shutOff = false;
  for (let i = 0; i < maxLayers; i++) {
    const name = programName(current[0]);
    const layer = name === undefined ? undefined : peelOnce(name, current);
    if (name === undefined || layer === undefined || layer.words.length === 0) break;
    by.push(name);
    current = layer.words;
    for (const [key, value] of layer.assignments ?? []) assignments.set(key, value);
    fetched = layer.fetched ?? fetched;
    provided ||= layer.provided ?? false;
    shutOff ||= layer.shutOff ?? false;
    doubts.push(...(layer.doubts ?? []));
  }
  return { words: current, by, assignments, fetched, provided, shutOff, doubts };
}

function peelOnce(program: string, words: readonly Text[]): Layer | undefined {
  switch (program) {
    case 'node': {
      // `node node_modules/.bin/tool`: a program of a dependency, called as what it is.
      const bin = /(?:^|\/)node_modules\/\.bin\/([\w.-]+)$/.exec(literalOf(words[1] ?? []) ?? '')?.[1];
      return bin === undefined ? undefined : { words: [lit(bin), ...words.slice(2)] };
    }
    case 'python':
    case 'py':
    case 'pypy':
    case 'pypy3':
      return pythonModule(words.slice(1));
    case 'go':
      return goRun(words.slice(1));
    case 'docker':
    case 'podman':
    case 'nerdctl':
      return containerRun(words.slice(1));
    case 'command':
      return literalOf(words[1] ?? []) === '-v' || literalOf(words[1] ?? []) === '-V'
        ? undefined
        : { words: words.slice(literalOf(words[1] ?? []) === '-p' ? 2 : 1) };
    case 'pn':
      // pnpm's own short name, since version 11.
      return { words: [lit('pnpm'), ...words.slice(1)] };
    case 'yarn':
    case 'pnpm':
    case 'bun': {
      const argv = parseArgv({ flags: nodeFlags, stopsAtWord: true }, words.slice(1));
      const { args } = argv;
      const next = literalOf(args[0] ?? []);
      if (next !== undefined && nodePrograms.has(next)) return { words: args, provided: true, doubts: moves(argv) ? [elsewhere] : [] };
      if (program === 'yarn' && next === 'workspace' && args.length > 2) return { words: [words[0]!, ...args.slice(2)], doubts: [elsewhere] };
      break;
    }
    case 'nix':
      return nixRun(words.slice(1));
  }
  for (const { words: verbs, wrapper, grammar } of byProgram.get(program) ?? []) {
    const rest = afterVerbs(words.slice(1), verbs, grammar);
    if (rest === undefined) continue;
    const argv = parseArgv(grammar, rest.words);
    const layer = unwrap(wrapper, argv);
    return layer === undefined || !(rest.moves || moves(argv)) ? layer : { ...layer, doubts: [...(layer.doubts ?? []), elsewhere] };
  }
  return undefined;
}

/** What follows a wrapper's own words, flags before them skipped; undefined when they are not there. */
function afterVerbs(
  words: readonly Text[],
  verbs: readonly string[],
  grammar: Parameters<typeof parseArgv>[0],
): { readonly words: readonly Text[]; readonly moves: boolean } | undefined {
  let rest = words;
  let moved = false;
  for (const verb of verbs) {
    const argv = parseArgv(grammar, rest);
    if (literalOf(argv.args[0] ?? []) !== verb) return undefined;
    rest = argv.args.slice(1);
    moved ||= moves(argv);
  }
  return { words: rest, moves: moved };
}

/** Whether a wrapper's flags choose another folder to work in. */
function moves(argv: Argv): boolean {
  return ['filter', 'dir', 'directory', 'chdir', 'cwd', 'cd', 'prefix', 'workspace', 'C'].some((name) => argv.flags.has(name));
}

/** `nix run nixpkgs#tool -- words`, `nix develop -c words`. */
function nixRun(words: readonly Text[]): Layer | undefined {
  const verb = literalOf(words[0] ?? []);
  const marks = verb === 'run' ? ['--'] : verb === 'develop' || verb === 'shell' ? ['-c', '--command'] : [];
  const at = words.findIndex((word) => marks.includes(literalOf(word) ?? ''));
  if (verb !== 'run') return at === -1 ? undefined : { words: words.slice(at + 1), provided: true };
  const installable = words
    .slice(1, at === -1 ? undefined : at)
    .map((word) => literalOf(word))
    .find((word) => word !== undefined && /^[^-.].*#/.test(word));
  const program = installable?.slice(installable.indexOf('#') + 1);
  if (program === undefined || program === '') return undefined;
  return { words: [lit(program), ...(at === -1 ? [] : words.slice(at + 1))], provided: true };
}

function unwrap(wrapper: Wrapper, argv: Argv): Layer | undefined {
  if (wrapper.dashes === true && (argv.beforeDashes === argv.args.length || argv.beforeDashes > 0)) {
    const dash = argv.args.findIndex((word) => literalOf(word) === '--');
    return dash === -1 ? undefined : { words: argv.args.slice(dash + 1), provided: wrapper.project === true };
  }
  let rest = argv.args.slice(wrapper.skip ?? 0);
  const assignments = new Map<string, Text>();
  while (wrapper.assigns === true) {
    const first = rest[0]?.[0];
    const found = first?.kind === 'lit' ? /^([A-Za-z_]\w*)=/.exec(first.text) : null;
    if (first?.kind !== 'lit' || found === null) break;
    assignments.set(found[1]!, concat(lit(first.text.slice(found[0].length)), rest[0]!.slice(1)));
    rest = rest.slice(1);
  }
  if (literalOf(rest[0] ?? []) === '--') rest = rest.slice(1);
  if (rest.length === 0) return undefined;
  if (wrapper.manager === undefined) return { words: rest, assignments, provided: wrapper.project === true };
  return fetchedBy(wrapper, wrapper.manager, argv, rest);
}

/** `npx PACKAGE@VERSION`, `uvx --from PACKAGE PROGRAM`. */
function fetchedBy(wrapper: Wrapper, manager: 'npm' | 'pip', argv: Argv, rest: readonly Text[]): Layer | undefined {
  const called = literalOf(rest[0]!);
  if (called === undefined) return undefined;
  const named = wrapper.package === undefined ? undefined : literalOf(argv.flags.get(wrapper.package)?.values[0] ?? []);
  const { name, version } = packageSpec(named === undefined || named === '' ? called : named, manager);
  const own = packageSpec(called, manager).name;
  const program = named === undefined || named === '' ? (programOfPackage[`${manager}:${name}`] ?? name.slice(name.lastIndexOf('/') + 1)) : own;
  return { words: [lit(program), ...rest.slice(1)], fetched: { manager, package: name, version: version ?? newest(manager) }, provided: true };
}

/** `uvx` and `pipx run` take the newest version where none is named; `npx` prefers what the project has. */
function newest(manager: 'npm' | 'pip'): string | undefined {
  return manager === 'pip' ? 'latest' : undefined;
}

/** Reads `name@version`, `@scope/name@version`, `name==version`, `name[extra]>=version`. */
export function packageSpec(text: string, manager: string): { readonly name: string; readonly version: string | undefined } {
  if (manager === 'pip') {
    const found = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?\s*(?:(?:===?|~=|>=|<=|@)\s*([\w.!+*-]+))?/.exec(text);
    return { name: (found?.[1] ?? text).toLowerCase().replaceAll('_', '-'), version: found?.[2] };
  }
  const at = text.lastIndexOf('@');
  return at > 0 ? { name: text.slice(0, at), version: text.slice(at + 1) } : { name: text, version: undefined };
}

function pythonModule(words: readonly Text[]): Layer | undefined {
  for (let i = 0; i < words.length; i++) {
    const word = literalOf(words[i]!);
    if (word === undefined || !word.startsWith('-')) return undefined;
    if (word === '-m' || word.startsWith('-m')) {
      const module = word === '-m' ? literalOf(words[i + 1] ?? []) : word.slice(2);
      const program = module !== undefined && Object.hasOwn(pythonModules, module) ? pythonModules[module] : undefined;
      return program === undefined ? undefined : { words: [lit(program), ...words.slice(word === '-m' ? i + 2 : i + 1)] };
    }
    if (word === '-X' || word === '-W') i++;
  }
  return undefined;
}

function goRun(words: readonly Text[]): Layer | undefined {
  const verb = literalOf(words[0] ?? []);
  if (verb !== 'run' && verb !== 'tool') return undefined;
  const argv = parseArgv({ flags: goFlags, stopsAtWord: true }, words.slice(1));
  const first = argv.args[0]?.[0];
  if (first?.kind !== 'lit' || /^\.|^\//.test(first.text)) return undefined;
  const at = first.text.indexOf('@');
  const path = at === -1 ? first.text : first.text.slice(0, at);
  if (verb === 'run' && (at === -1 || (argv.args[0]!.length > 1 && !first.text.endsWith('@')))) return undefined;
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  const program = parts.at(-1);
  if (program === undefined || program === '') return undefined;
  const version = at === -1 ? undefined : literalOf(argv.args[0]!)?.slice(at + 1);
  return { words: [lit(program), ...argv.args.slice(1)], fetched: verb === 'run' ? { manager: 'go', package: path, version } : undefined, provided: true };
}

function containerRun(words: readonly Text[]): Layer | undefined {
  const run = containerCall(words);
  if (run === undefined) return undefined;
  const { argv } = run;
  const parts = run.image.split('/');
  const path = parts.length > 1 && /[.:]|^localhost$/.test(parts[0]!) ? parts.slice(1) : parts;
  const known = [path.join('/'), path.slice(-2).join('/')].find((key) => Object.hasOwn(imagePrograms, key));
  const entrypoint = programName(argv.flags.get('entrypoint')?.values.at(-1));
  const program = entrypoint ?? (known === undefined ? undefined : imagePrograms[known]);
  if (program === undefined || program === '' || (known === undefined && entrypoint !== undefined)) return undefined;
  const assignments = new Map<string, Text>();
  for (const value of argv.flags.get('env')?.values ?? []) {
    const first = value[0];
    const found = first?.kind === 'lit' ? /^([A-Za-z_]\w*)=/.exec(first.text) : null;
    if (first?.kind === 'lit' && found !== null) assignments.set(found[1]!, concat(lit(first.text.slice(found[0].length)), value.slice(1)));
  }
  return {
    words: [lit(program), ...argv.args.slice(1).map((word) => outside(word, run.mounts))],
    assignments,
    provided: true,
    shutOff: !isGivenIdentity(argv),
    doubts: ['it runs in a container: its paths are taken for those of the job'],
  };
}

/** A `run` of docker or its kin: the image by its name alone, and the folders of the job that it sees. */
function containerCall(words: readonly Text[]): { readonly image: string; readonly argv: Argv; readonly mounts: readonly Mount[] } | undefined {
  const at = literalOf(words[0] ?? []) === 'container' ? 1 : 0;
  if (literalOf(words[at] ?? []) !== 'run') return undefined;
  const argv = parseArgv({ flags: runFlags, stopsAtWord: true }, words.slice(at + 1));
  const image = argv.args[0]?.[0];
  if (image?.kind !== 'lit') return undefined;
  return { image: image.text.replace(/@.*$/, '').replace(/:[^/]*$/, ''), argv, mounts: (argv.flags.get('volume')?.values ?? []).flatMap(mountOf) };
}

/**
 * The command that a container runs, with the job's paths, where the image is one whose start is known: its entry point,
 * with the words of the call or else its own.
 *
 * @param words - The words of a call of docker or its kin.
 * @param startOf - What an image starts by its name; undefined where that is not known.
 */
export function containerCommand(
  words: readonly Text[],
  startOf: (image: string) => { readonly entrypoint: readonly string[]; readonly command: readonly string[] } | undefined,
): readonly Text[] | undefined {
  const program = literalOf(words[0] ?? []);
  const run = program === 'docker' || program === 'podman' || program === 'nerdctl' ? containerCall(words.slice(1)) : undefined;
  const start = run === undefined || run.argv.flags.has('entrypoint') ? undefined : startOf(run.image);
  if (run === undefined || start === undefined) return undefined;
  const given = run.argv.args.slice(1);
  return [...start.entrypoint.map(lit), ...(given.length > 0 ? given : start.command.map(lit))].map((word) => outside(word, run.mounts));
}

/** Whether a container may have what cosign asks the job's identity with; a word that is not known may give it. */
function isGivenIdentity(argv: Argv): boolean {
  const given = (argv.flags.get('env')?.values ?? []).map((value) => literalOf(value) ?? head(value));
  if (argv.flags.has('env-file') || argv.maybeFlags.length > 0 || argv.doubts.length > 0) return true;
  return given.some((name) => !/^\w+(?:=|$)/.test(name) || /^(?:ACTIONS_ID_TOKEN_REQUEST_|SIGSTORE_ID_TOKEN|CI_JOB|BUILDKITE_)/.test(name));
}

function head(text: Text): string {
  return text[0]?.kind === 'lit' ? text[0].text : '';
}

interface Mount {
  readonly inside: string;
  /** The folder of the job, without its end slash; empty for the working folder itself. */
  readonly job: string;
}

/** A folder of the job that a container sees under another path: `$PWD/dist:/out`. */
function mountOf(value: Text): readonly Mount[] {
  const last = value.at(-1);
  if (last?.kind !== 'lit') return [];
  const found = /^(?<sub>[^:]*):(?<inside>\/[^:]*?)\/?(?::[\w,]+)?$/.exec(last.text);
  if (found === null) return [];
  const sub = (found.groups?.['sub'] ?? '').replace(/\/$/, '');
  const base = value.slice(0, -1);
  const working = base.length === 1 && base[0]?.kind === 'hole' && /^(?:PWD|pwd|github\.workspace|GITHUB_WORKSPACE|env\.GITHUB_WORKSPACE)$/.test(base[0].label);
  if (base.length > 0 && !working) return [];
  if (base.length === 0 && !sub.startsWith('.')) return [];
  return [{ inside: found.groups?.['inside'] ?? '', job: sub.replace(/^\.?\/?/, '') }];
}

/** A container's path as the job's. */
function outside(word: Text, mounts: readonly Mount[]): Text {
  return concat(
    ...word.map((piece): Text => {
      if (piece.kind !== 'lit') return [piece];
      let text = piece.text;
      for (const { inside, job } of mounts) {
        if (inside === '') continue;
        const at = text.indexOf(inside);
        const end = at + inside.length;
        if (at === -1 || (at > 0 && !/[:=,]/.test(text[at - 1] ?? '')) || (end < text.length && text[end] !== '/')) continue;
        const rest = text.slice(end).replace(/^\//, '');
        text = text.slice(0, at) + (job === '' ? (rest === '' ? '.' : rest) : rest === '' ? job : `${job}/${rest}`);
      }
      return lit(text);
    }),
  );
}
