import { wholeFile, type GitFacts, type Span } from '../base/index.ts';
import { detectTagSignature, type Evidence, type ManualTag } from '../controls/index.ts';
import type { TagRecord, Traced } from '../lineage/index.ts';
import { tagUnit, type Unit } from '../surfaces/index.ts';
import { lit, mayIntersect, nameSet, originsOf, show, type Text } from '../values/index.ts';
import { configuredReleases } from './configured-releases.ts';
import type { Documents } from './read-documents.ts';
import { scriptedTags } from './scripted-tags.ts';

/** Whether releases or modules of this repository are keyed by tags. */
function isTagged(traced: Traced, units: readonly Unit[], git: GitFacts): boolean {
  if (git.tags.length > 0 || units.some((u) => u.kind !== 'site')) return true;
  const files = traced.trace.input.files;
  if (traced.trace.tags.length > 0 || traced.trace.releases.length > 0 || tagTrigger(traced) !== undefined) return true;
  return manifests.some((f) => files.has(f)) || files.folder('').some((name) => /\.(gemspec|cabal|nimble|rockspec|podspec|slnx?|csproj)$/.test(name));
}

const manifests = [
  'go.mod',
  'Cargo.toml',
  'package.json',
  'pyproject.toml',
  'setup.py',
  'composer.json',
  'Package.swift',
  'mix.exs',
  'CMakeLists.txt',
  'configure.ac',
  'meson.build',
  'pubspec.yaml',
  'dune-project',
  'rebar.config',
  'pom.xml',
  'build.gradle',
  'build.gradle.kts',
];

/** The tags, but those pushed under a name that is not known in a run that made others before: these are what it pushes. */
function namedTags(tags: readonly TagRecord[]): readonly TagRecord[] {
  const isOpen = (t: TagRecord): boolean => t.pushed && t.name.length === 1 && t.name[0]!.kind === 'hole';
  return tags.filter((t) => !isOpen(t) || !tags.some((made) => !made.pushed && made.origin.run === t.origin.run && made.name.length > 1));
}

/** Where a workflow waits for tags. */
function tagTrigger(traced: Traced): Span | undefined {
  for (const list of traced.scenarios.values()) for (const s of list) if (s.id === 'push:tag' && s.refPatterns.length > 0) return s.trigger.span;
  return undefined;
}

/** Whether a workflow starts when somebody pushes a tag or publishes a release. */
function awaitsTags(traced: Traced): boolean {
  return [...traced.scenarios.values()].some((list) => list.some((s) => s.id === 'push:tag' || s.event === 'release'));
}

/** Whether a tag may be one that a pattern is for; `{package}@{version}` is not for a word of its own, although a package could be called so. */
function fitsPattern(tag: TagRecord, pattern: string): boolean {
  if (tag.name.length > 1 && tag.name[0]!.kind === 'hole' && /^[A-Za-z]{3,}[^@/]*$/.test(pattern)) return false;
  if (isMovedAlong(tag.name) && !moving.test(pattern)) return false;
  const glob = pattern.split(/[*+?]+|\[[^\]]*\]/).flatMap((part, i): Text => (i === 0 ? lit(part) : [{ kind: 'wild', glob: '**' }, ...lit(part)]));
  return mayIntersect(nameSet([tag.name]), nameSet([glob]));
}

const moving = /(?:^|[-._/])(?:latest|nightly|snapshot|edge|canary|tip|head|continuous|dev)$/i;

/** Whether a tag is called after a branch and moved along with it: `v1.x-latest` is no release of that name. */
function isMovedAlong(name: Text): boolean {
  const last = name.at(-1);
  return name.length > 1 && last?.kind === 'lit' && moving.test(last.text) && originsOf(name).some((id) => /^branch\b/.test(id));
}

/** More names than these say less. */
const maxTagNames = 4;

/**
 * The tags as one surface: those that workflows wait for and those that they make. Tags that a workflow waits for, none
 * of which a workflow makes where others are made, are pushed by people: a surface of their own.
 */
export function tagUnits(traced: Traced, units: readonly Unit[], documents: Documents, git: GitFacts): readonly Unit[] {
  if (!isTagged(traced, units, git)) return [];
  const { trace } = traced;
  const awaited = new Set<string>();
  for (const s of [...traced.scenarios.values()].flat()) if (s.refKind === 'tag') for (const p of s.refPatterns) if (!p.startsWith('!')) awaited.add(p);
  const patterns = [...awaited];
  const made = trace.tags.find((t) => t.pushed);
  // Tags that start workflows need not be those that a release makes: `tool@1.2.0` beside `docker*`.
  const later = trace.tags.some((t) => t.pushed && t.name.length === 1 && t.name[0]!.kind === 'hole');
  const others = new Set(
    trace.tags
      .filter((t) => (t.pushed || later) && !patterns.some((p) => fitsPattern(t, p)))
      .map((t) => show(t.name))
      .filter((name) => name !== ''),
  );
  // Tags of names that are written out, none of which a workflow waits for, are all that the workflows make.
  const apart = others.size > 1 && trace.tags.every((t) => t.name.every((piece) => piece.kind === 'lit') && others.has(show(t.name)));
  const byPeople = (others.size === 1 || apart) && made !== undefined ? patterns.filter((p) => !namedTags(trace.tags).some((t) => fitsPattern(t, p))) : [];
  const names =
    patterns.length > 0
      ? [...(others.size === 1 || apart ? [...others].slice(0, maxTagNames) : []), ...patterns.filter((p) => !byPeople.includes(p))]
      : made !== undefined
        ? [...new Set(trace.tags.filter((t) => t.pushed).map((t) => show(t.name)))].slice(0, maxTagNames)
        : git.tags.slice(-1).map((t) => t.replace(/\d[\w.+-]*$/, '*'));
  const manual = documents.manualTags[0];
  const people = { workflow: '', job: '', step: manual?.command ?? '', config: manual?.at.file ?? '' };
  const around = manual?.at ?? tagTrigger(traced) ?? wholeFile(manifests.find((f) => trace.input.files.has(f)) ?? 'README.md');
  const by = made === undefined ? people : { workflow: made.origin.workflow, job: made.origin.job, step: made.origin.step, config: '' };
  const first = tagUnit(names.length > 0 ? [`git tag ${names.join(', ')}`] : ['git tag'], by, made?.origin.at ?? around);
  return byPeople.length === 0 ? [first] : [first, { ...tagUnit([`git tag ${byPeople.join(', ')}`], people, around), manual: true }];
}

/** Tags that people make: as documents tell them, else as the project's own tasks do it. */
function manualTags(traced: Traced, documents: Documents): readonly ManualTag[] {
  if (documents.manualTags.length > 0 || traced.trace.tags.some((t) => t.pushed)) return documents.manualTags;
  const { files } = traced.trace.input;
  const scripted = scriptedTags(files);
  if (scripted.length > 0) return scripted;
  const configured = configuredReleases(files).tags;
  return configured.length > 0 ? configured : documents.toolTags;
}

/** Where a run that a pushed tag starts verifies that tag. */
function tagCheck(traced: Traced): Span | undefined {
  return traced.trace.evidence.find(
    (e) => e.kind === 'verification' && e.tool.endsWith(' verify-tag') && e.cannotWork === undefined && e.origin.scenario === 'push:tag',
  )?.origin.at;
}

/** Whether the tags are signed. */
export function answerTags(traced: Traced, documents: Documents): Evidence {
  return detectTagSignature(traced.trace.tags, manualTags(traced, documents), tagCheck(traced), awaitsTags(traced));
}

/** Whether the tags are signed that people push, where workflows make others. */
export function answerPushedTags(traced: Traced, documents: Documents): Evidence {
  return detectTagSignature([], documents.manualTags, tagCheck(traced), true);
}
