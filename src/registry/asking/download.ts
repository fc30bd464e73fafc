import { createHash } from 'node:crypto';
import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import type { Asker } from './asker.ts';

/** What downloading a file came to: digests in hexadecimal. */
export interface Downloaded {
  readonly sha256: string;
  readonly sha512: string;
  readonly size: number;
  /** Empty where only the digests were asked for. */
  readonly bytes: Uint8Array;
}

export interface Download {
  readonly url: string;
  /** What the file is called in a reason. */
  readonly name: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly authorization?: string | undefined;
  readonly keep: 'digests' | 'bytes';
  /** What a service said of the file, where it said so; other bytes are refused. */
  readonly expected: { readonly size?: number | undefined; readonly sha256?: string | undefined; readonly sha512?: string | undefined };
}

/** Downloads a file and hashes it as it arrives; nothing of it is kept on the way unless it is asked for. */
export async function download(
  asker: Asker,
  { url, name, keep, expected, ...more }: Download,
): Promise<Parsed<Downloaded> | { readonly kind: 'missing' } | { readonly kind: 'status'; readonly status: number }> {
  const most = Math.min(expected.size ?? Number.POSITIVE_INFINITY, keep === 'bytes' ? limits.maxEvidenceBytes : limits.maxArtifactBytes);
  if (expected.size !== undefined && expected.size > most) return refused('SERVICE_TOO_MUCH', `${name} has ${expected.size} bytes, where ${most} are read`);
  let hashes = { sha256: createHash('sha256'), sha512: createHash('sha512') };
  let pieces: Uint8Array[] = [];
  let size = 0;
  const taker = (): ((piece: Uint8Array) => void) => {
    hashes = { sha256: createHash('sha256'), sha512: createHash('sha512') };
    pieces = [];
    size = 0;
    return (piece) => {
      hashes.sha256.update(piece);
      hashes.sha512.update(piece);
      size += piece.length;
      if (keep === 'bytes') pieces.push(piece);
    };
  };
  const reply = await asker.ask({
    url,
    ...more,
    maxBytes: Math.max(most, limits.maxTokenBytes),
    timeoutMs: limits.contentTimeoutMs,
    redirects: 'anywhere',
    taker,
  });
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  if (reply.status === 404 || reply.status === 410) return { kind: 'missing' };
  if (reply.status !== 200) return { kind: 'status', status: reply.status };
  const got = { sha256: hashes.sha256.digest('hex'), sha512: hashes.sha512.digest('hex'), size };
  for (const key of ['sha256', 'sha512', 'size'] as const)
    if (expected[key] !== undefined && expected[key] !== got[key])
      return refused('SERVICE_MISMATCH', `${name} has the ${key} ${got[key]}, and the service says ${expected[key]}`);
  return parsed({ ...got, bytes: Buffer.concat(pieces) });
}
