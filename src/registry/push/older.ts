import type { JsonObject } from '../../trust/json/index.ts';
import { parsed, type Parsed } from '../../trust/reason/index.ts';
import { objectField, textField } from '../asking/index.ts';
import { imageTypes } from '../oci/index.ts';
import { blobOf, pushAndRead } from './blob.ts';
import { addToList } from './shared-tag.ts';
import type { PushTarget } from './target.ts';

/** A signature or attestation as cosign 1 and 2 keep it: a layer of an image under a tag made of the subject's digest. */
export interface OlderEvidence {
  readonly kind: 'signature' | 'attestation';
  /** The payload that was signed, or the envelope. */
  readonly bytes: Uint8Array;
  /** Signature, certificate, log entry and timestamp. */
  readonly annotations: Readonly<Record<string, string>>;
}

const forms = {
  signature: { suffix: 'sig', mediaType: 'application/vnd.dev.cosign.simplesigning.v1+json' },
  attestation: { suffix: 'att', mediaType: 'application/vnd.dsse.envelope.v1+json' },
} as const;

const manifestType = imageTypes[0] ?? '';
const configType = 'application/vnd.oci.image.config.v1+json';
const signatureKey = 'dev.cosignproject.cosign/signature';

/**
 * Adds a signature or an attestation to those that stand under the tag of cosign 1 and 2, of which none is lost. Gives the
 * tag. Source: sigstore/cosign `specs/SIGNATURE_SPEC.md`, `specs/ATTESTATION_SPEC.md`.
 */
export async function attachOlder(target: PushTarget, subject: string, { kind, bytes, annotations }: OlderEvidence): Promise<Parsed<{ readonly tag: string }>> {
  const { suffix, mediaType } = forms[kind];
  const tag = `${subject.replace(':', '-')}.${suffix}`;
  const blob = blobOf(bytes);
  const pushed = await pushAndRead(target, blob, mediaType);
  if (pushed.kind === 'refused') return pushed;
  const added = await addToList(
    target,
    {
      tag,
      mediaType: manifestType,
      member: 'layers',
      fresh: { schemaVersion: 2, mediaType: manifestType },
      isOne: (manifest) => manifest.kind === 'image' && manifest.digest !== subject,
      // One payload may be signed by many, each in a layer of its own with the same bytes.
      keyOf: (one) => `${textField(one, 'digest') ?? ''} ${textField(objectField(one, 'annotations') ?? {}, signatureKey) ?? ''}`,
      says: () => true,
      write: (members, entries) => withConfig(target, members, entries),
    },
    { mediaType, digest: blob.digest, size: blob.size, annotations },
  );
  return added.kind === 'refused' ? added : parsed({ tag });
}

/** Readers of images expect a configuration that names each layer by what it unpacks to, which here is itself. */
async function withConfig(target: PushTarget, members: JsonObject, layers: readonly JsonObject[]): Promise<Parsed<JsonObject>> {
  const config = blobOf(
    new TextEncoder().encode(
      JSON.stringify({
        architecture: '',
        os: '',
        created: '0001-01-01T00:00:00Z',
        config: {},
        history: layers.map(() => ({ created: '0001-01-01T00:00:00Z' })),
        rootfs: { type: 'layers', diff_ids: layers.map((one) => textField(one, 'digest') ?? '') },
      }),
    ),
  );
  const pushed = await pushAndRead(target, config, configType);
  return pushed.kind === 'refused' ? pushed : parsed({ ...members, config: { mediaType: configType, digest: config.digest, size: config.size }, layers });
}
