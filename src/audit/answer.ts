import { wholeFile, type GitFacts } from '../base/index.ts';
import {
  detectHashes,
  detectProvenance,
  detectSbom,
  detectSignature,
  loweredByCuts,
  loweredByWithdrawals,
  notApplicable,
  nothing,
  toldOf,
  withTold,
  type Controls,
  type Evidence,
} from '../controls/index.ts';
import type { Traced } from '../lineage/index.ts';
import { detectRecipe, keysAlone } from '../recipes/index.ts';
import { actionUnit, findUnits, manualUnit, type EvidenceAsset, type Unit } from '../surfaces/index.ts';
import type { Answered } from './branch-pushes.ts';
import { fetchedReleases } from './fetched-releases.ts';
import { pipelinePaths } from './other-ci.ts';
import { otherReleases } from './other-ci-releases.ts';
import { packageNames } from './package-names.ts';
import { isNamed } from './readable-name.ts';
import type { Documents } from './read-documents.ts';
import { isToldCache } from './told-caches.ts';
import { withHandSignature, withToolSignature } from './signed-by-hand.ts';
import { answerPushedTags, answerTags, tagUnits } from './tags.ts';
import { unrunSignings, withUnrunSigning } from './unrun-signing.ts';

export interface AllUnits {
  readonly units: readonly Unit[];
  readonly evidenceAssets: readonly EvidenceAsset[];
}

/** Units that workflows publish, those that documents tell people to publish, the tags, and the action itself. */
export function findAllUnits(traced: Traced, documents: Documents, git: GitFacts): AllUnits {
  const { trace } = traced;
  const found = findUnits(trace);
  const taken = found.units.filter((u) => isToldCache(trace.input.files, documents.read, u));
  const named = taken.map((u) =>
    u.place === 'channel' && u.names[0]?.startsWith('(') === true ? { ...u, names: [`${git.repo ?? 'this project'} ${u.names[0]}`] } : u,
  );
  const units: Unit[] = named.map((u) =>
    u.names.some(u.place === 'release' || u.place === 'bucket' ? (n) => n !== '' : isNamed) ? u : { ...u, names: packageNames(u, trace, git) },
  );
  const published = units.length;
  for (const step of documents.manualPublishes) {
    if (units.some((u, i) => u.kind === step.kind && !isAnother(u, step) && !isOther(u, step, i < published))) continue;
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
  units.push(...tagUnits(traced, units, documents, git));
  return { units: units.map((u) => withProject(u, git)), evidenceAssets: found.evidenceAssets };
}

/** Whether documents name another gem, or another bucket, than one that people publish already. */
function isAnother(unit: Unit, step: Pick<Unit, 'kind' | 'place' | 'names'>): boolean {
  return unit.manual && (step.kind === 'gem' || step.place === 'bucket') && step.names.length > 0 && !step.names.some((name) => unit.names.includes(name));
}

/** Whether what a workflow publishes is not what a person publishes: to another index, or snapshots between the releases. */
function isOther(unit: Unit, step: Pick<Unit, 'index'>, byWorkflow: boolean): boolean {
  if (unit.kind !== 'maven') return false;
  if ((unit.index === 'gradle-plugin-portal') !== (step.index === 'gradle-plugin-portal')) return true;
  const { workflow, job, step: name } = unit.publishedBy;
  return byWorkflow && /snapshot|nightly/i.test(`${workflow} ${job} ${name}`) && /^(push:branch|schedule)/.test(unit.scenario);
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

/** Asks every control of every unit. */
export function answerUnits(traced: Traced, found: AllUnits, documents: Documents): readonly Answered[] {
  const { trace } = traced;
  const tagAnswer = answerTags(traced, documents);
  const unrun = unrunSignings(trace.input.files, trace);
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
      return {
        hashes: notApplicable(),
        signature: unit.manual ? answerPushedTags(traced, documents) : tagAnswer,
        sbom: notApplicable(),
        provenance: notApplicable(),
        verifyRecipe: nothing,
      };
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
    const signs = unit.manual ? documents.manualPublishes.find((one) => one.at === unit.at && one.index === unit.index)?.signs : undefined;
    return {
      hashes: detectHashes(unit, trace),
      signature: withUnrunSigning(unit, withToolSignature(withHandSignature(unit, detectSignature(unit, trace), documents.handSignatures), signs), unrun),
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
