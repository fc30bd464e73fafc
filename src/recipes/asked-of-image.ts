import { candidatesFor, type Controls } from '../controls/index.ts';
import type { VerifyCommand } from '../documents/index.ts';
import type { EvidenceRecord, Traced } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';

/** What a command needs to find at an image or a chart of a registry. */
type Asked = 'signature' | 'attestation' | 'attestation-at-registry' | 'attestation-at-host';

/** Whether an image or chart carries nothing at all of the kind that a command could read: neither a signature nor what is attested. */
export function carriesNothing(unit: Unit, controls: Controls, command: VerifyCommand, traced: Traced): boolean {
  return askedBy(command) !== undefined && !isOpen(controls) && !isSigned(controls) && attested(unit, traced).length === 0;
}

/**
 * Why a command fails on an image or chart that carries something: it asks for a signature where only an attestation is,
 * for an attestation where only a signature is, for another type of it, for one that is kept elsewhere, or for a certificate
 * where a key signed.
 */
export function asksOtherThanImageHas(unit: Unit, controls: Controls, command: VerifyCommand, traced: Traced): string | undefined {
  const asked = askedBy(command);
  if (unit.place !== 'registry' || asked === undefined) return undefined;
  const isKeyed = command.flags.has('--key') || command.flags.has('--sk');
  const { how } = controls.signature;
  if (command.flags.get('--attachment')?.at(-1) === 'sbom') return 'the command asks for a signature of an attached SBOM, and the image is signed';
  if (asked === 'signature') {
    if (controls.signature.status === 'unknown') return undefined;
    if (!isSigned(controls)) return 'no signature is made, and the command asks for one';
    if (command.tool === 'cosign' && !isKeyed && /^cosign, (?:KMS )?key(?:, index)?$/.test(how)) return 'a key signs, and the command asks for an identity';
    return undefined;
  }
  if (isOpen(controls)) return undefined;
  const all = attested(unit, traced);
  if (all.length === 0) return 'nothing is attested, and the command asks for an attestation';
  const here = all.filter((e) => asked === 'attestation' || (asked === 'attestation-at-host' ? isAtHost(e) : e.attachedTo !== 'github-attestations'));
  if (here.length === 0)
    return asked === 'attestation-at-host'
      ? 'what is attested is kept in the registry, and the command asks GitHub for it'
      : 'what is attested is kept by the host, and the command looks for it in the registry';
  const type = command.tool === 'cosign' ? command.flags.get('--type')?.at(-1) : undefined;
  const predicate = type === undefined ? undefined : predicateOfType(type);
  const ofType = predicate === undefined ? here : here.filter((e) => e.predicate === undefined || e.predicate === predicate);
  if (ofType.length === 0) return `nothing of the type ${type!} is attested`;
  if (command.tool === 'cosign' && isKeyed && ofType.every((e) => e.keyless)) return 'the attestation is keyless, and the command asks for a key';
  if (command.tool === 'cosign' && !isKeyed && ofType.every((e) => !e.keyless && e.key !== undefined))
    return 'a key attests, and the command asks for an identity';
  return undefined;
}

/** The host keeps what its own action attests, wherever else that is pushed. */
function isAtHost({ attachedTo, mechanism }: EvidenceRecord): boolean {
  return attachedTo === 'github-attestations' || mechanism === 'github-attestation' || mechanism === undefined;
}

function askedBy(command: VerifyCommand): Asked | undefined {
  if (command.tool === 'cosign') {
    if (command.subcommand === 'verify') return 'signature';
    return command.subcommand === 'verify-attestation' ? 'attestation-at-registry' : undefined;
  }
  if (command.tool === 'notation') return 'signature';
  if (command.tool === 'gh' && command.subcommand === 'attestation verify') {
    if (command.flags.has('--bundle-from-oci')) return 'attestation-at-registry';
    return command.flags.has('--bundle') ? 'attestation' : 'attestation-at-host';
  }
  if (command.tool === 'sealwright') {
    const types = command.flags.get('--type') ?? [];
    if (types.includes('signature')) return 'signature';
    return types.length > 0 ? 'attestation' : undefined;
  }
  return command.tool === 'slsa-verifier' && command.subcommand === 'verify-image' ? 'attestation' : undefined;
}

/** `cosign verify-attestation --type`: its short names (sigstore/cosign, pkg/cosign/attestation); an address is not looked up. */
function predicateOfType(type: string): EvidenceRecord['predicate'] {
  if (/^slsaprovenance(?:02|1)?$/.test(type)) return 'slsa-provenance';
  if (/^spdx(?:json)?$/.test(type)) return 'sbom-spdx';
  if (type === 'cyclonedx') return 'sbom-cyclonedx';
  return type === 'vuln' ? 'vuln' : undefined;
}

function attested(unit: Unit, traced: Traced): readonly EvidenceRecord[] {
  return candidatesFor(traced.trace, unit, (e) => e.kind === 'attestation' && e.signed)
    .filter((c) => c.record.cannotWork === undefined && c.cover !== 'none')
    .map((c) => c.record);
}

/** A signature apart from an attestation; what signs only something inside of it is none of its own. */
function isSigned(controls: Controls): boolean {
  const { status, how } = controls.signature;
  return status === 'present' || (status === 'partial' && !/attestation only|attested list|inside$/.test(how));
}

/** Where it is not known what signs or attests, it could be what the command reads. */
function isOpen(controls: Controls): boolean {
  return controls.signature.status === 'unknown' || controls.provenance.status === 'unknown' || controls.sbom.status === 'unknown';
}
