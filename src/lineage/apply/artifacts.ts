import type { Effect } from '../../catalog/index.ts';
import {
  basename,
  concat,
  dirname,
  includes,
  lit,
  mayIntersect,
  nameSet,
  parseGlob,
  sameText,
  show,
  textOfEach,
  type NameSet,
  type Text,
} from '../../values/index.ts';
import type { Found, Machine } from '../machine.ts';
import { literalFolder } from '../names.ts';
import { patternsFirst, Place } from '../place.ts';
import { itemOf, type Artifact } from '../trace-state.ts';
import type { ApplyContext } from './context.ts';
import { relative } from './files.ts';

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

export function applyUploads(machine: Machine, effect: Of<'uploads-artifact'>, ctx: ApplyContext): void {
  const paths = machine.paths(effect.paths, ctx.cwd, { glob: true, exclude: effect.exclude });
  const place = new Place();
  const id = machine.trace.nextId('a');
  const root = commonRoot(paths.include.map((p) => rootOfPattern(machine, p)));
  const all = taken(machine, machine.find(paths, ctx.at, { recursive: true }), paths, effect.sparesHidden === true);
  if (effect.replaces === true) dropArtifacts(machine, effect.name);
  const folders = new Set(all.flatMap((found) => found.path.include.flatMap((path) => literalFolder(path) ?? [])));
  machine.trace.transits.push({
    way: 'leaves',
    artifact: id,
    batches: new Set(all.map((found) => found.item.batch)),
    folders: [...folders],
    origin: machine.origin(ctx.at),
  });
  for (const found of patternsFirst(all)) {
    const inside = nameSet(
      found.path.include.map((p) => (effect.single === true ? basename(p) : (relative(p, root) ?? basename(p)))),
      found.path.exclude.map((p) => relative(p, root) ?? basename(p)),
    );
    place.write(inside, found.item, { content: found.content, renamed: false });
    machine.trace.edge(`file:${found.item.batch}`, `artifact:${id}`, 'transports', `uploaded as ${show(effect.name)}`, ctx.at);
    for (const evidence of machine.trace.carriedBy(found.item.batch)) evidence.consumed = true;
  }
  const artifact: Artifact = { name: effect.name, place, id, jobKey: machine.jobKey };
  machine.run.artifacts.push(artifact);
  if (effect.artifactId !== undefined)
    for (const p of effect.artifactId) if (p.kind === 'hole') machine.trace.mean(p.id, { kind: 'artifact', run: machine.run.record.id, name: effect.name });
  if (effect.artifactDigest !== undefined && effect.single !== true)
    for (const p of effect.artifactDigest) if (p.kind === 'hole') machine.trace.mean(p.id, { kind: 'artifact-digest' });
}

/** What is uploaded of what was found: files and folders whose names begin with a dot are passed over where the action does so. */
function taken(machine: Machine, found: readonly Found[], paths: NameSet, sparesHidden: boolean): readonly Found[] {
  if (!sparesHidden) return found;
  const roots = paths.include.map((p) => rootOfPattern(machine, p));
  // The folders above the one that is searched may be called as they like.
  const isHidden = (path: Text): boolean => {
    const inside = roots.flatMap((root) => (root.length === 0 ? [path] : (relative(path, root) ?? []).length === 0 ? [] : [relative(path, root)!]));
    return (
      inside.length > 0 && inside.every((part) => part.some((piece, i) => piece.kind === 'lit' && (i === 0 ? /(?:^|\/)\.[^./]/ : /\/\.[^./]/).test(piece.text)))
    );
  };
  return found.flatMap((f) => {
    const include = f.path.include.filter((path) => !isHidden(path));
    return include.length === f.path.include.length ? [f] : include.length === 0 ? [] : [{ ...f, path: nameSet(include, f.path.exclude) }];
  });
}

function dropArtifacts(machine: Machine, name: Text): void {
  const kept = machine.run.artifacts.filter((a) => !sameText(a.name, name));
  machine.run.artifacts.splice(0, machine.run.artifacts.length, ...kept);
}

/** Where the least common ancestor of an uploaded pattern starts: the folder before its first wildcard, or the folder itself. */
function rootOfPattern(machine: Machine, pattern: Text): Text {
  const at = pattern.findIndex((p) => p.kind === 'wild');
  if (at !== -1) {
    const head = concat(pattern.slice(0, at));
    const folder = head.length === 0 ? head : dirname(concat(head, lit('x')));
    return isDot(folder) ? [] : folder;
  }
  if (isFolder(machine, pattern)) return pattern;
  const folder = dirname(pattern);
  return isDot(folder) ? [] : folder;
}

function isDot(text: Text): boolean {
  return text.length === 1 && text[0]!.kind === 'lit' && text[0]!.text === '.';
}

function isFolder(machine: Machine, path: Text): boolean {
  if (path.length === 0) return true;
  const reading = machine.files.read(nameSet([path])).entries;
  if (reading.some((e) => e.certain)) return false;
  if (machine.files.read(nameSet([concat(path, lit('/'), [{ kind: 'wild', glob: '**' }])])).entries.length > 0) return true;
  return machine.isFolderName(path);
}

function commonRoot(roots: readonly Text[]): Text {
  const first = roots[0];
  if (first === undefined) return [];
  let root: Text = first;
  for (const other of roots.slice(1)) {
    for (let i = 0; i < 64 && root.length > 0 && !sameText(root, other) && relative(other, root) === undefined; i++) {
      const up = dirname(root);
      root = isDot(up) ? [] : up;
    }
  }
  return root;
}

/** What made files that were taken from another run. */
export const artifactOfAnotherRun = 'an artifact of another run';

export function applyDownloads(machine: Machine, effect: Of<'downloads-artifact'>, ctx: ApplyContext): void {
  const to = machine.paths([effect.to], ctx.cwd, { glob: false }).include[0] ?? [];
  if (effect.otherRun === true) {
    external(machine, to, artifactOfAnotherRun, ctx);
    return;
  }
  machine.trace.lookAround();
  const asked = effect.name === undefined ? undefined : textOfEach(effect.name);
  const pattern: NameSet | undefined = effect.pattern === undefined ? undefined : nameSet(parseGlob(effect.pattern));
  const ids =
    effect.ids === undefined
      ? undefined
      : machine.trace.meaningsOf(effect.ids).flatMap((m) => (m.kind === 'artifact' && m.run === machine.run.record.id ? [m.name] : []));
  const named = effect.name;
  const exact = named === undefined ? [] : machine.run.artifacts.filter((a) => sameText(named, a.name));
  const matched =
    exact.length > 0
      ? exact
      : machine.run.artifacts.filter((a) => {
          const name = textOfEach(a.name);
          if (ids !== undefined && ids.length > 0) return ids.some((n) => sameText(n, a.name));
          if (asked !== undefined) return mayIntersect(asked, name);
          if (pattern !== undefined) return includes(pattern, name) !== false || mayIntersect(pattern, name);
          return true;
        });
  if (matched.length === 0) {
    external(machine, to, `artifact ${effect.name === undefined ? 'of this run' : show(effect.name)}`, ctx);
    return;
  }
  const together = matched.length > 1 ? machine.trace.nextId('d') : undefined;
  const flat = effect.merge || effect.name !== undefined || ids !== undefined;
  for (const artifact of matched) {
    const batches = new Set(artifact.place.entries.map((entry) => entry.item.batch));
    machine.trace.transits.push({ way: 'arrives', artifact: artifact.id, batches, folders: [], origin: machine.origin(ctx.at) });
    machine.cutIfForgotten(artifact.place, ctx.at);
    for (const entry of artifact.place.entries) {
      const folder = flat ? [to] : [to, artifact.name];
      const under = (p: Text): Text => {
        const parts = [...folder, p].filter((x) => x.length > 0);
        return concat(...parts.flatMap((x, i) => (i === 0 ? [x] : [lit('/'), x])));
      };
      machine.files.write(nameSet(entry.path.include.map(under), entry.path.exclude.map(under)), entry.item, {
        content: entry.content,
        renamed: entry.renamed,
        together,
      });
      machine.trace.edge(`artifact:${artifact.id}`, `file:${entry.item.batch}`, 'transports', `downloaded from ${show(artifact.name)}`, ctx.at);
    }
  }
}

/** Files that come from somewhere that was not traced: one batch of unknown names. */
export function external(machine: Machine, to: Text, by: string, ctx: ApplyContext): void {
  const batch = machine.newBatch('external', by, ctx.at);
  const path = to.length === 0 ? [{ kind: 'wild' as const, glob: '**' }] : concat(to, lit('/'), [{ kind: 'wild', glob: '**' }]);
  machine.files.write(nameSet([path]), itemOf(batch, nameSet([[{ kind: 'wild', glob: '*' }]])));
}

export function applyDownloadsRelease(machine: Machine, effect: Of<'downloads-release'>, ctx: ApplyContext): void {
  const to = machine.paths([effect.to], ctx.cwd, { glob: false }).include[0] ?? [];
  const own = effect.repository === undefined || effect.repository.length === 0 || isOwnRepository(machine, effect.repository);
  if (own) machine.trace.readBack.push(machine.origin(ctx.at));
  const patterns = effect.patterns.length === 0 ? nameSet([[{ kind: 'wild', glob: '*' }]]) : nameSet(effect.patterns.flatMap((p) => parseGlob(p)));
  const { tag } = effect;
  const releases = own
    ? [...machine.trace.releaseAssets.values()].filter((one) => tag === undefined || tag.length === 0 || mayIntersect(nameSet([tag]), nameSet([one.tag])))
    : [];
  for (const release of releases) machine.cutIfForgotten(release.place, ctx.at);
  const found = releases.flatMap((release) => release.place.read(patterns, { named: true }).entries);
  const together = found.length > 1 ? machine.trace.nextId('d') : undefined;
  if (found.length === 0) {
    external(machine, to, own ? 'the release' : `a release of ${show(effect.repository ?? [])}`, ctx);
    return;
  }
  for (const e of patternsFirst(found)) {
    const under = (p: Text): Text => (to.length === 0 ? p : concat(to, lit('/'), p));
    machine.files.write(nameSet(e.path.include.map(under), e.path.exclude.map(under)), e.item, { together });
  }
}

function isOwnRepository(machine: Machine, repository: Text): boolean {
  return sameText(repository, machine.ownRepository) || repository.some((p) => p.kind === 'hole' && p.id === 'github.repository');
}
