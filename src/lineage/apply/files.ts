import type { Effect } from '../../catalog/index.ts';
import {
  basename,
  concat,
  derive,
  dirname,
  equals,
  intersects,
  keyOf,
  lit,
  literalOf,
  nameSet,
  resolvePath,
  show,
  type NameSet,
  type Text,
} from '../../values/index.ts';
import type { Found, Machine } from '../machine.ts';
import { editEvidence } from '../edited.ts';
import { ofLastRound } from '../last-round.ts';
import { hashesIn } from '../lossy.ts';
import { baseNames } from '../names.ts';
import { documentsIn } from '../whole-document.ts';
import { patternsFirst, type Reading } from '../place.ts';
import type { ApplyContext } from './context.ts';
import { otherThan, overwritten } from './overwritten.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

export function applyBuilds(machine: Machine, effect: Of<'builds'>, ctx: ApplyContext): void {
  const inputs = effect.inputs === undefined ? [] : machine.find(machine.paths(effect.inputs, ctx.cwd, { glob: ctx.glob }), ctx.at);
  if (effect.outputs.length === 0) {
    machine.builderRan(effect.by);
    return;
  }
  const isThere = (output: Text): boolean => machine.files.read(machine.paths([output], ctx.cwd, { glob: true })).entries.some((e) => e.certain);
  const outputs = effect.spares === true ? effect.outputs.filter((output) => !isThere(output)) : effect.outputs;
  if (outputs.length === 0) return;
  const paths = machine.paths(outputs, ctx.cwd, { glob: true });
  const batch = machine.newBatch(
    'built',
    effect.by,
    ctx.at,
    inputs.map((f) => f.item),
    undefined,
    effect.of ?? literalOf(resolvePath([], ctx.cwd)),
  );
  noteConditions(machine, batch.id, ctx);
  if (paths.include.some(hasWild)) {
    const built = machine.trace.builders.get(machine.jobKey) ?? [];
    if (built.length < maxBuilders && !built.some((one) => one.by === effect.by && equals(one.paths, paths) === true))
      machine.trace.builders.set(machine.jobKey, [...built, { by: effect.by, paths }]);
  }
  const item = machine.writeNew(paths, batch);
  if (effect.madeType !== undefined) ctx.made?.files.push({ type: effect.madeType, id: effect.id, item, path: paths });
  machine.trace.edge('source', `file:${batch.id}`, 'builds', `${effect.by} builds ${paths.include.map(show).join(', ')}`, ctx.at);
}

export function applyTransforms(machine: Machine, effect: Of<'transforms'>, ctx: ApplyContext): void {
  const inputPaths = machine.paths(effect.inputs, ctx.cwd, { glob: ctx.glob });
  const inputs = machine.find(inputPaths, ctx.at, { recursive: true });
  if (effect.inPlace === true) {
    const isText = (f: Found): boolean => effect.how === 'edit' && machine.trace.carriedBy(f.item.batch).length > 0;
    for (const f of inputs.filter(isText)) editEvidence(machine, f, effect.scripts ?? [], effect.how, ctx);
    rewrite(
      machine,
      inputs.filter((f) => !isText(f)),
      effect.how,
      ctx,
    );
    return;
  }
  const outputs = effect.outputs.map((o) => o);
  const paths =
    effect.extracts === true && outputs.length === 0
      ? nameSet([concat(ctx.cwd, ctx.cwd.length > 0 ? lit('/') : [], [{ kind: 'wild', glob: '**' }])])
      : (storedIn(machine, effect, inputs, ctx) ?? machine.paths(outputs, ctx.cwd, { glob: true }));
  if (paths.include.length === 0) return;
  const batch = machine.newBatch(
    'transformed',
    effect.how,
    ctx.at,
    inputs.map((f) => f.item),
  );
  noteConditions(machine, batch.id, ctx);
  if (effect.stores !== undefined && effect.stores.length > 0) machine.trace.stored.set(batch.id, effect.stores);
  if (effect.extracts === true && paths.include.every((p) => isWild(p.at(-1)))) machine.trace.unpacked.add(batch.id);
  const item = machine.writeNew(paths, batch);
  if (effect.madeType !== undefined) ctx.made?.files.push({ type: effect.madeType, id: effect.id, item, path: paths });
  // Made once: an archive may take thousands of files, and each of them gets an edge.
  const label = `${effect.how} ${effect.inputs.map(show).join(' ')}`;
  for (const input of inputs) machine.trace.edge(`file:${input.item.batch}`, `file:${batch.id}`, 'transforms', label, ctx.at);
  if (inputs.length === 0) machine.trace.edge('source', `file:${batch.id}`, 'transforms', effect.how, ctx.at);
}

/** Where an archive is unpacked that the run packed: below the paths that it stores, and nowhere else. */
function storedIn(machine: Machine, effect: Of<'transforms'>, inputs: readonly Found[], ctx: ApplyContext): NameSet | undefined {
  const target = effect.outputs.length === 1 ? effect.outputs[0]! : undefined;
  const all = target?.at(-1);
  if (effect.asStored !== true || target === undefined || all?.kind !== 'wild' || inputs.length === 0) return undefined;
  const paths: Text[] = [];
  for (const input of inputs) {
    const stored = machine.trace.stored.get(input.item.batch);
    if (stored === undefined) return undefined;
    for (const path of stored) paths.push(concat(target.slice(0, -1), path), concat(target.slice(0, -1), path, lit('/'), [all]));
  }
  return machine.paths(paths, ctx.cwd, { glob: true });
}

const maxBuilders = 64;

/** Whether another program than this builds files in the job that may have the same names. */
export function isBuiltBesides(machine: Machine, paths: NameSet, by: string): boolean {
  const built = machine.trace.builders.get(machine.jobKey) ?? [];
  return built.length >= maxBuilders || built.some((one) => one.by !== by && intersects(one.paths, paths) !== false);
}

/** Remembers that files are made for some names of a loop alone: what is done under the same conditions is done to all of them. */
function noteConditions(machine: Machine, batch: string, ctx: ApplyContext): void {
  const keys = varyingKeys(ctx);
  if (keys.length > 0) machine.trace.madeUnder.set(batch, new Set(keys));
}

/** The keys of the conditions on each name of a loop. */
export function varyingKeys(ctx: Pick<ApplyContext, 'weak'>): readonly string[] {
  return ctx.weak.flatMap((w) => (w.varies === true ? [w.key] : []));
}

function hasWild(text: Text): boolean {
  return text.some(isWild);
}

function isWild(piece: Text[number] | undefined): boolean {
  return piece?.kind === 'wild';
}

/** New bytes under the old names: everything that was known of the old digest no longer holds for what stands there. */
export function rewrite(machine: Machine, found: readonly Found[], how: string, ctx: ApplyContext): readonly Found[] {
  return found.map((f) => {
    const batch = machine.newBatch('transformed', how, ctx.at, [f.item]);
    const item = machine.writeNew(f.path, batch);
    machine.trace.edge(`file:${f.item.batch}`, `file:${batch.id}`, 'transforms', `${how} rewrites ${f.path.include.map(show).join(', ')}`, ctx.at);
    return { item, path: f.path, content: undefined, certain: f.certain };
  });
}

export function applyCopies(machine: Machine, effect: Of<'copies'>, ctx: ApplyContext): void {
  const target = machine.paths([effect.to], ctx.cwd, { glob: false });
  const from = machine.paths(effect.link === 'symbolic' ? effect.from.map((one) => linkTarget(machine, one, effect, target, ctx)) : effect.from, ctx.cwd, {
    glob: ctx.glob,
  });
  const over = overwritten(machine, effect, target, ctx);
  for (const pattern of from.include) {
    const one = nameSet([pattern], from.exclude);
    const changed = otherThan(over, over.length === 0 ? [] : machine.find(one, ctx.at));
    if (changed.length > 0) {
      rewrite(machine, changed, effect.move === true ? 'mv' : 'cp', ctx);
      if (effect.move === true) machine.files.remove(one);
      continue;
    }
    const wildcard = pattern.some((p) => p.kind === 'wild');
    const found = machine.find(one, ctx.at);
    const below = wildcard ? [] : entriesBelow(machine, pattern, found.length > 0 && !machine.isFolderName(pattern));
    const intoFolder =
      effect.toFolder === true ||
      effect.from.length > 1 ||
      wildcard ||
      endsWithSlash(effect.to) ||
      isDot(effect.to) ||
      isKnownFolder(machine, target) ||
      found.some((f) => f.path.include.some((t) => t.some((p) => p.kind === 'wild')));
    // A path that names nothing known but has files below it is a folder: copy those, not the name.
    const files = below.length > 0 ? found.filter((f) => machine.trace.batches.get(f.item.batch)?.kind !== 'opaque') : found;
    for (const f of patternsFirst(files)) {
      const to = intoFolder ? joinBelow(target, baseNames(f.path)) : target;
      const renamed = !intoFolder && keyOf(last(f.path)) !== keyOf(last(to));
      if (effect.link !== undefined || effect.move === true) machine.files.unlink(to);
      machine.files.write(to, f.item, { renamed, content: f.content });
      if (effect.link !== undefined) machine.files.link(f.path, to);
    }
    for (const e of patternsFirst(below)) {
      const to = nameSet(
        e.path.include.flatMap((path) =>
          target.include.map((t) => relocate(path, pattern, t, intoFolder && !effect.from.every((x) => endsWithSlash(x) || isDot(x)))),
        ),
      );
      machine.files.write(to, e.item, { renamed: e.entry.renamed, content: e.entry.content });
    }
    if (effect.move === true) machine.files.remove(one);
  }
}

/** What a symbolic link names is found from the link's own folder; a path that is only there from the working folder was meant so. */
function linkTarget(machine: Machine, named: Text, effect: Of<'copies'>, link: NameSet, ctx: ApplyContext): Text {
  const folder = effect.toFolder === true || endsWithSlash(effect.to) || isDot(effect.to) || isKnownFolder(machine, link) ? effect.to : dirname(effect.to);
  if (named[0]?.kind !== 'lit' || named[0].text.startsWith('/') || folder.length === 0 || isDot(folder)) return named;
  const beside = concat(folder, endsWithSlash(folder) ? [] : lit('/'), named);
  const paths = machine.paths([beside], ctx.cwd, { glob: false });
  const isThere = machine.files.read(paths).entries.length > 0 || paths.include.every((path) => machine.trace.input.files.has(literalOf(path) ?? ''));
  return isThere ? beside : named;
}

function last(set: NameSet): Text {
  return basename(set.include[0] ?? []);
}

function endsWithSlash(text: Text): boolean {
  const piece = text.at(-1);
  return piece?.kind === 'lit' && piece.text.endsWith('/');
}

function isDot(text: Text): boolean {
  const value = literalOf(text);
  return value === '.' || value === './' || value === '';
}

/** True when something is known to be below the path: it is a folder. */
function isKnownFolder(machine: Machine, path: NameSet): boolean {
  const only = path.include[0];
  if (only === undefined) return false;
  const name = literalOf(only);
  if (name === '' || (name !== undefined && machine.trace.input.files.hasFolder(name))) return true;
  if (machine.folders.has(keyOf(only))) return true;
  // A name that a loop or a search gives may be a folder's.
  const isWritten = only.at(-1)?.kind === 'lit';
  return entriesBelow(machine, only, isWritten && !machine.isFolderName(only)).length > 0;
}

/** What is below a path. Below a file's name nothing is, although a pattern that says "in any folder" could name something there. */
function entriesBelow(machine: Machine, path: Text, isFile: boolean): Reading['entries'] {
  const { entries } = machine.files.read(nameSet([concat(path, lit('/'), [{ kind: 'wild', glob: '**' }])]));
  return isFile ? entries.filter((e) => e.entry.path.include.some((one) => relative(one, path) !== undefined)) : entries;
}

function joinBelow(folder: NameSet, names: NameSet): NameSet {
  return nameSet(
    folder.include.flatMap((f) => names.include.map((n) => (f.length === 0 ? n : concat(f, lit('/'), n)))),
    names.exclude.flatMap((n) => folder.include.map((f) => (f.length === 0 ? n : concat(f, lit('/'), n)))),
  );
}

/** Moves a path from below `root` to below `to`; `keep` keeps the root's own name as a folder. */
export function relocate(path: Text, root: Text, to: Text, keep: boolean): Text {
  const rest = relative(path, root) ?? basename(path);
  const name = keep ? basename(root) : [];
  const parts = [to, name, rest].filter((p) => p.length > 0);
  return concat(...parts.flatMap((p, i) => (i === 0 ? [p] : [lit('/'), p])));
}

/** The part of `path` below `root`, or undefined when it is not structurally below it. */
export function relative(path: Text, root: Text): Text | undefined {
  if (root.length === 0) return path;
  let i = 0;
  for (; i < root.length; i++) {
    const r = root[i]!;
    const p = path[i];
    if (p === undefined) return undefined;
    if (i === root.length - 1 && r.kind === 'lit' && p.kind === 'lit') {
      if (!p.text.startsWith(r.text)) return undefined;
      const rest = p.text.slice(r.text.length);
      if (rest === '' && path.length === i + 1) return [];
      if (!rest.startsWith('/')) return rest === '' && path.length > i + 1 ? undefined : undefined;
      return concat(lit(rest.slice(1)), path.slice(i + 1));
    }
    if (keyOf([r]) !== keyOf([p])) return undefined;
  }
  const next = path[i];
  if (next === undefined) return [];
  if (next.kind !== 'lit' || !next.text.startsWith('/')) return undefined;
  return concat(lit(next.text.slice(1)), path.slice(i + 1));
}

export function applyRemoves(machine: Machine, effect: Of<'removes'>, ctx: ApplyContext): void {
  const paths = machine.paths(effect.paths, ctx.cwd, { glob: ctx.glob });
  machine.files.remove(paths);
  machine.files.remove(nameSet(paths.include.map((p) => concat(p, lit('/'), [{ kind: 'wild', glob: '**' }]))));
}

/** A file whose text is known: what it carries (a checksum list, a digest) follows from its text. */
export function writeFile(machine: Machine, path: Text, content: Text, append: boolean, ctx: ApplyContext): void {
  const paths = machine.paths([path], ctx.cwd, { glob: false });
  const before = append ? machine.files.read(paths).entries.filter((e) => e.certain) : [];
  const carried = [
    ...hashesIn(machine.trace, content, { path: paths, swallowed: ctx.weak.some((w) => w.kind === 'swallowed') }),
    ...documentsIn(machine.trace, content),
  ];
  const whole = before.length > 0 && before[0]!.entry.content !== undefined ? concat(before[0]!.entry.content, lit('\n'), content) : content;
  const batch = machine.newBatch(carried.length > 0 ? 'evidence' : 'built', ctx.by, ctx.at, [], whole);
  for (const e of before) {
    const records = machine.trace.carriedBy(e.item.batch);
    machine.spend(records.length >> 4);
    for (const record of records) machine.trace.carry(record, batch.id);
  }
  for (const evidence of carried) machine.trace.carry(append ? evidence : ofLastRound(machine, evidence, [path]), batch.id);
  machine.writeNew(paths, batch, whole);
}

/** Whether a file was written after a point in the order of effects. */
export function wasWritten(machine: Machine, path: Text, cwd: Text, after: number): boolean {
  const newest = machine.files.read(nameSet([resolvePath(cwd, path)])).entries[0];
  return newest?.certain === true && (machine.trace.batches.get(newest.item.batch)?.order ?? -1) > after;
}

/**
 * The text of the checksum list that a path taken from a release tool's JSON names: a query for type `Checksum` in the
 * list of what it made.
 */
function listedChecksums(machine: Machine, path: Text): Text | undefined {
  const only = path.length === 1 && path[0]!.kind === 'hole' ? path[0]! : undefined;
  if (only === undefined || !/checksum/i.test(`${only.id} ${only.label}`)) return undefined;
  const lists = machine.trace.meaningsOf(path).flatMap((m) => (m.kind === 'made-list' ? m.lists : []));
  if (lists.length === 0) return undefined;
  const id = `checksums-in:${only.id}`;
  for (const evidence of lists) machine.trace.mean(id, { kind: 'hashes', evidence });
  return [{ kind: 'hole', id, label: 'the checksum list', from: [] }];
}

/** Notes that a value stands for the text of a file, as far as that is known. */
export function sharesFile(machine: Machine, path: Text, handle: Text, ctx: ApplyContext): void {
  const text = readText(machine, path, ctx.cwd);
  if (text === undefined) return;
  for (const piece of handle) if (piece.kind === 'hole') machine.trace.mean(piece.id, { kind: 'file-text', text });
}

/** The text of the files at a path, joined, when all of it is known; evidence in it stays traceable either way. */
export function readText(machine: Machine, path: Text, cwd: Text): Text | undefined {
  const listed = listedChecksums(machine, path);
  if (listed !== undefined) return listed;
  const paths = machine.paths([path], cwd, { glob: false });
  const entries = machine.files.read(paths).entries;
  // Of a pattern's files every one has to be known, and each to be taken whole.
  if (hasWild(path) && !entries.every((e) => e.certain && e.item.atMost !== true)) return undefined;
  const parts: Text[] = [];
  for (const e of entries.toReversed()) {
    if (e.entry.content !== undefined) {
      parts.push(e.entry.content);
      continue;
    }
    const carried = machine.trace.carriedBy(e.item.batch);
    machine.spend(carried.length >> 4);
    if (carried.length === 0) return undefined;
    for (const record of carried) {
      const id = `text-of:${record.id}`;
      machine.trace.mean(id, record.kind === 'hash' ? { kind: 'hashes', evidence: record } : { kind: 'carrier', evidence: record });
      parts.push(derive('text', [{ kind: 'hole', id, label: record.id, from: [] }]));
    }
  }
  if (parts.length > 0) return concat(...parts.flatMap((p, i) => (i === 0 ? [p] : [lit('\n'), p])));
  const name = paths.include.length === 1 ? literalOf(paths.include[0]!) : undefined;
  if (name === undefined) return undefined;
  const read = machine.trace.input.files.read(name);
  return read.kind === 'text' && read.text.length < 200_000 ? lit(read.text.replace(/\n$/, '')) : undefined;
}
