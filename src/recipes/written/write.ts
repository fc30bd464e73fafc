import { publicEvidence, type Candidate, type Controls } from '../../controls/index.ts';
import type { Traced } from '../../lineage/index.ts';
import type { Unit } from '../../surfaces/index.ts';
import { cosignAttestation, cosignBlob, cosignBlobAttestation, cosignImage } from './cosign.ts';
import { ghAttestation } from './github.ts';
import type { CheckedControl, Recipe, Written } from './model.ts';
import { checksums, npmSignatures, pypiAttestation, slsaVerifier } from './others.ts';
import { settings } from './shell-name.ts';
import { ownForm } from './sealwright.ts';
import { subjectOf, type Subject } from './subject.ts';

const controls: readonly CheckedControl[] = ['signature', 'provenance', 'sbom', 'hashes'];

/**
 * Writes the recipes of a unit: for each control that its answer says is there, the commands that check each of its
 * mechanisms with the exact identity, or why there is none. A cell that is absent or unknown gets no recipe.
 */
export function writeRecipes(unit: Unit, answer: Controls, traced: Traced): readonly Recipe[] {
  const { trace } = traced;
  const subject = subjectOf(trace, unit, settings);
  return controls.flatMap((control): readonly Recipe[] => {
    const { status } = answer[control];
    if (status !== 'present' && status !== 'partial') return [];
    const recipes: Recipe[] = [];
    for (const candidate of distinct(publicEvidence(trace, unit, control))) {
      const at = candidate.record.origin.at;
      const written = 'why' in subject ? subject : write(control, candidate, subject, unit, traced);
      if (written === undefined) continue;
      if ('why' in written) {
        recipes.push({ kind: 'unwritten', control, why: written.why, at });
        continue;
      }
      const own = control === 'hashes' || 'why' in subject ? undefined : ownForm(written, candidate, subject, traced);
      recipes.push({
        kind: 'written',
        control,
        ...written,
        lines: stopping(written.lines),
        ...(own === undefined ? {} : { own: { ...own, lines: stopping(own.lines) } }),
        at,
      });
    }
    return recipes;
  });
}

/** Several commands stop at the first that fails: nothing is checked after a check that did not pass. */
function stopping(lines: readonly string[]): readonly string[] {
  const commands = lines.filter((line, i) => !/^[A-Z][A-Z_]*=/.test(line) && lines[i - 1]?.endsWith('\\') !== true);
  return commands.length < 2 ? lines : ['(', 'set -e', ...lines, ')'];
}

/** One for each mechanism and way: the others say the same of other files. */
function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((c) => {
    const key = [c.record.kind, c.record.mechanism, c.record.predicate, c.record.predicateType, c.record.origin.workflow, c.via === undefined].join('\0');
    return !seen.has(key) && seen.add(key);
  });
}

/** Undefined for what has nothing to check: an SBOM file is read, and checked as any other file of the release. */
function write(control: CheckedControl, candidate: Candidate, subject: Subject, unit: Unit, traced: Traced): Written | undefined {
  const { record } = candidate;
  if (record.kind === 'sbom') return undefined;
  if (record.kind === 'hash') return unit.image === undefined ? checksums(traced, candidate, subject) : undefined;
  switch (record.mechanism) {
    case 'cosign-keyless':
    case 'cosign-key':
      if (subject.variable === 'IMAGE')
        return record.kind === 'attestation' ? cosignAttestation(traced, candidate, subject) : cosignImage(traced, candidate, subject);
      return record.kind === 'attestation' ? cosignBlobAttestation(traced, candidate, subject) : cosignBlob(traced, candidate, subject);
    case 'sigstore':
      return cosignBlob(traced, candidate, subject);
    case 'github-attestation':
      return ghAttestation(traced, candidate, subject);
    case 'slsa-github-generator':
      return slsaVerifier(traced, candidate, subject);
    case 'pep740':
      return control === 'signature' || control === 'provenance' ? pypiAttestation(traced, subject) : undefined;
    case 'npm-provenance':
      return npmSignatures(subject);
    case 'buildkit':
      return { why: 'BuildKit signs nothing: its provenance can be read, not checked' };
    default:
      return { why: `the key that ${record.mechanism ?? record.tool} signs with is not told by any file, and a check needs it` };
  }
}
