import { hash } from 'node:crypto';
import { limits } from '../../base/index.ts';
import { parsed, reason, refused, type Parsed, type Reason } from '../../trust/reason/index.ts';
import type { Reply } from '../asking/index.ts';
import { isTag, parseManifest } from '../oci/index.ts';
import { errorCodes, notTaken, saidOtherwise } from './answers.ts';
import type { PushTarget } from './target.ts';

/** A manifest that a registry took and showed again. */
export interface PushedManifest {
  readonly digest: string;
  readonly size: number;
  readonly mediaType: string;
  /** The digest of the subject that the registry says it lists the manifest under. */
  readonly listedUnder: string | undefined;
}

/**
 * Pushes a manifest by its digest. What it names must be there. May be run again at any time. Source: distribution-spec,
 * "Pushing Manifests", "Pushing Manifests with Subject".
 */
export async function pushManifest(
  target: PushTarget,
  { bytes, mediaType }: { readonly bytes: Uint8Array; readonly mediaType: string },
): Promise<Parsed<PushedManifest>> {
  const digest = `sha256:${hash('sha256', bytes)}`;
  const manifest = parseManifest(bytes, digest, mediaType);
  if (manifest.kind === 'refused') return manifest;
  if (bytes.length > limits.maxManifestBytes)
    return refused('SERVICE_TOO_MUCH', `a manifest of ${bytes.length} bytes, where registries take ${limits.maxManifestBytes}`);
  const sent = await send(target, { bytes, mediaType, name: digest, resend: 'harmless' });
  if (sent.kind === 'refused') return sent;
  const shown = await shownAgain(target, { digest });
  return shown === undefined
    ? parsed({ digest, size: bytes.length, mediaType, listedUnder: sent.value.header('oci-subject') ?? undefined })
    : { kind: 'refused', reason: shown };
}

/**
 * Gives a manifest that is there a tag. A tag that stands for another one stays where it is, unless it is asked to be moved.
 * Takes the bytes again, which are what the registry is to have under the tag.
 */
export async function pushTag(
  target: PushTarget,
  { bytes, mediaType, tag, existing }: { readonly bytes: Uint8Array; readonly mediaType: string; readonly tag: string; readonly existing: 'kept' | 'moved' },
): Promise<Parsed<{ readonly how: 'was-there' | 'made' | 'moved' }>> {
  if (!isTag(tag)) return refused('SUBJECT_MALFORMED', 'what is to be a tag is none');
  const digest = `sha256:${hash('sha256', bytes)}`;
  const before = await target.reading().manifest({ tag });
  if (before.kind === 'refused') return before;
  if (before.kind === 'parsed' && before.value.digest === digest) return parsed({ how: 'was-there' });
  if (before.kind === 'parsed' && existing === 'kept')
    return refused('SERVICE_FAILED', `${target.show({ tag })} stands for ${before.value.digest}, and is not moved unless that is asked for`);
  const sent = await send(target, { bytes, mediaType, name: tag, resend: 'harmless' });
  if (sent.kind === 'refused') return sent;
  const shown = await shownAgain(target, { tag, digest });
  return shown === undefined ? parsed({ how: before.kind === 'parsed' ? 'moved' : 'made' }) : { kind: 'refused', reason: shown };
}

export interface ManifestToSend {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** A digest or a tag. */
  readonly name: string;
  readonly resend?: 'harmless';
  /** What must hold for it to be taken, where the registry knows of such. Source: RFC 9110 section 13.1. */
  readonly condition?: { readonly 'if-match': string } | { readonly 'if-none-match': '*' } | undefined;
}

/**
 * Sends a manifest; `changed` where the condition did not hold. A registry to which another brings the same contents at this
 * moment may say that it does not know them: that is asked again.
 */
export async function send(
  target: PushTarget,
  manifest: ManifestToSend,
): Promise<Parsed<{ readonly how: 'taken' | 'changed'; readonly header: (name: string) => string | null }>> {
  const { bytes, name, condition } = manifest;
  for (let attempt = 1; ; attempt++) {
    const reply = await sendOnce(target, manifest);
    if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
    if (reply.status === 412 && condition !== undefined) return parsed({ how: 'changed', header: reply.header });
    // Some registries say that they took it with another status of success.
    if ([200, 201, 202].includes(reply.status)) {
      const other = saidOtherwise('a manifest that it took', `sha256:${hash('sha256', bytes)}`, target.at.registry, reply);
      return other === undefined ? parsed({ how: 'taken', header: reply.header }) : { kind: 'refused', reason: other };
    }
    const refusal: Parsed<never> = { kind: 'refused', reason: notTaken(`the manifest ${name}`, target.at.registry, reply) };
    if (attempt >= limits.maxAttempts || !errorCodes(reply.bytes).includes('MANIFEST_BLOB_UNKNOWN')) return refusal;
    if ((await target.asker.pause(limits.firstPauseMs * 2 ** (attempt - 1))) === 'spent') return refusal;
  }
}

async function sendOnce(target: PushTarget, { bytes, mediaType, name, resend, condition }: ManifestToSend): Promise<Reply> {
  return await target.endpoint.ask(`manifests/${name}`, {
    method: 'PUT',
    headers: { 'content-type': mediaType, ...condition },
    body: bytes,
    ...(resend === undefined ? {} : { resend }),
    maxBytes: limits.maxTokenBytes,
    redirects: 'none',
  });
}

/** Whether the registry gives the manifest back, which some do a moment later. Gives why not. */
async function shownAgain(target: PushTarget, { tag, digest }: { readonly tag?: string; readonly digest: string }): Promise<Reason | undefined> {
  let why: Reason | undefined;
  for (let attempt = 1; attempt <= limits.maxAttempts; attempt++) {
    const found = await target.reading().manifest(tag === undefined ? { digest } : { tag });
    if (found.kind === 'refused') return found.reason;
    if (found.kind === 'parsed' && found.value.digest === digest) return undefined;
    const shown = found.kind === 'missing' ? 'does not show it' : `shows ${found.value.digest} in its place`;
    why = reason('SERVICE_FAILED', `${target.at.registry} took ${target.show({ tag, digest })} and ${shown}`);
    if (attempt < limits.maxAttempts && (await target.asker.pause(limits.firstPauseMs * 2 ** (attempt - 1))) === 'spent') break;
  }
  return why;
}
