import type { Controls } from '../controls/index.ts';
import type { NamedThing, VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import { expectsAnother } from './expected-signer.ts';
import { mayIntersect, nameSet, lit, textOfEach } from '../values/index.ts';

/** Why a command that names the right thing fails on it all the same: it asks for another kind of evidence than is made. */
export function cannotPass(command: VerifyCommand, controls: Controls, traced: Traced): string | undefined {
  const another = expectsAnother(command, traced);
  if (another !== undefined) return another;
  if (command.tool === 'cosign' && !command.subcommand.includes('attestation') && (command.flags.has('--key') || command.flags.has('--sk'))) {
    const { how } = controls.signature;
    // No key made a keyless signature, whatever the file holds.
    if (how.includes('cosign keyless') && !how.includes('cosign, ')) return 'the signature is keyless, and the command asks for a key';
  }
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
