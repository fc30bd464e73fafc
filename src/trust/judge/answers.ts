import { reason, type Reason } from '../reason/index.ts';
import { evidenceName } from '../policy/index.ts';
import type { BundleFacts } from '../verify/index.ts';
import type { Wanted } from './demand.ts';
import { kindOf, type PieceKind } from './kind.ts';

/** What a piece of each kind is called in a sentence. */
export const kindWords: Readonly<Record<PieceKind, string>> = {
  signature: 'a signature',
  provenance: 'provenance',
  spdx: 'an SPDX SBOM',
  cyclonedx: 'a CycloneDX SBOM',
  publish: 'a publish attestation',
  membership: 'a release attestation',
  summary: 'a verification summary',
  other: 'a statement of another type',
};

/** Why a verified piece does not answer what is wanted; undefined where it does. */
export function whyNoAnswer({ content }: Pick<BundleFacts, 'content'>, wanted: Wanted): Reason | undefined {
  const kind = kindOf(content);
  const predicateType = content.kind === 'statement' ? content.statement.predicateType : undefined;
  if (typeof wanted === 'object') {
    if (predicateType !== wanted.predicateType) return otherKind(kind, predicateType, wanted);
  } else if (wanted === 'any') {
    if (kind === 'membership') {
      return reason('MEMBERSHIP_ONLY', `the release attestation says that the file is part of a release, not who built it`, {
        hint: `ask for provenance: --type provenance; or for the membership alone: --type ${predicateType ?? ''}`,
      });
    }
    if (kind === 'other' || kind === 'summary') {
      return reason('PREDICATE_UNKNOWN', `a statement of type ${show(predicateType)} is signed, and whether that is enough is not known`, {
        hint: `--type ${predicateType ?? 'PREDICATE-URI'}, if such a statement is what you want`,
      });
    }
  } else if (kind !== kindWanted(wanted) && !(wanted === 'sbom' && (kind === 'spdx' || kind === 'cyclonedx'))) return otherKind(kind, predicateType, wanted);
  return content.kind === 'statement' ? whyNotItsType(kind, content.statement.predicate) : undefined;
}

function kindWanted(wanted: Exclude<Wanted, object>): string {
  return wanted === 'vsa' ? 'summary' : wanted;
}

function otherKind(kind: PieceKind, predicateType: string | undefined, wanted: Exclude<Wanted, 'any'>): Reason {
  const said = kind === 'other' ? `a statement of type ${show(predicateType)}` : kindWords[kind];
  return reason('EVIDENCE_OTHER_KIND', `this is ${said}, expected ${wantedWords(wanted)}`);
}

/** What is wanted, in a sentence. */
export function wantedWords(wanted: Wanted): string {
  if (typeof wanted === 'object') return `a statement of type ${show(evidenceName(wanted))}`;
  if (wanted === 'sbom') return 'an SBOM';
  if (wanted === 'vsa') return kindWords.summary;
  return wanted === 'any' ? 'a signature or attestation' : kindWords[wanted];
}

/** Whether a predicate is what its type says, as far as a stranger relies on it. */
function whyNotItsType(kind: PieceKind, predicate: unknown): Reason | undefined {
  switch (kind) {
    case 'spdx':
      // SPDX 2.3 clause 6.1 (`spdxVersion`), or SPDX 3.0.1 JSON-LD (`@graph`); cosign wraps documents that are no JSON as text.
      return isSpdx(predicate) || /^\s*SPDXVersion: SPDX-/m.test(textOf(predicate) ?? '')
        ? undefined
        : reason('PREDICATE_MISMATCH', 'the type says SPDX, and the predicate is no SPDX document');
    case 'cyclonedx':
      // ECMA-424 clause on `bomFormat`; the XML form is wrapped as text.
      return fieldOf(predicate, 'bomFormat') === 'CycloneDX' || textOf(predicate)?.includes('cyclonedx.org/schema/bom') === true
        ? undefined
        : reason('PREDICATE_MISMATCH', 'the type says CycloneDX, and the predicate is no CycloneDX document');
    case 'summary':
      // slsa.dev verification_summary/v1: `verificationResult`.
      return fieldOf(predicate, 'verificationResult') === 'PASSED'
        ? undefined
        : reason('SUMMARY_NOT_PASSED', `the verification summary says ${show(String(fieldOf(predicate, 'verificationResult')))}, expected "PASSED"`);
    default:
      return undefined;
  }
}

function isSpdx(predicate: unknown): boolean {
  const version = fieldOf(predicate, 'spdxVersion');
  const graph = fieldOf(predicate, '@graph');
  return (typeof version === 'string' && version.startsWith('SPDX-')) || (Array.isArray(graph) && graph.length > 0);
}

/** A document that cosign wrapped: a string, or an object with the string as `Data`. */
function textOf(predicate: unknown): string | undefined {
  const text = typeof predicate === 'string' ? predicate : fieldOf(predicate, 'Data');
  return typeof text === 'string' ? text : undefined;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

function show(text: string | undefined): string {
  return JSON.stringify((text ?? 'none').slice(0, 200));
}
