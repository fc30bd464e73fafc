import { request as overPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent, request as overTls } from 'node:https';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { BodyPieces, Network, NetworkReply, NetworkRequest } from '../../base/index.ts';

export interface NetworkOptions {
  /** PEM of certificate authorities, beside those that Node trusts. */
  readonly extraAuthorities?: readonly string[];
  /** The environment, whose HTTPS_PROXY and NO_PROXY say through what other machines are reached. */
  readonly proxy?: Readonly<Record<string, string | undefined>>;
}

type Failed = Extract<NetworkReply, { kind: 'failed' }>;

/** Opens the network. Takes whom to believe over TLS, and the way there. */
export function openNetwork(options: NetworkOptions = {}): Network {
  const extra = options.extraAuthorities ?? [];
  const agent = agentFor(options.proxy ?? {});
  return {
    request: async (request) => {
      const url = URL.parse(request.url);
      if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return failed('malformed', 'the address is none that can be asked');
      if (url.username !== '' || url.password !== '') return failed('malformed', 'the address holds a user or password');
      if (url.protocol === 'http:' && !isThisMachine(url.hostname) && request.withoutTls !== 'allowed') return failed('tls', 'the address is not one of TLS');
      if (url.protocol === 'http:') return await ask(url, request, {});
      if (agent === null) return failed('unreachable', 'HTTPS_PROXY is no address');
      const ca = extra.length > 0 ? { ca: [...platformAuthorities(), ...extra] } : {};
      return await ask(url, request, { ...ca, ...(agent === undefined ? {} : { agent }) });
    },
  };
}

/** True for names and addresses that never leave this machine. */
function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** What reaches hosts through a proxy; undefined where none is named, null where what is named is none. */
function agentFor(env: NonNullable<NetworkOptions['proxy']>): Agent | null | undefined {
  const value = (name: string): string | undefined => env[name.toLowerCase()] || env[name] || undefined;
  const [address, except] = [value('HTTPS_PROXY'), value('NO_PROXY')];
  if (address === undefined) return undefined;
  // Without a scheme it is one of HTTP, as other tools read it.
  const url = URL.parse(address.includes('://') ? address : `http://${address}`);
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  return new Agent({ keepAlive: true, proxyEnv: { HTTPS_PROXY: url.href, ...(except === undefined ? {} : { NO_PROXY: except }) } });
}

/** Naming authorities replaces those of the platform: they are named with the others. */
function platformAuthorities(): readonly string[] {
  // The bundle is a script, which has no import of its own.
  const { getCACertificates } = process.getBuiltinModule('node:tls');
  return getCACertificates('default');
}

function ask(url: URL, request: NetworkRequest, secure: { readonly ca?: string[]; readonly agent?: Agent }): Promise<NetworkReply> {
  const { method, body, timeoutMs } = request;
  return new Promise((resolve, reject) => {
    let isOver = false;
    const end = (finish: () => void): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      finish();
    };
    const give = (reply: NetworkReply): void => {
      end(() => resolve(reply));
      // Who has answered before the body was there to its end wants no more of it.
      if (reply.kind === 'failed' || outgoing?.writableEnded === false) outgoing?.destroy();
    };
    const timer = setTimeout(() => give(failed('timeout', 'there was no whole answer in time')), timeoutMs);
    const outgoing = start();
    function start(): ReturnType<typeof overPlain> | undefined {
      const options: RequestOptions = {
        method,
        // What is asked for as it is needs no unpacking, and is what its digest is over.
        headers: {
          'accept-encoding': 'identity',
          ...request.headers,
          ...(body === undefined ? {} : { 'content-length': String(body instanceof Uint8Array ? body.length : body.size) }),
        },
        ...secure,
      };
      try {
        return (url.protocol === 'https:' ? overTls : overPlain)(url, options);
      } catch {
        // A header that cannot be sent: the platform's message would show it.
        give(failed('malformed', 'the request has a header that cannot be sent'));
        return undefined;
      }
    }
    if (outgoing === undefined) return;
    outgoing.on('error', (error) => give(failureOf(error, 'unreachable')));
    // A service that changes the protocol has not answered.
    outgoing.on('upgrade', (_response, socket) => {
      socket.destroy();
      give(failed('malformed', 'the service changed the protocol'));
    });
    outgoing.on('response', (response) => {
      receive(response, request).then(give, (fault: unknown) => {
        end(() => reject(fault instanceof Error ? fault : new Error('a taker of bytes failed')));
        outgoing.destroy();
      });
    });
    if (body === undefined || body instanceof Uint8Array) return void outgoing.end(body);
    write(outgoing, body, () => timer.refresh()).catch((fault: unknown) => {
      end(() => reject(fault instanceof Error ? fault : new Error('a giver of bytes failed')));
      outgoing.destroy();
    });
  });
}

/** Writes a body piece by piece, each when the one before is gone: its buffer may be used again. Rejects only where who gives the bytes does. */
async function write(outgoing: ClientRequest, body: BodyPieces, onPiece: () => void): Promise<void> {
  const closed = new Promise<void>((resolve) => void outgoing.once('close', resolve));
  for (const piece of body.read()) {
    // An error, or the end of the connection, is told to who listens to the request.
    await Promise.race([closed, new Promise<void>((resolve) => void outgoing.write(piece, () => resolve()))]);
    if (outgoing.destroyed) return;
    onPiece();
  }
  outgoing.end();
}

/** Reads an answer to its end or its bound. Rejects only where who takes the bytes does. */
function receive(response: IncomingMessage, { method, maxBytes, onBytes }: NetworkRequest): Promise<NetworkReply> {
  const status = response.statusCode ?? 0;
  const header = (name: string): string | null => {
    const value = response.headers[name];
    return value === undefined ? null : Array.isArray(value) ? value.join(', ') : value;
  };
  const unpack = method === 'HEAD' ? undefined : unpackerOf(header('content-encoding'));
  return new Promise((resolve, reject) => {
    const stop = (reply: Failed): void => {
      response.destroy();
      unpack?.destroy();
      resolve(reply);
    };
    if (unpack === null) return stop(failed('malformed', 'the answer is packed in a way that is not read'));
    const tooLong = (): void => stop(failed('too-long', `the answer is longer than ${maxBytes} bytes`));
    const pieces: Uint8Array[] = [];
    const take = onBytes !== undefined && status >= 200 && status <= 299 ? onBytes : (piece: Uint8Array): void => void pieces.push(piece);
    let arrived = 0;
    let unpacked = 0;
    // Counted as it arrives: what a header says of the length is not believed.
    response.on('data', (piece: Buffer) => {
      arrived += piece.length;
      if (arrived > maxBytes) tooLong();
    });
    response.on('error', (error) => stop(failureOf(error, 'cut-off')));
    // Node ends a body that lacks its last chunk without an error of its own.
    response.on('close', () => {
      if (!response.complete) stop(failed('cut-off', 'the answer broke off'));
    });
    const body = unpack ?? response;
    if (unpack !== undefined) {
      unpack.on('error', () => stop(failed('malformed', 'the answer is packed, and cannot be unpacked')));
      response.pipe(unpack);
    }
    body.on('data', (piece: Buffer) => {
      unpacked += piece.length;
      if (unpacked > maxBytes) return tooLong();
      try {
        take(piece);
      } catch (error) {
        reject(error instanceof Error ? error : new Error('a taker of bytes failed'));
        response.destroy();
      }
    });
    body.on('end', () => {
      if (!response.complete) return stop(failed('cut-off', 'the answer broke off'));
      resolve({ kind: 'answer', status, header, bytes: joined(pieces) });
    });
  });
}

/** Null for a packing that is not read, undefined for none. */
function unpackerOf(encoding: string | null): Transform | null | undefined {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function failed(cause: Failed['cause'], reason: string): Failed {
  return { kind: 'failed', cause, reason };
}

/** In words of ours: a message of the platform may hold the address, and that what it was asked with. */
function failureOf(error: Error, otherwise: 'unreachable' | 'cut-off'): Failed {
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]{1,60}$/.test(error.code) ? error.code : '';
  const also = code === '' ? '' : ` (${code})`;
  if (/^(?:CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_|CRL_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|EPROTO$)/.test(code))
    return failed('tls', `its TLS certificate or protocol is not accepted${also}`);
  if (code.startsWith('HPE_')) return failed('malformed', `it does not speak HTTP${also}`);
  return otherwise === 'cut-off' ? failed('cut-off', `the answer broke off${also}`) : failed('unreachable', `it cannot be reached${also}`);
}
