import { createHash } from 'node:crypto';
import { gathered, limits, SealwrightError } from '../../base/index.ts';
import { parsed, reason, refused, type Parsed, type Reason } from '../../trust/reason/index.ts';
import { hop, type Reply } from '../asking/index.ts';
import { notTaken, saidOtherwise } from './answers.ts';
import type { Blob } from './blob.ts';
import type { PushTarget } from './target.ts';
import { isThere } from './there.ts';

type Answer = Extract<Reply, { kind: 'answer' }>;

/** An upload that a registry has begun: where it goes on, and the least that a piece of it may have. */
export interface Session {
  readonly at: URL;
  readonly leastBytes: number;
}

/** What an attempt came to: done, hopeless, or worth another one. */
type Attempt =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly reason: Reason }
  | { readonly kind: 'broken'; readonly reason: Reason; readonly at: URL; readonly tooLarge?: 'one-request' };

/**
 * Sends contents to the registry: in one piece, and where that breaks, from where it broke or from the beginning, in pieces.
 * Takes an upload that is open already, if there is one; gives why it was not taken. Source: distribution-spec, "Pushing a
 * blob monolithically", "Pushing a blob in chunks".
 */
export async function upload(target: PushTarget, blob: Blob, at?: URL): Promise<Reason | undefined> {
  let session: Session | undefined = at === undefined ? undefined : { at, leastBytes: 0 };
  let isInPieces = false;
  for (let attempt = 1; ; attempt++) {
    if (session === undefined) {
      const begun = await begin(target);
      if (begun.kind === 'refused') return begun.reason;
      session = begun.value;
    }
    let said: Attempt = isInPieces ? await inPieces(target, blob, { ...session, from: 0 }) : await whole(target, blob, session.at);
    // Some registries take no pieces, and some no large requests: what breaks twice in one way is tried in the other.
    isInPieces ||= attempt >= 2 || (said.kind === 'broken' && said.tooLarge !== undefined);
    if (said.kind === 'broken') {
      const kept = await progress(target, said.at);
      if (kept !== undefined && kept.from > 0 && kept.from < blob.size) said = await inPieces(target, blob, { ...kept, leastBytes: session.leastBytes });
    }
    if (said.kind === 'done') return undefined;
    if (said.kind === 'refused' || attempt >= limits.maxAttempts) return said.reason;
    if ((await target.asker.pause(limits.firstPauseMs * 2 ** (attempt - 1))) === 'spent') return said.reason;
    session = undefined;
    // An answer that was lost may have been that it was taken.
    if ((await isThere(target, blob)) === 'there') return undefined;
  }
}

async function begin(target: PushTarget): Promise<Parsed<Session>> {
  const reply = await target.endpoint.ask('blobs/uploads/', { method: 'POST', maxBytes: limits.maxTokenBytes, redirects: 'none', resend: 'harmless' });
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  return reply.status === 202 ? opened(reply) : { kind: 'refused', reason: notTaken('an upload', target.at.registry, reply) };
}

/** Where an upload goes on, which the registry says with each answer. */
export function opened(reply: Pick<Answer, 'header' | 'url'>): Parsed<Session> {
  const next = hop(reply.header('location'), new URL(reply.url));
  if (next.kind === 'refused') return refused('SERVICE_MALFORMED', `${new URL(reply.url).host} ${next.why} for an upload`);
  const least = reply.header('oci-chunk-min-length') ?? '';
  return parsed({ at: next.url, leastBytes: /^\d{1,10}$/.test(least) ? Number(least) : 0 });
}

/** In one request, whose body is read as fast as the registry takes it. */
async function whole(target: PushTarget, blob: Blob, at: URL): Promise<Attempt> {
  const hashed = hashing(blob);
  const isSmall = blob.size <= limits.smallBlobBytes;
  const reply = await target.endpoint.ask(closing(at, blob.digest), {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: isSmall ? gathered(hashed) : { size: blob.size, read: hashed.read },
    maxBytes: limits.maxTokenBytes,
    timeoutMs: isSmall ? limits.questionTimeoutMs : limits.uploadTimeoutMs,
    redirects: 'none',
  });
  return closed(target, blob, reply, at);
}

/** One piece after the other, from where the registry is. */
async function inPieces(target: PushTarget, blob: Blob, { at: first, leastBytes, from }: Session & { readonly from: number }): Promise<Attempt> {
  const most = Math.max(limits.uploadPieceBytes, Math.min(leastBytes, limits.maxUploadPieceBytes));
  let at = first;
  let sent = from;
  for (const piece of piecesFrom(blob, from, most)) {
    const reply = await target.endpoint.ask(at.href, {
      method: 'PATCH',
      headers: { 'content-type': 'application/octet-stream', 'content-range': `${sent}-${sent + piece.length - 1}` },
      body: piece,
      maxBytes: limits.maxTokenBytes,
      timeoutMs: limits.uploadTimeoutMs,
      redirects: 'none',
    });
    if (reply.kind === 'unanswered') return isHopeless(reply.reason) ? { kind: 'refused', reason: reply.reason } : { kind: 'broken', reason: reply.reason, at };
    if (reply.status !== 202) return worthAnother(target, 'a piece of an upload', reply, at);
    const next = opened(reply);
    if (next.kind === 'refused') return { kind: 'refused', reason: next.reason };
    sent += piece.length;
    const kept = keptUpTo(reply);
    const why = reason('SERVICE_FAILED', `${target.at.registry} kept ${kept ?? 0} bytes of an upload, where ${sent} were sent`);
    if (kept !== undefined && kept !== sent) return { kind: 'broken', reason: why, at: next.value.at };
    at = next.value.at;
  }
  const reply = await target.endpoint.ask(closing(at, blob.digest), {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(),
    maxBytes: limits.maxTokenBytes,
    timeoutMs: limits.uploadTimeoutMs,
    redirects: 'none',
  });
  return closed(target, blob, reply, at);
}

/** How much of an upload that broke the registry has; undefined where it has none, or does not say. */
async function progress(target: PushTarget, at: URL): Promise<{ readonly at: URL; readonly from: number } | undefined> {
  const reply = await target.endpoint.ask(at.href, { maxBytes: limits.maxTokenBytes, redirects: 'none' });
  if (reply.kind === 'unanswered' || reply.status !== 204) return undefined;
  const from = keptUpTo(reply);
  if (from === undefined) return undefined;
  const next = reply.header('location') === null ? undefined : opened(reply);
  return { at: next?.kind === 'parsed' ? next.value.at : at, from };
}

/** The count of bytes that a Range header says are there; `0-0` is what registries say of none. */
function keptUpTo({ header }: Pick<Answer, 'header'>): number | undefined {
  const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(header('range') ?? '')?.[1];
  return last === undefined ? undefined : last === '0' ? 0 : Number(last) + 1;
}

function closed(target: PushTarget, { digest }: Blob, reply: Reply, at: URL): Attempt {
  if (reply.kind === 'unanswered') return isHopeless(reply.reason) ? { kind: 'refused', reason: reply.reason } : { kind: 'broken', reason: reply.reason, at };
  if (reply.status !== 201) return worthAnother(target, digest, reply, at);
  const other = saidOtherwise('what it took', digest, target.at.registry, reply);
  return other === undefined ? { kind: 'done' } : { kind: 'refused', reason: other };
}

/** Whether a refusal says that this was wrong, or only that it was so this time. */
function worthAnother(target: PushTarget, what: string, reply: Answer, at: URL): Attempt {
  const why = notTaken(what, target.at.registry, reply);
  // Gone, too slow, too large for one request, out of order.
  if (reply.status === 413) return { kind: 'broken', reason: why, at, tooLarge: 'one-request' };
  return [404, 408, 416].includes(reply.status) ? { kind: 'broken', reason: why, at } : { kind: 'refused', reason: why };
}

function isHopeless(why: Reason): boolean {
  return !['SERVICE_UNREACHABLE', 'SERVICE_FAILED', 'SERVICE_LIMITED'].includes(why.code);
}

/** The address that closes an upload: what the registry wrote is left as it is. Source: distribution-spec, "Pushing a blob in chunks". */
function closing(at: URL, digest: string): string {
  const hasQuery = at.search !== '';
  return `${at.origin}${at.pathname}${hasQuery ? at.search : ''}${hasQuery ? '&' : '?'}digest=${encodeURIComponent(digest)}`;
}

/** The bytes of contents, which are held against their digest as they go by. */
function hashing(blob: Blob): { readonly read: () => Iterable<Uint8Array> } {
  return {
    *read() {
      const own = createHash(blob.digest.slice(0, blob.digest.indexOf(':')));
      let size = 0;
      for (const piece of blob.read()) {
        own.update(piece);
        size += piece.length;
        yield piece;
      }
      if (size !== blob.size || !blob.digest.endsWith(`:${own.digest('hex')}`))
        throw new SealwrightError('SUBJECT_CHANGED', {
          message: `what is pushed as ${blob.digest} has other bytes`,
          hint: 'run it again when nothing writes to it',
        });
    },
  };
}

/** Pieces of a size of their own, from an offset on. */
function* piecesFrom(blob: Blob, from: number, most: number): Generator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let held = 0;
  let passed = 0;
  for (const read of hashing(blob).read()) {
    const skipped = Math.min(read.length, Math.max(0, from - passed));
    passed += read.length;
    for (let at = skipped; at < read.length;) {
      // A copy: the piece may be overwritten by the next.
      const part = Buffer.from(read.subarray(at, at + most - held));
      at += part.length;
      held += part.length;
      waiting.push(part);
      if (held < most) continue;
      yield Buffer.concat(waiting);
      waiting = [];
      held = 0;
    }
  }
  if (held > 0) yield Buffer.concat(waiting);
}
