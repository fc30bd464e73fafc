import type { Span } from '../base/index.ts';
import type { Evidence } from '../controls/index.ts';
import { filesSigned, type ManualStep } from '../documents/index.ts';
import { namesMeet } from '../recipes/index.ts';
import type { Unit } from '../surfaces/index.ts';
import type { Text } from '../values/index.ts';
import type { HandTool } from './manual-tools.ts';

/** A step of a written release in which a person signs a file that is published. */
export interface HandSignature {
  readonly tool: string;
  readonly command: string;
  readonly at: Span;
  readonly files: readonly (readonly Text[])[];
}

/** The steps in which a document about releases tells a person to sign files. */
export function handSignatures(steps: readonly ManualStep[]): readonly HandSignature[] {
  return steps.flatMap((step) => {
    const files = filesSigned(step);
    return files.length === 0 ? [] : [{ tool: step.tool === 'gpg2' ? 'gpg' : step.tool, command: step.command, at: step.span, files }];
  });
}

/** Where no workflow signs a file and a document tells a person to, that is half an answer: nothing checks that it is done. */
export function withHandSignature(unit: Unit, signature: Evidence, steps: readonly HandSignature[]): Evidence {
  if ((unit.place !== 'release' && unit.place !== 'bucket') || unit.names.length === 0) return signature;
  const isAttestedOnly = signature.status === 'partial' && signature.how === 'attestation only';
  // An attempt that cannot work is told as such.
  if (!isAttestedOnly && (signature.status !== 'absent' || signature.strength !== null)) return signature;
  const mine = steps.filter((step) => unit.names.every((name) => step.files.some((patterns) => namesMeet(name, patterns))));
  const first = mine[0];
  if (first === undefined) return signature;
  const told = `${first.at.file} tells the person who releases to sign with ${first.tool}; no workflow does it or checks it`;
  const because = [...signature.because, ...mine.slice(0, 4).map((step) => ({ span: step.at, what: step.command, role: 'covers' as const }))];
  if (isAttestedOnly)
    return { ...signature, how: `${signature.how}, ${first.tool} by hand`, reason: `no signature of a workflow apart from the attestation; ${told}`, because };
  return { ...signature, status: 'partial', strength: 'best-effort', how: `${first.tool} by hand`, binds: 'digest', attachedTo: null, reason: told, because };
}

/** What a person publishes with a tool that signs by its configuration has half an answer too: the key is the person's. */
export function withToolSignature(signature: Evidence, signs: HandTool['signs']): Evidence {
  if (signs === undefined || signature.status !== 'absent' || signature.strength !== null) return signature;
  return {
    ...signature,
    status: 'partial',
    strength: 'best-effort',
    how: `${signs.mechanism} by hand`,
    binds: 'digest',
    attachedTo: 'index',
    reason: 'the build signs with a key of the person who publishes; no workflow does it or checks it',
    because: [...signature.because, { span: signs.at, what: 'signs what is published', role: 'covers' as const }],
  };
}
