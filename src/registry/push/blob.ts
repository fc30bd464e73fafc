import { hash } from 'node:crypto';
import type { BodyPieces } from '../../base/index.ts';
import { parsed, reason, type Parsed } from '../../trust/reason/index.ts';
import type { PushTarget } from './target.ts';
import { isThere } from './there.ts';
import { opened, upload } from './upload.ts';

/** Contents to push: their digest, their size, and their bytes as often as they are asked for. */
export interface Blob extends BodyPieces {
  readonly digest: string;
}

/** How a registry came to have a content. */
export interface PushedBlob {
  readonly digest: string;
  readonly how: 'was-there' | 'mounted' | 'uploaded';
}

/** Bytes in memory as contents to push. */
export function blobOf(bytes: Uint8Array): Blob {
  return { digest: `sha256:${hash('sha256', bytes)}`, size: bytes.length, read: () => [bytes] };
}

/**
 * Pushes contents: nothing is sent that the registry has, or can take over from another repository. Takes the target and the
 * contents; gives how it came by them, once it shows them with their size. May be run again at any time. Source:
 * distribution-spec, "Pushing blobs", "Mounting a blob from another repository".
 */
export async function pushBlob(target: PushTarget, blob: Blob): Promise<Parsed<PushedBlob>> {
  const { digest } = blob;
  const before = await isThere(target, blob);
  if (before === 'there') return parsed({ digest, how: 'was-there' });
  if (before !== 'missing') return { kind: 'refused', reason: before };
  const started = await mounted(target, digest);
  if (started.kind === 'refused') return started;
  if (started.value.how === 'opened') {
    const sent = await upload(target, blob, started.value.at);
    if (sent !== undefined) return { kind: 'refused', reason: sent };
  }
  const after = await isThere(target, blob);
  if (after === 'there') return parsed({ digest, how: started.value.how === 'opened' ? 'uploaded' : 'mounted' });
  const why = after === 'missing' ? reason('SERVICE_FAILED', `${target.at.registry} says that it took ${digest}, and does not have it`) : after;
  return { kind: 'refused', reason: why };
}

/**
 * Pushes contents and reads them back, before anything names them: a registry may say that it has what it has not. Takes
 * small contents alone. Source: distribution-spec, "Pulling blobs".
 */
export async function pushAndRead(target: PushTarget, blob: Blob, mediaType: string): Promise<Parsed<PushedBlob>> {
  const of = { mediaType, digest: blob.digest, size: blob.size, artifactType: undefined, annotations: new Map<string, string>(), platform: undefined };
  const pushed = await pushBlob(target, blob);
  if (pushed.kind === 'refused') return pushed;
  const first = await target.reading().content(of, blob.size);
  if (first.kind === 'parsed') return pushed;
  if (first.kind === 'refused' && first.reason.code !== 'SERVICE_MISMATCH') return first;
  // It said that it was there: it is sent all the same.
  const sent = await upload(target, blob);
  if (sent !== undefined) return { kind: 'refused', reason: sent };
  const again = await target.reading().content(of, blob.size);
  if (again.kind === 'refused') return again;
  if (again.kind === 'parsed') return parsed({ digest: blob.digest, how: 'uploaded' });
  return { kind: 'refused', reason: reason('SERVICE_FAILED', `${target.at.registry} says that it took ${blob.digest}, and does not show it`) };
}

/** Takes contents over from one of the other repositories, or opens an upload for them. */
async function mounted(
  target: PushTarget,
  digest: string,
): Promise<Parsed<{ readonly how: 'mounted' } | { readonly how: 'opened'; readonly at: URL | undefined }>> {
  for (const from of target.alsoFrom) {
    const path = `blobs/uploads/?mount=${digest}&from=${encodeURIComponent(from)}`;
    const reply = await target.endpoint.ask(path, { method: 'POST', maxBytes: 64 * 1024, redirects: 'none', resend: 'harmless' });
    if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
    if (reply.status === 201) return parsed({ how: 'mounted' });
    // What cannot be taken over is to be sent, and that is begun with it.
    const at = reply.status === 202 ? opened(reply) : undefined;
    if (at?.kind === 'parsed') return parsed({ how: 'opened', at: at.value.at });
  }
  return parsed({ how: 'opened', at: undefined });
}
