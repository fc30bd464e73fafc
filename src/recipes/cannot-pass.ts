import type { Controls } from '../controls/index.ts';
import type { NamedThing, VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import { keylessEvidence } from './asked-of-run.ts';
import { expectsAnother } from './expected-signer.ts';
import { signatureOfAnother } from './of-another-file.ts';
import { mayIntersect, nameSet, lit, textOfEach } from '../values/index.ts';

/** Why a command that names the right thing fails on it all the same: it asks for another kind of evidence than is made. */
export function cannotPass(command: VerifyCommand, controls: Controls, traced: Traced): string | undefined {
  const another = expectsAnother(command, traced) ?? signatureOfAnother(command, traced);
  if (another !== undefined) return another;
  if (command.tool === 'cosign' && !command.subcommand.includes('attestation') && (command.flags.has('--key') || command.flags.has('--sk'))) {
    const { how } = controls.signature;
    // No key made a keyless signature, whatever the file holds.
    if (how.includes('cosign keyless') && !how.includes('cosign, ')) return 'the signature is keyless, and the command asks for a key';
  }
  // What a person signs by hand is no evidence that was read: only where a workflow is known to sign this very thing.
  if (isPerson(command) && controls.signature.status === 'present' && /keyless|sigstore/.test(controls.signature.how) && keylessEvidence(traced) !== undefined)
    return 'the command asks for a person’s identity, and a workflow signs';
  const ofBlob = command.tool === 'cosign' ? ofBlobAlone(command, controls) : undefined;
  if (ofBlob !== undefined) return ofBlob;
  const untyped = command.tool === 'sealwright' ? typeNotMade(command, controls) : undefined;
  if (untyped !== undefined) return untyped;
  const asked = command.tool === 'gh' ? command.flags.get('--predicate-type')?.at(-1) : undefined;
  if (asked === undefined || !asked.startsWith('https://')) return undefined;
  if (/^https:\/\/(?:spdx\.dev|cyclonedx\.org)\//.test(asked))
    return controls.sbom.status === 'unknown' || controls.sbom.how.includes('attested') ? undefined : `no SBOM is attested, and the command asks for ${asked}`;
  if (asked.startsWith('https://slsa.dev/provenance/'))
    return controls.provenance.status === 'absent' || (asked.endsWith('/v0.2') && controls.provenance.how === 'GitHub attestation')
      ? `${controls.provenance.status === 'absent' ? 'no provenance is made' : 'provenance is made as https://slsa.dev/provenance/v1'}, and the command asks for ${asked}`
      : undefined;
  return attestsNone(asked, controls, traced) ? `nothing of this type is attested, and the command asks for ${asked}` : undefined;
}

/** A type of evidence that `sealwright verify --type` asks for, and that nothing here makes. */
function typeNotMade(command: VerifyCommand, { signature, sbom, provenance }: Controls): string | undefined {
  const attests = (format: string): boolean => sbom.status === 'unknown' || (sbom.how.includes('attested') && sbom.how.includes(format));
  const made: Readonly<Record<string, boolean>> = {
    signature: signature.status !== 'absent' && signature.how !== 'attestation only',
    provenance: provenance.status !== 'absent',
    spdx: attests('SPDX'),
    cyclonedx: attests('CycloneDX'),
    sbom: attests(''),
  };
  const lacking = command.flags.get('--type')?.find((type) => made[type] === false);
  return lacking === undefined ? undefined : `nothing of the type ${lacking} is made, and the command asks for it`;
}

function isPerson({ identity }: VerifyCommand): boolean {
  return identity?.kind === 'exact' && /^[^\s@/<>{}$]+@[\w-]+(?:\.[\w-]+)+$/.test(identity.value);
}

/** Why a file carries the other kind: a certificate where a key signs, or an attestation where a signature alone is made. */
function ofBlobAlone(command: VerifyCommand, { signature, provenance, sbom }: Controls): string | undefined {
  const isKeyed = command.flags.has('--key') || command.flags.has('--sk');
  if (command.subcommand === 'verify-blob' && !isKeyed && signature.status === 'present' && /^cosign, (?:KMS )?key\b/.test(signature.how))
    return 'a key signs, and the command asks for an identity';
  const attested = [signature, provenance, sbom].some((e) => e.status === 'unknown' || /attest|slsa/i.test(e.how));
  return command.subcommand === 'verify-blob-attestation' && !attested ? 'nothing is attested, and the command asks for an attestation' : undefined;
}

/** Whether no statement of a type of its own can be the one asked for; a release's statement is the host's own work. */
function attestsNone(asked: string, controls: Controls, traced: Traced): boolean {
  const { trace } = traced;
  if (asked.startsWith('https://in-toto.io/attestation/release/') || controls.signature.status === 'unknown' || controls.provenance.status === 'unknown')
    return false;
  if (!/^[\w:/.-]+$/.test(asked) || trace.opaque.some((o) => o.places.includes('attestations'))) return false;
  const ofOwn = trace.evidence.filter((e) => e.kind === 'attestation' && e.signed && !/^(?:slsa|sbom)-/.test(e.predicate ?? ''));
  return !ofOwn.some((e) => e.predicateType === undefined || e.predicateType === asked || !/^[\w:/.-]+$/.test(e.predicateType));
}

/** A list or provenance file that the reader is told to use and that no release holds. Where a name is not known, it could be that one. */
export function neverPublished(thing: Pick<NamedThing, 'patterns' | 'isAnything'>, traced: Traced): boolean {
  if (thing.isAnything) return false;
  const assets = traced.trace.publishes.filter((p) => p.sink.kind === 'release' || p.sink.kind === 'bucket');
  if (assets.length === 0 || assets.some((p) => p.unresolved !== undefined)) return false;
  const shown = assets.flatMap((p) => p.shown.flatMap((one) => one.split(', ')));
  if (shown.some((name) => /[*{}…]/.test(name))) return false;
  return !shown.some((name) => thing.patterns.some((p) => mayIntersect(textOfEach(p), nameSet([lit(name.slice(name.lastIndexOf('/') + 1))]))));
}
