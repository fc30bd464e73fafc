import { literalOf, resolvePath, type Text } from '../values/index.ts';
import type { CommandCall } from '../shell/index.ts';
import type { Machine } from './machine.ts';

/** What a command line may change in plain sight, although not to what. */
export interface WrittenOver {
  /** Files and folders, as paths in the workspace; an empty one is the workspace itself. */
  readonly paths: readonly Text[];
  /** Every file that the checkout holds. */
  readonly tracked: boolean;
}

const none: WrittenOver = { paths: [], tracked: false };
const before = new Set(['sudo', 'time', 'nice', 'command', 'exec', 'env']);

/** What a command line downloads, copies, checks out or mounts over: signed files that stand there may be new bytes after it. */
export function writtenOver(machine: Machine, { words, cwd, env }: Pick<CommandCall, 'words' | 'cwd' | 'env'>): WrittenOver {
  let line = words;
  while (line.length > 1 && before.has(literalOf(line[0]!) ?? '')) line = line.slice(1);
  const program =
    literalOf(line[0] ?? [])
      ?.split('/')
      .at(-1) ?? '';
  const rest = line.slice(1);
  switch (program) {
    case 'aws':
    case 'gsutil':
    case 'gcloud':
      return over(cwd, downloaded(rest));
    case 'az':
      return over(
        cwd,
        starts(rest, 'storage') && rest.some((w) => (literalOf(w) ?? '').startsWith('download')) ? valuesOf(rest, /^(?:-f|--file|-d|--destination)$/) : [],
      );
    case 'scp':
    case 'rsync':
    case 'rclone': {
      const to = plain(rest).at(-1);
      return over(cwd, to === undefined || plain(rest).length < 2 || /^[^/]*:/.test(head(to)) ? [] : [to]);
    }
    case 'cp':
      return over(cwd, copiedInto(rest));
    case 'sort':
    case 'shuf':
    case 'iconv':
    case 'xmllint':
      return over(cwd, valuesOf(rest, /^(?:-o|--output)$/));
    case 'awk':
    case 'gawk':
    case 'mawk':
      return over(cwd, ofAwk(rest));
    case 'xxd': {
      const paths = plain(rest);
      return over(cwd, rest.some((w) => /^-(?:r|revert)/.test(literalOf(w) ?? '')) && paths.length > 1 ? [paths.at(-1)!] : []);
    }
    case 'docker':
    case 'podman':
    case 'nerdctl':
      return over(cwd, [...mounted(rest), ...leftByBuild(rest)]);
    case 'cargo':
    case 'cross':
      return over(cwd, valuesOf(rest, /^--(?:out-dir|artifact-dir)$/));
    case 'go':
      return over(cwd, installedByGo(rest, env?.('GOBIN')));
    case 'gox':
    case 'xgo':
      return over(
        cwd,
        valuesOf(rest, /^--?(?:output|dest)$/).map((path) => folderOf(upTo(path, '{{'))),
      );
    case 'git':
      return ofGit(machine, rest, cwd);
    default:
      return none;
  }
}

function over(cwd: Text, paths: readonly Text[]): WrittenOver {
  return { paths: paths.map((path) => resolvePath(cwd, path)), tracked: false };
}

/** The target of a copy from a bucket: of an upload it is an address. */
function downloaded(words: readonly Text[]): readonly Text[] {
  const verb = words.findIndex((w) => ['cp', 'sync', 'mv', 'rsync'].includes(literalOf(w) ?? ''));
  const paths = verb === -1 ? [] : plain(words.slice(verb + 1));
  const from = paths.findIndex((w) => /^(?:s3|gs):\/\//.test(head(w)));
  const to = from === -1 ? undefined : paths[from + 1];
  return to === undefined || /^(?:s3|gs):\/\//.test(head(to)) ? [] : [to];
}

/** `cp -r x/. dist` puts what stands in a folder into another, under names that only the folder tells. */
function copiedInto(words: readonly Text[]): readonly Text[] {
  const paths = plain(words);
  return paths.length === 2 && tail(paths[0]!).endsWith('/.') ? [paths[1]!] : [];
}

/** The files that an awk program edits in place, and those that it prints to. */
function ofAwk(words: readonly Text[]): readonly Text[] {
  const inPlace = valuesOf(words, /^(?:-i|--include)$/).some((w) => /^(?:\/\S*\/)?inplace(?:\.awk)?$/.test(literalOf(w) ?? ''));
  const printed = words.flatMap((w) =>
    [...(literalOf(w) ?? '').matchAll(/\bprintf?\b[^>{};]{0,400}>{1,2}\s*"([^"\s]+)"/g)].map((found): Text => [{ kind: 'lit', text: found[1]! }]),
  );
  return [...(inPlace ? plain(words).slice(1) : []), ...printed];
}

/** What `go install` leaves in the folder that `GOBIN` names: a program called as its package is. */
function installedByGo(words: readonly Text[], folder: Text | undefined): readonly Text[] {
  if (!starts(words, 'install') || folder === undefined || folder.length === 0) return [];
  const names = plain(words.slice(1)).map((word) => /([\w.-]+?)(?:@[^/]*)?\/?$/.exec(literalOf(word) ?? '')?.[1]);
  return names.some((name) => name === undefined || /^\.+$/.test(name)) ? [folder] : names.map((name) => resolvePath(folder, [{ kind: 'lit', text: name! }]));
}

/** The folder that an image build leaves its files in: `-o dist`, `--output type=local,dest=dist`. */
function leftByBuild(words: readonly Text[]): readonly Text[] {
  if (!words.slice(0, 3).some((w) => literalOf(w) === 'build')) return [];
  return valuesOf(words, /^(?:-o|--output)$/).flatMap((w) => {
    const to = after(w, /(?:^|,)dest=/);
    return to !== undefined ? [upTo(to, ',')] : head(w).includes('=') || literalOf(w) === '-' ? [] : [w];
  });
}

/** The folders of the machine that a container is given to write to. */
function mounted(words: readonly Text[]): readonly Text[] {
  if (!words.slice(0, 3).some((w) => literalOf(w) === 'run')) return [];
  const found: Text[] = [];
  for (const volume of valuesOf(words, /^(?:-v|--volume)$/)) if (!/:[\w,]*\bro\b[\w,]*$/.test(tail(volume))) found.push(upTo(volume, ':'));
  for (const mount of valuesOf(words, /^--mount$/)) {
    const from = after(mount, /(?:^|,)(?:source|src)=/);
    if (from !== undefined && !/\b(?:readonly|ro)\b/.test(mount.map((p) => (p.kind === 'lit' ? p.text : '')).join(''))) found.push(upTo(from, ','));
  }
  // A name without a slash is a volume of the engine's own.
  return found.filter((path) => path.length > 1 || path[0]?.kind !== 'lit' || /[./]/.test(path[0].text));
}

const wholeTree = /^(?:pull|merge|am|rebase|cherry-pick|revert|apply|switch)$/;

function ofGit(machine: Machine, words: readonly Text[], cwd: Text): WrittenOver {
  const names = words.map((w) => literalOf(w) ?? '');
  const at = names.findIndex((name, i) => !name.startsWith('-') && !['-C', '-c'].includes(names[i - 1] ?? ''));
  const verb = names[at] ?? '';
  const own = names.slice(at + 1);
  const args = words.slice(at + 1);
  if (verb === 'clean') return own.some((name) => /^-\w*n|^--dry-run$/.test(name)) ? none : { paths: [cwd], tracked: false };
  if (verb === 'checkout' || verb === 'restore') {
    if (own.some((name) => /^(?:-b|-B|--orphan|--staged)$/.test(name)) && !own.includes('--worktree')) return none;
    const dashes = own.indexOf('--');
    const paths = dashes === -1 ? (verb === 'restore' ? plain(args) : plain(args).slice(1)) : args.slice(dashes + 1);
    return { paths: paths.map((path) => resolvePath(cwd, path)).filter((path) => path.length > 0 && literalOf(path) !== ''), tracked: true };
  }
  const whole =
    wholeTree.test(verb) ||
    (verb === 'reset' && own.some((name) => /^--(?:hard|merge|keep)$/.test(name))) ||
    (verb === 'stash' && !/^(?:list|show|drop|clear|branch|create|store)$/.test(own[0] ?? '')) ||
    (verb === 'lfs' && /^(?:pull|checkout)$/.test(own[0] ?? ''));
  if (!whole) return none;
  const held = machine.files
    .read({ include: [[{ kind: 'wild', glob: '**' }]], exclude: [] })
    .entries.flatMap((e) => e.path.include)
    .filter((path) => machine.trace.input.files.has(literalOf(path) ?? ''));
  return { paths: held, tracked: true };
}

/** The words that are no flags. */
function plain(words: readonly Text[]): readonly Text[] {
  return words.filter((w) => !head(w).startsWith('-'));
}

/** What follows such a flag, as the next word or behind `=`. */
function valuesOf(words: readonly Text[], flag: RegExp): readonly Text[] {
  return words.flatMap((word, i) => {
    if (flag.test(literalOf(word) ?? '')) return words[i + 1] === undefined ? [] : [words[i + 1]!];
    const name = /^(--?[\w-]+)=/.exec(head(word))?.[1];
    return name !== undefined && flag.test(name) ? [after(word, /=/)!] : [];
  });
}

function starts(words: readonly Text[], word: string): boolean {
  return literalOf(words[0] ?? []) === word;
}

function head(word: Text): string {
  return word[0]?.kind === 'lit' ? word[0].text : '';
}

function tail(word: Text): string {
  const last = word.at(-1);
  return last?.kind === 'lit' ? last.text : '';
}

function upTo(word: Text, end: string): Text {
  const out: Text[number][] = [];
  for (const piece of word) {
    const at = piece.kind === 'lit' ? piece.text.indexOf(end) : -1;
    if (piece.kind !== 'lit' || at === -1) out.push(piece);
    else {
      if (at > 0) out.push({ ...piece, text: piece.text.slice(0, at) });
      break;
    }
  }
  return out;
}

/** A path up to its last slash, where it does not end as it is meant to. */
function folderOf(path: Text): Text {
  const last = path.at(-1);
  const at = last?.kind === 'lit' ? last.text.lastIndexOf('/') : -1;
  return last?.kind !== 'lit' || at === -1 ? path.slice(0, -1) : [...path.slice(0, -1), { ...last, text: last.text.slice(0, at) }];
}

function after(word: Text, start: RegExp): Text | undefined {
  for (const [i, piece] of word.entries()) {
    const found = piece.kind === 'lit' ? start.exec(piece.text) : null;
    if (piece.kind !== 'lit' || found === null) continue;
    const text = piece.text.slice(found.index + found[0].length);
    return [...(text === '' ? [] : [{ ...piece, text }]), ...word.slice(i + 1)];
  }
  return undefined;
}
