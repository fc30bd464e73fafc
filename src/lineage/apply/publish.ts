import { limits, wholeFile } from '../../base/index.ts';
import type { Effect, Sink } from '../../catalog/index.ts';
import { emptyText, intersection, keyOf, lit, nameSet, originsOf, sameText, show, type NameSet, type Text } from '../../values/index.ts';
import type { Machine } from '../machine.ts';
import type { FileItem, OpaqueRecord, TagRecord } from '../model.ts';
import { otherRepository } from '../other-repository.ts';
import { baseNames, literalFolder, showSet } from '../names.ts';
import { tagUnready } from '../unready.ts';
import type { ApplyContext } from './context.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

export function applyPublishes(machine: Machine, effect: Of<'publishes'>, ctx: ApplyContext): void {
  const cannotWork = ctx.cannotWork ?? machine.missing(effect.needs);
  const subject = effect.subject;
  const all = foundOf(machine, effect, ctx);
  // What an archive held that was unpacked beside files of known names is not what a pattern for those names is for.
  const known = all.filter(
    (f) => !(machine.trace.unpacked.has(f.item.batch) && f.item.names.include.some((name) => name.some((piece) => piece.kind === 'wild'))),
  );
  const found = known.length > 0 ? known : all;
  const files: FileItem[] = found.map((f) => takenBy(effect.sink, f.item));
  const shown = found.map((f) => f.shown ?? shownNames(f.path));
  const record = {
    id: machine.trace.nextId('p'),
    sink: effect.sink,
    files,
    shown,
    folders: [...new Set(found.flatMap((f) => f.path.include.flatMap((path) => literalFolder(path) ?? [])))],
    packages: effect.names ?? [],
    auth: effect.auth ?? ('unknown' as const),
    draft: effect.draft === true,
    replaces: effect.replaces === true,
    ...(effect.warnsOnErrors === true ? { passesOver: 'errors' as const } : effect.failsOnUnmatched === false ? { passesOver: 'nothing-found' as const } : {}),
    origin: { ...machine.origin(ctx.at), config: effect.config ?? machine.config },
    weak: machine.weak(ctx.weak),
    cannotWork,
    ...(ctx.unready === undefined ? {} : { unready: ctx.unready }),
    unresolved: subject.kind === 'unknown' ? subject.why : undefined,
    ...(effect.perhapsAttested === undefined ? {} : { perhapsAttested: effect.perhapsAttested }),
  };
  machine.spend(limits.stepsPerRecord);
  machine.trace.publishes.push(record);
  if (effect.sink.kind === 'release' && otherRepository(effect.sink.repository, machine.trace.input.git) === undefined) {
    const assets = machine.trace.assetsOn(effect.sink.tag, machine.run.record.id);
    for (const f of found) assets.write(nameSet(baseNames(f.path).include), f.item);
  }
  for (const f of files)
    machine.trace.edge(
      `file:${f.batch}`,
      `sink:${record.id}`,
      'publishes',
      `${sinkLabel(effect.sink)}: ${shown.join(', ')}`,
      ctx.at,
      record.weak[0]?.how ?? cannotWork,
    );
  if (files.length === 0) machine.trace.edge('source', `sink:${record.id}`, 'publishes', sinkLabel(effect.sink), ctx.at, record.weak[0]?.how ?? cannotWork);
}

/** What an index takes of files of which only a pattern is known: PyPI takes wheels and source archives. */
function takenBy(sink: Sink, item: FileItem): FileItem {
  if (sink.kind !== 'index' || (sink.index !== 'pypi' && sink.index !== 'testpypi')) return item;
  const part = intersection(distributions, item.names);
  return part === undefined || !part.exact || !item.names.include.some((name) => name.some((piece) => piece.kind === 'wild'))
    ? item
    : { ...item, names: part.set };
}

const distributions: NameSet = nameSet(['.whl', '.tar.gz'].map((ending) => [{ kind: 'wild' as const, glob: '*' }, ...lit(ending)]));

export function sinkLabel(sink: Sink): string {
  switch (sink.kind) {
    case 'release':
      return 'GitHub release';
    case 'index':
      return sink.index;
    case 'helm-index':
      return 'Helm repository';
    case 'os-channel':
      return sink.channel;
    case 'bucket':
      return show(sink.url);
    case 'site':
      return sink.how;
    case 'git-branch':
      return `branch ${show(sink.branch)}`;
  }
}

/** Base names; a bare wildcard says nothing without its folder. */
function shownNames(path: NameSet): string {
  const names = showSet(baseNames(path));
  return /^\*+$/.test(names) ? showSet(path).split('/').slice(-2).join('/') : names;
}

interface Published {
  readonly item: FileItem;
  readonly path: NameSet;
  /** The name it is published under, when that is not its own. */
  readonly shown?: string;
}

function foundOf(machine: Machine, effect: Of<'publishes'>, ctx: ApplyContext): readonly Published[] {
  const { subject, names } = effect;
  switch (subject.kind) {
    case 'files': {
      const find = (paths: readonly Text[]): readonly Published[] =>
        machine.find(machine.paths(paths, ctx.cwd, { glob: ctx.glob, exclude: subject.exclude }), ctx.at, {
          recursive: subject.recursive === true,
          each: subject.each === true || (effect.failsOnUnmatched === true && ctx.outputs !== undefined),
        });
      if (names === undefined || names.length !== subject.paths.length || effect.sink.kind === 'index') return find(subject.paths);
      return subject.paths.flatMap((path, i) => find([path]).map((f) => ({ ...f, shown: show(names[i]!) })));
    }
    case 'made': {
      const types = new Set<string>(subject.types);
      return (ctx.made?.files ?? []).filter((f) => types.has(f.type) && (subject.ids === undefined || f.id === undefined || subject.ids.includes(f.id)));
    }
    default:
      return [];
  }
}

export function applyCreatesRelease(machine: Machine, effect: Of<'creates-release'>, ctx: ApplyContext): void {
  // Neither the release nor its tag is in this repository.
  if (otherRepository(effect.repository, machine.trace.input.git) !== undefined) return;
  const origin = machine.origin(ctx.at);
  const createsTag = effect.createsTag && !isOfThisRun(machine, effect.tag);
  machine.trace.releases.push({ tag: effect.tag, draft: effect.draft, createsTag, by: effect.by, token: machine.releaseToken, origin });
  if (createsTag)
    machine.trace.tags.push({ name: effect.tag, signed: false, by: `${effect.by} through the API`, pushed: true, origin, weak: machine.weak(ctx.weak) });
}

/** Whether a tag is the one that started the run. */
function isOfThisRun(machine: Machine, tag: Text): boolean {
  const own = new Set(originsOf(machine.scenario.refName));
  return machine.scenario.refKind === 'tag' && (tag.length === 0 || sameText(tag, machine.scenario.refName) || originsOf(tag).some((id) => own.has(id)));
}

/** A draft that its own run makes public gets its tag then, unless the tag is there. */
export function applyFlips(machine: Machine, effect: Of<'flips-release'>, ctx: ApplyContext): void {
  const { trace } = machine;
  const flip = { tag: effect.tag, token: machine.releaseToken, origin: machine.origin(ctx.at), weak: machine.weak(ctx.weak) };
  trace.flips.push(flip);
  const draft = trace.releases.find((r) => r.draft && !r.createsTag && r.origin.run === flip.origin.run && sameText(r.tag, effect.tag));
  if (draft === undefined || effect.tag.length === 0 || isOfThisRun(machine, effect.tag)) return;
  if (trace.tags.some((t) => t.origin.run === flip.origin.run && sameText(t.name, effect.tag))) return;
  trace.tags.push({ name: effect.tag, signed: false, by: `${draft.by} through the API`, pushed: true, origin: draft.origin, weak: flip.weak });
}

export function applyCreatesTag(machine: Machine, effect: Of<'creates-tag'>, ctx: ApplyContext): void {
  if (effect.by === 'git push' && machine.branches.has(keyOf(effect.name))) return;
  // A release tool that runs because a tag was pushed finds its tag there.
  if (ctx.made !== undefined && machine.scenario.refKind === 'tag') return;
  // `git push --tags` pushes what the job made: the others are there already.
  const made = isEveryName(effect.name) ? madeBefore(machine) : [];
  if (effect.pushed && made.length > 0) {
    for (const { name, signed, cannotWork } of made)
      machine.trace.tags.push({
        name,
        signed,
        ...(cannotWork === undefined ? {} : { cannotWork }),
        by: effect.by,
        pushed: true,
        origin: machine.origin(ctx.at),
        weak: machine.weak(ctx.weak),
      });
    return;
  }
  const before = effect.signed === 'unknown' ? whenMade(machine, effect.name) : undefined;
  const told = effect.signed === 'unknown' ? (before?.signed ?? 'unknown') : effect.signed;
  const signed = told === false && effect.refuses !== true && before === undefined && machine.configured.has('git-tag-gpgsign') ? true : told;
  const cannotWork =
    before?.cannotWork ?? (signed === true && effect.by.startsWith('git ') && before === undefined ? (ctx.cannotWork ?? tagUnready(machine)) : undefined);
  machine.trace.tags.push({
    name: effect.name,
    signed,
    ...(cannotWork === undefined ? {} : { cannotWork }),
    by: effect.by,
    pushed: effect.pushed,
    ...(ctx.outputs === undefined ? {} : { token: machine.releaseToken }),
    origin: machine.origin(ctx.at),
    weak: machine.weak(ctx.weak),
  });
}

function isEveryName(name: Text): boolean {
  return name.length === 1 && name[0]!.kind === 'wild';
}

/** The tags that earlier steps of the job made, and that are not pushed yet. */
function madeBefore(machine: Machine): readonly TagRecord[] {
  return machine.trace.tags.filter((t) => !t.pushed && t.origin.jobKey === machine.jobKey);
}

/** How the tag that is pushed was made by an earlier step of the job, where that is one way for all that it may be. */
function whenMade(machine: Machine, name: Text): Pick<TagRecord, 'signed' | 'cannotWork'> | undefined {
  const all = isEveryName(name);
  const made = madeBefore(machine).filter((t) => all || sameText(t.name, name));
  return made.every((t) => t.signed === made[0]!.signed) ? made[0] : undefined;
}

/** What a step that was not read could write to: from its job's permissions and logins. */
export function applyOpaque(
  machine: Machine,
  options: {
    readonly what: string;
    readonly why: string;
    readonly touches: readonly Text[];
    readonly scope: OpaqueRecord['scope'];
    readonly mayPublish: boolean;
    readonly indexes?: OpaqueRecord['indexes'];
    readonly rewrites?: readonly Text[];
    readonly tracked?: boolean;
    readonly text?: string;
    readonly sources?: readonly string[];
    /** What it does is known but for the bytes: it is an assumption, and no gap in the reading. */
    readonly inSight?: true;
    /** The file that was not read, where it is one of the checkout: it is named once, however many steps use it. */
    readonly file?: string;
  },
  ctx: ApplyContext,
): void {
  const places = options.mayPublish ? machine.writable(options.scope === 'workflow') : [];
  const permissions = ['contents', 'packages', 'id-token', 'attestations', 'pages'].filter((s) => machine.permission(s, 'write') === true);
  machine.trace.opaque.push({
    what: options.what,
    why: options.why,
    places,
    touches: options.touches,
    cwd: ctx.cwd,
    // A text of which a part is not kept may name anything.
    rewrites: [...(options.rewrites ?? []), ...((options.text ?? '').length > maxText ? [emptyText] : [])],
    tracked: options.tracked === true,
    text: (options.text ?? '').slice(0, maxText),
    sources: options.sources ?? [],
    origin: machine.origin(ctx.at),
    weak: machine.weak(ctx.weak),
    scope: options.scope,
    permissions,
    indexes: options.indexes ?? [],
    holdsKey: machine.configured.has('gpg-key') || ['MAVEN_GPG_KEY', 'MAVEN_GPG_PASSPHRASE'].some((name) => isSecret(ctx.env?.(name) ?? machine.toolEnv(name))),
  });
  if (options.inSight === true) return;
  if (options.file === undefined) machine.trace.notRead(ctx.at, `${options.what}: ${options.why}`);
  else machine.trace.notRead(wholeFile(options.file), options.why);
}

function isSecret(value: Text | undefined): boolean {
  return value?.some((piece) => piece.kind === 'hole' && piece.id.startsWith('secrets.')) === true;
}

/** What is kept of the text of a program that is not followed. */
const maxText = 200_000;
