import type { CommandCall } from '../shell/index.ts';
import { keyOf, lit, literalOf, nameSet, resolvePath, show, type NameSet, type Text } from '../values/index.ts';
import { isIgnored } from './ignored.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';
import { baseNames, showSet, withBelow } from './names.ts';

/**
 * `git add PATHS` stages files and a later `git push` makes them public on a branch: signatures that are committed
 * reach strangers that way. Returns true when the command was one of the two.
 */
export function stageOrPush(machine: Machine, call: CommandCall, weak: readonly Weakness[]): boolean {
  if (literalOf(call.words[0] ?? []) !== 'git') return false;
  const words = call.words.slice(1).filter((w) => !startsWithDash(w));
  const verb = literalOf(words[0] ?? []);
  if (verb === 'add') {
    const all = words.length === 1 && call.words.some((w) => /^(?:-A|--all)$/.test(literalOf(w) ?? ''));
    const paths = machine.paths(all ? [lit('.')] : words.slice(1), call.cwd, { glob: false });
    const everyThing = paths.include.map((p) => (p.length === 0 ? [{ kind: 'wild' as const, glob: '**' }] : p));
    machine.staged.push({ paths: withBelow(nameSet(everyThing, paths.exclude)), leavesOut: hasOwnList(machine, call) });
    return true;
  }
  if (verb === 'checkout' || verb === 'switch' || verb === 'branch') noteBranch(machine, verb, call.words.slice(1));
  if (verb === 'clone') noteClone(machine, words.slice(1), call.cwd);
  if (verb !== 'push') return false;
  const channel = channelOf(machine, words.slice(1), call.cwd);
  if (channel !== undefined) {
    pushToChannel(machine, channel, call, weak);
    return true;
  }
  if (machine.staged.length === 0) return true;
  const ignored = (path: NameSet): boolean => path.include.every((one) => isIgnored(machine.trace.input.files, show(one)));
  const found = machine.staged.flatMap(({ paths, leavesOut }) => machine.files.read(paths).entries.filter((f) => !leavesOut || !ignored(f.path)));
  machine.staged.length = 0;
  const items = found.filter((f) => machine.trace.batches.get(f.item.batch)?.kind !== 'checkout');
  if (items.length === 0) return true;
  machine.trace.publishes.push({
    id: machine.trace.nextId('p'),
    sink: { kind: 'git-branch', branch: words[2] ?? lit('') },
    files: items.map((f) => f.item),
    shown: items.map((f) => showSet(baseNames(f.path))),
    packages: [],
    auth: 'unknown',
    draft: false,
    replaces: false,
    origin: machine.origin(call.span),
    weak: machine.weak(weak),
    cannotWork: undefined,
    unresolved: undefined,
  });
  return true;
}

/** Whether `git add` leaves out what this checkout's `.gitignore` names: another branch or repository has another list. */
function hasOwnList(machine: Machine, call: CommandCall): boolean {
  const here = literalOf(resolvePath([], call.cwd)) ?? '?';
  if (machine.headMoved || call.words.some((w) => /^(?:-f|--force)$/.test(literalOf(w) ?? ''))) return false;
  return here === '' || (machine.trace.input.files.hasFolder(here) && !machine.checkouts.some((c) => here === c.folder || here.startsWith(`${c.folder}/`)));
}

/** `git checkout -b NAME`: what is pushed under this name later is a branch, whatever the name looks like. */
function noteBranch(machine: Machine, verb: string, words: readonly Text[]): void {
  const flag = words.findIndex((w) => /^-(b|B|c|C)$|^--(create|force-create|orphan)$/.test(literalOf(w) ?? ''));
  const name = verb === 'branch' ? words.slice(1).find((w) => !startsWithDash(w)) : flag === -1 ? undefined : words[flag + 1];
  if (name !== undefined) machine.branches.add(keyOf(name));
}

/** `git clone https://github.com/acme/homebrew-tap [folder]`: another repository in the workspace. */
function noteClone(machine: Machine, words: readonly Text[], cwd: Text): void {
  const repository = repositoryIn(words[0] ?? []);
  if (repository === undefined) return;
  const folder = literalOf(resolvePath(cwd, words[1] ?? lit(repository.split('/').at(-1)!)));
  if (folder !== undefined) machine.checkouts.push({ folder, repository });
}

/** `acme/homebrew-tap` of an address, whatever credential stands in it; of the Arch User Repository, where packages have no owner, with its host. */
function repositoryIn(address: Text): string | undefined {
  const own = /(?:^|[@/])(aur\.archlinux\.org)(?::\d+)?[:/]([^/]+?)(?:\.git)?\/?$/i.exec(show(address));
  if (own !== null) return `${own[1]!}/${own[2]!}`;
  const last = address.at(-1);
  return last?.kind === 'lit' ? /(?:[/:]|^)([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(last.text)?.[1] : undefined;
}

interface Channel {
  readonly channel: string;
  readonly repository: string;
}

/** Repositories that package managers read: a push there publishes a manifest that names a download and its hash. */
const channels: readonly { readonly repository: RegExp; readonly channel: string }[] = [
  { repository: /(^|\/)homebrew-/i, channel: 'Homebrew' },
  { repository: /(^|\/)(scoop(-[\w.-]+)?|[\w.-]+-scoop|scoop-bucket)$/i, channel: 'Scoop' },
  { repository: /(^|\/)winget-pkgs$/i, channel: 'winget' },
  { repository: /^aur\.archlinux\.org\//i, channel: 'AUR' },
];

/** The package manager's repository that a push goes to: the one that its address names, or whose checkout it runs in. */
function channelOf(machine: Machine, words: readonly Text[], cwd: Text): Channel | undefined {
  const here = literalOf(resolvePath([], cwd)) ?? '?';
  const around = machine.checkouts
    .filter((c) => c.folder === '' || here === c.folder || here.startsWith(`${c.folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
  for (const repository of [repositoryIn(words[0] ?? []), around?.repository]) {
    const found = repository === undefined ? undefined : channels.find((c) => c.repository.test(repository));
    if (repository !== undefined && found !== undefined) return { channel: found.channel, repository: repository.replace(/^aur\.archlinux\.org\//i, '') };
  }
  return undefined;
}

function pushToChannel(machine: Machine, { channel, repository }: Channel, call: CommandCall, weak: readonly Weakness[]): void {
  const manifests = machine.staged.flatMap(({ paths }) => paths.include.flatMap((path) => /([\w.@+-]+)\.(?:rb|json)$/.exec(literalOf(path) ?? '')?.[1] ?? []));
  machine.staged.length = 0;
  machine.trace.publishes.push({
    id: machine.trace.nextId('p'),
    sink: { kind: 'os-channel', channel, pointer: true, name: lit(manifests.length > 0 ? [...new Set(manifests)].join(', ') : repository) },
    files: [],
    shown: [],
    packages: [],
    auth: 'token',
    draft: false,
    replaces: false,
    origin: machine.origin(call.span),
    weak: machine.weak(weak),
    cannotWork: undefined,
    unresolved: undefined,
  });
}

function startsWithDash(word: Text): boolean {
  const first = word[0];
  return first?.kind === 'lit' && first.text.startsWith('-');
}
