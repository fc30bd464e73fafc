import { wholeFile, type GitFacts, type Span } from '../base/index.ts';
import {
  detectHashes,
  detectProvenance,
  detectSbom,
  detectSignature,
  detectTagSignature,
  loweredByCuts,
  loweredByWithdrawals,
  notApplicable,
  nothing,
  toldOf,
  withTold,
  type Controls,
  type Evidence,
  type ManualTag,
} from '../controls/index.ts';
import type { TagRecord, Traced } from '../lineage/index.ts';
import { detectRecipe, keysAlone } from '../recipes/index.ts';
import { actionUnit, findUnits, manualUnit, tagUnit, type EvidenceAsset, type Unit } from '../surfaces/index.ts';
import { lit, mayIntersect, nameSet, show, type Text } from '../values/index.ts';
import type { Answered } from './branch-pushes.ts';
import { fetchedReleases } from './fetched-releases.ts';
import { pipelinePaths } from './other-ci.ts';
import { otherReleases } from './other-ci-releases.ts';
import { packageNames } from './package-names.ts';
import { isNamed } from './readable-name.ts';
import type { Documents } from './read-documents.ts';
import { scriptedTags } from './scripted-tags.ts';
import { withHandSignature } from './signed-by-hand.ts';

export interface AllUnits {
  readonly units: readonly Unit[];
  readonly evidenceAssets: readonly EvidenceAsset[];
}

/** Units that workflows publish, those that documents tell people to publish, the tags, and the action itself. */
export function findAllUnits(traced: Traced, documents: Documents, git: GitFacts): AllUnits {
  const { trace } = traced;
  const found = findUnits(trace);
  const named = found.units.map((u) =>
    u.place === 'channel' && u.names[0]?.startsWith('(') === true ? { ...u, names: [`${git.repo ?? 'this project'} ${u.names[0]}`] } : u,
  );
  const units: Unit[] = named.map((u) =>
    u.names.some(u.place === 'release' || u.place === 'bucket' ? (n) => n !== '' : isNamed) ? u : { ...u, names: packageNames(u, trace, git) },
  );
  for (const step of documents.manualPublishes) {
    if (units.some((u) => u.kind === step.kind)) continue;
    const unit = manualUnit(step, step.command, step.file, step.at);
    units.push(step.names.length > 0 ? unit : { ...unit, names: packageNames(unit, trace, git) });
  }
  for (const one of fetchedReleases(trace.input.files, traced, git)) {
    if (units.some((u) => u.place === 'release' && u.names.some((name) => one.names.includes(name)))) continue;
    units.push({ ...manualUnit(one, one.command, one.file, one.at), notes: ['by hand: a script of the checkout fetches it'] });
  }
  for (const unit of otherReleases(trace.input.files, pipelinePaths(trace.input.files))) {
    const isThere =
      unit.place === 'registry'
        ? units.some((u) => u.names.some((n) => unit.names.some((own) => isSameImage(n, own))))
        : units.some((u) => u.kind === unit.kind && u.index === unit.index);
    if (!isThere) units.push(unit.names.length > 0 ? unit : { ...unit, names: packageNames(unit, trace, git) });
  }
  const root = trace.input.files.has('action.yml') ? 'action.yml' : trace.input.files.has('action.yaml') ? 'action.yaml' : undefined;
  if (root !== undefined) units.push(actionUnit(git.owner === null ? 'this action' : `${git.owner}/${git.repo ?? ''}`, wholeFile(root)));
  if (isTagged(traced, units, git)) units.push(tags(traced, documents, git));
  return { units: units.map((u) => withProject(u, git)), evidenceAssets: found.evidenceAssets };
}

/** Files whose names were not read are at least called after the project. */
function withProject(u: Unit, git: GitFacts): Unit {
  return u.place === 'release' && git.repo !== null && u.names.length === 1 && /^files (of the release|that were not traced)$/.test(u.names[0]!)
    ? { ...u, names: [`${git.repo}: ${u.names[0]!}`] }
    : u;
}

function isSameImage(name: string, own: string): boolean {
  return name === own || name.startsWith(`${own}:`) || name.startsWith(`${own}/`);
}

/** Whether releases or modules of this repository are keyed by tags. */
function isTagged(traced: Traced, units: readonly Unit[], git: GitFacts): boolean {
  if (git.tags.length > 0 || units.some((u) => u.kind !== 'site')) return true;
  const files = traced.trace.input.files;
  if (traced.trace.tags.length > 0 || traced.trace.releases.length > 0) return true;
  return manifests.some((f) => files.has(f)) || files.folder('').some((name) => /\.(gemspec|cabal|nimble|rockspec|podspec)$/.test(name));
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
  const glob = pattern.split(/[*+?]+|\[[^\]]*\]/).flatMap((part, i): Text => (i === 0 ? lit(part) : [{ kind: 'wild', glob: '**' }, ...lit(part)]));
  return mayIntersect(nameSet([tag.name]), nameSet([glob]));
}

/** More names than these say less. */
const maxTagNames = 4;

function tags(traced: Traced, documents: Documents, git: GitFacts): Unit {
  const { trace } = traced;
  const pattern = new Set<string>();
  for (const list of traced.scenarios.values()) for (const s of list) if (s.refKind === 'tag') s.refPatterns.forEach((p) => pattern.add(p));
  const made = trace.tags.find((t) => t.pushed);
  // Tags that start workflows need not be those that a release makes: `tool@1.2.0` beside `docker*`.
  const later = trace.tags.some((t) => t.pushed && t.name.length === 1 && t.name[0]!.kind === 'hole');
  const others = new Set(
    trace.tags
      .filter((t) => (t.pushed || later) && ![...pattern].some((p) => fitsPattern(t, p)))
      .map((t) => show(t.name))
      .filter((name) => name !== ''),
  );
  const names =
    pattern.size > 0
      ? [...(others.size === 1 ? others : []), ...pattern]
      : made !== undefined
        ? [...new Set(trace.tags.filter((t) => t.pushed).map((t) => show(t.name)))].slice(0, maxTagNames)
        : git.tags.slice(-1).map((t) => t.replace(/\d[\w.+-]*$/, '*'));
  const manual = documents.manualTags[0];
  const by =
    made === undefined
      ? { workflow: '', job: '', step: manual?.command ?? '', config: manual?.at.file ?? '' }
      : { workflow: made.origin.workflow, job: made.origin.job, step: made.origin.step, config: '' };
  return tagUnit(
    names.length > 0 ? [`git tag ${names.join(', ')}`] : ['git tag'],
    by,
    made?.origin.at ?? manual?.at ?? tagTrigger(traced) ?? wholeFile(manifests.find((f) => trace.input.files.has(f)) ?? 'README.md'),
  );
}

/** Tags that people make: as documents tell them, else as the project's own tasks do it. */
function manualTags(traced: Traced, documents: Documents): readonly ManualTag[] {
  if (documents.manualTags.length > 0 || traced.trace.tags.some((t) => t.pushed)) return documents.manualTags;
  return scriptedTags(traced.trace.input.files);
}

/** Where a run that a pushed tag starts verifies that tag. */
function tagCheck(traced: Traced): Span | undefined {
  return traced.trace.evidence.find(
    (e) => e.kind === 'verification' && e.tool.endsWith(' verify-tag') && e.cannotWork === undefined && e.origin.scenario === 'push:tag',
  )?.origin.at;
}

/** Asks every control of every unit. */
export function answerUnits(traced: Traced, found: AllUnits, documents: Documents): readonly Answered[] {
  const { trace } = traced;
  const tagAnswer = detectTagSignature(trace.tags, manualTags(traced, documents), tagCheck(traced), awaitsTags(traced));
  return found.units.map((unit) => {
    const base = afterReplacing(unit, loweredByCuts(trace, unit, loweredByWithdrawals(trace, unit, answer(unit))));
    const controls = { ...base, verifyRecipe: recipe(unit, base) };
    const told = toldOf(trace, unit);
    if (told.length === 0) return { unit, controls };
    return {
      unit,
      controls: {
        hashes: withTold(controls.hashes, told),
        signature: withTold(controls.signature, told),
        sbom: withTold(controls.sbom, told),
        provenance: withTold(controls.provenance, told),
        verifyRecipe: withTold(controls.verifyRecipe, told),
      },
    };
  });

  function recipe(unit: Unit, base: Controls): Evidence {
    const shown = detectRecipe(unit, base, documents.commands, traced);
    const cut = documents.recipesCut;
    if (shown.status !== 'absent') return shown;
    const keys = keysAlone(unit, base, documents.keys);
    if (keys !== undefined || cut === undefined) return keys ?? shown;
    const at = { span: cut.at, what: cut.reason, role: 'lowers' as const };
    return { ...shown, status: 'unknown', reason: `not analysed: ${cut.reason}, ${cut.at.file}:${cut.at.line}`, because: [at] };
  }

  /** Where the evidence was for what stood at the same place before, or for what this is a changed copy of, the answer says so. */
  function afterReplacing(unit: Unit, own: Controls): Controls {
    const before = (unit.replaced ?? []).map(answer);
    const told = (id: 'signature' | 'sbom' | 'provenance', what: string): Evidence => {
      const lost = own[id].status === 'absent' && own[id].reason === null ? before.find((b) => hasEvidence(b[id]))?.[id] : undefined;
      return lost === undefined ? own[id] : { ...own[id], reason: `${what} by other bytes afterwards`, because: [...own[id].because, ...missed(lost)] };
    };
    return before.length === 0
      ? own
      : {
          ...own,
          signature: told('signature', 'what is signed is replaced'),
          sbom: told('sbom', 'what the SBOM describes is replaced'),
          provenance: told('provenance', 'what is attested is replaced'),
        };
  }

  function answer(unit: Unit): Controls {
    if (unit.place === 'tag')
      return { hashes: notApplicable(), signature: tagAnswer, sbom: notApplicable(), provenance: notApplicable(), verifyRecipe: nothing };
    if (unit.place === 'action')
      return {
        hashes: notApplicable(),
        signature: { ...tagAnswer, how: tagAnswer.how === '' ? '' : `${tagAnswer.how} (its tag)` },
        sbom: nothing,
        provenance: nothing,
        verifyRecipe: nothing,
      };
    if (unit.unread !== undefined) {
      const unknown = {
        ...nothing,
        status: 'unknown' as const,
        reason: unit.unread,
        because: [{ span: unit.at, what: 'publishes in a way that was not read', role: 'publishes' as const }],
      };
      // What the place itself gives, and what does not apply to it, holds however it is published.
      const sure = (evidence: Evidence): Evidence => (evidence.status === 'not-applicable' || evidence.strength === 'inherited' ? evidence : unknown);
      return {
        hashes: sure(detectHashes(unit, trace)),
        signature: sure(detectSignature(unit, trace)),
        sbom: sure(detectSbom(unit, trace)),
        provenance: sure(detectProvenance(unit, trace)),
        verifyRecipe: nothing,
      };
    }
    return {
      hashes: detectHashes(unit, trace),
      signature: withHandSignature(unit, detectSignature(unit, trace), documents.handSignatures),
      sbom: detectSbom(unit, trace),
      provenance: detectProvenance(unit, trace),
      verifyRecipe: nothing,
    };
  }
}

function hasEvidence(evidence: Evidence): boolean {
  return evidence.status === 'present' || evidence.status === 'partial';
}

/** The steps of an answer that is lost, as what does not count. */
function missed(lost: Evidence): Evidence['because'] {
  return lost.because.filter((b) => b.role === 'covers').map((b) => ({ ...b, role: 'misses' }));
}
