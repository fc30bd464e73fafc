import { jsonOf } from '../http/json.ts';
import type { Reply } from '../http/reply.ts';
import type { Handler } from '../http/server.ts';
import type { Sigstore } from '../sigstore.ts';
import { requestedEntry } from './proposal.ts';

/** A log of version 2 over HTTP, with its tiles. Source: sigstore/rekor-tiles `CLIENTS.md`; C2SP tlog-tiles. */
export function rekorV2Handler(options: { readonly sigstore: () => Sigstore }): Handler {
  return (exchange) => {
    const { method, path } = exchange;
    const { rekorV2, clock } = options.sigstore();
    if (method === 'POST' && path === '/api/v2/log/entries') {
      const entry = requestedEntry(jsonOf(exchange));
      if (typeof entry === 'string') return { status: 400, body: { code: 3, message: entry, details: [] } };
      return { status: 201, body: rekorV2.add(entry, { at: clock.now() }) };
    }
    if (method !== 'GET') return { status: 404 };
    if (path === '/api/v2/checkpoint')
      return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: rekorV2.checkpoint({ at: clock.now() }) };
    const tile = /^\/api\/v2\/tile\/(\d+|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(path);
    if (tile === null) return { status: 404 };
    return tileOf(options.sigstore(), { level: tile[1] ?? '', index: Number((tile[2] ?? '').replaceAll(/[x/]/g, '')), width: Number(tile[3] ?? 256) });
  };
}

const tileWidth = 256;

function tileOf({ rekorV2 }: Sigstore, tile: { readonly level: string; readonly index: number; readonly width: number }): Reply {
  const from = tile.index * tileWidth;
  const pieces =
    tile.level === 'entries'
      ? rekorV2.entries.slice(from, from + tile.width).map(({ body }) => {
          const length = Buffer.alloc(2);
          length.writeUInt16BE(body.length);
          return Buffer.concat([length, body]);
        })
      : rekorV2.tree.hashes(Number(tile.level) * 8).slice(from, from + tile.width);
  if (pieces.length < tile.width) return { status: 404 };
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: Buffer.concat(pieces) };
}
