import type { Span } from '../base/index.ts';
import type { Controls, Evidence } from '../controls/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { SurfaceInfo } from '../surfaces/index.ts';
import type { Statement } from './model.ts';
import { levelOf } from './slsa-level.ts';

/** A surface with what was found of its evidence. */
export interface JudgedThing {
  readonly info: SurfaceInfo;
  readonly controls: Controls;
}

/** What a statement is held against. */
export interface Held {
  readonly surfaces: readonly JudgedThing[];
  readonly evidenceFiles: readonly { readonly what: string; readonly is: string; readonly signed: string; readonly at: Span }[];
  readonly traced: Traced;
  /** Whether documents show a key, so that somebody may sign by hand. */
  readonly hasKeys: boolean;
}

/** What one surface says to a statement. */
export interface Answer {
  readonly is: 'yes' | 'no' | 'open';
  readonly why: string;
  readonly evidence: Evidence | undefined;
}

/** The control that answers for a kind of claim. */
export function controlOf(kind: Statement['kind']): 'signature' | 'sbom' | 'hashes' | 'provenance' {
  switch (kind) {
    case 'sbom':
      return 'sbom';
    case 'hashes':
      return 'hashes';
    case 'provenance':
    case 'slsa-level':
      return 'provenance';
    default:
      return 'signature';
  }
}

/** Whether one surface has what a statement says: `open` where that is not known, or holds by half. */
export function answerOf(statement: Statement, { info, controls }: JudgedThing, held: Held): Answer {
  const evidence = controls[controlOf(statement.kind)];
  if (statement.level !== undefined) {
    const reached = levelOf(evidence, held.traced);
    if (reached === undefined) return { is: 'open', why: evidence.reason ?? 'which level its provenance reaches is not told by the files', evidence };
    const is = reached.level >= statement.level ? 'yes' : 'no';
    // A badge stands for the project, and what a workflow publishes for those who call it may not be its own.
    if (is === 'no' && statement.badge !== undefined && isForCallers(info, held.traced))
      return { is: 'open', why: 'a workflow that others can call publishes it', evidence };
    if (is === 'yes' && !isSure(evidence)) return { is: 'open', why: `${evidence.how}, by a step that may fail without stopping the release`, evidence };
    return { is, why: is === 'yes' ? reached.because : `level ${reached.level}: ${reached.because}`, evidence };
  }
  const base = ofEvidence(evidence, controls, statement);
  if (statement.kind === 'every-asset' && base.is !== 'yes') {
    const attested = ofEvidence(controls.provenance, controls, { ...statement, kind: 'provenance' });
    return attested.is === 'no' ? base : attested;
  }
  if (base.is !== 'no' || !statement.subject.isWhole || info.kind !== 'release-asset') return base;
  // A release has an SBOM when one lies beside its files, whatever that says of each of them.
  const beside = held.evidenceFiles.find(
    (one) =>
      one.is === { sbom: 'SBOM', hashes: 'checksum list', signed: 'signature', keyless: 'signature', provenance: 'attestation' }[statement.kind as string],
  );
  return beside === undefined
    ? base
    : { is: statement.kind === 'sbom' || statement.kind === 'hashes' ? 'yes' : 'open', why: `the release carries ${beside.what}`, evidence };
}

function ofEvidence(evidence: Evidence, controls: Controls, statement: Statement): Answer {
  const told = (is: Answer['is'], why: string): Answer => ({ is, why, evidence });
  switch (evidence.status) {
    case 'unknown':
      return told('open', evidence.reason ?? 'not known');
    case 'not-applicable':
      return told('open', 'it does not apply');
    case 'absent':
      return told('no', evidence.reason ?? `no ${words[controlOf(statement.kind)]}`);
    case 'partial': {
      const isAttested = evidence.how === 'attestation only' && controls.provenance.status === 'present';
      if (isAttested && statement.named !== undefined && !controls.provenance.how.includes('cosign'))
        return told('open', `its attestation is signed (${controls.provenance.how}), and not by cosign`);
      if (isAttested && statement.by !== 'key')
        return told(isSure(controls.provenance) ? 'yes' : 'open', `its attestation is signed (${controls.provenance.how})`);
      if (evidence.because.some((one) => one.role === 'misses') && statement.subject.isEvery && !evidence.how.startsWith('unsigned'))
        return told('no', evidence.reason ?? 'of some only');
      return told('open', evidence.reason ?? evidence.how);
    }
    case 'present':
      if (!isSure(evidence)) return told('open', `${evidence.how}, by a step that may fail without stopping the release`);
      if (statement.by === 'keyless' && /^(?:GPG|minisign|signify|SSH key|openssl, key|cosign, (?:KMS )?key)$/.test(evidence.how))
        return told('no', `it is signed with ${evidence.how}`);
      if (statement.by === 'key' && /keyless|sigstore|GitHub attestation/.test(evidence.how)) return told('open', `it is signed with ${evidence.how}`);
      if (lacksNamed(evidence, statement)) return told('open', `what is made is ${evidence.how}`);
      return told('yes', evidence.how);
  }
}

/** Whether another tool or format made it than the sentence names; a format that the answer does not tell may be the one. */
function lacksNamed({ how }: Evidence, { kind, named = [] }: Statement): boolean {
  if (kind === 'sbom') return /SPDX|CycloneDX/.test(how) && named.some((format) => !how.includes(format));
  return (kind === 'signed' || kind === 'keyless') && named.some((tool) => !how.includes(tool));
}

/** Whether nothing lets the release go on without it. */
function isSure({ strength }: Evidence): boolean {
  return strength !== 'best-effort' && strength !== null;
}

const words = { signature: 'signature', sbom: 'SBOM', hashes: 'published checksum', provenance: 'provenance' } as const;

function isForCallers(info: SurfaceInfo, { workflows }: Traced): boolean {
  return workflows.get(info.publishedBy.workflow)?.triggers.some((one) => one.event === 'workflow_call') === true;
}
