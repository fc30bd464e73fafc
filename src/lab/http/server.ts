import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NetworkFault } from './faults.ts';
import { misbehave } from './misbehave.ts';
import { send, type Reply } from './reply.ts';

/** A request, read whole. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  readonly body: Uint8Array;
}

/** A request as a service remembers it. */
export interface Asked {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** Which requests a fault is for, and how many of them; all of them where it is left out. */
export interface FaultScope {
  /** The path begins so. */
  readonly path?: string;
  readonly method?: string;
  readonly times?: number;
}

/** A service on a port of its own. */
export interface Service {
  /** Without a slash at its end. */
  readonly url: string;
  readonly asked: readonly Asked[];
  /** From now on, until `behave`. */
  readonly misbehave: (fault: NetworkFault, scope?: FaultScope) => void;
  readonly behave: () => void;
  readonly close: () => Promise<void>;
}

export type Handler = (exchange: Exchange) => Reply | Promise<Reply>;

const maxBodyBytes = 256 * 1024 * 1024;

/** Starts a service on loopback. `elsewhere` is where redirects to somebody else lead. */
export async function startService(options: { readonly handle: (url: string) => Handler; readonly elsewhere?: string }): Promise<Service> {
  const asked: Asked[] = [];
  const faults: { readonly fault: NetworkFault; readonly scope: FaultScope; left: number }[] = [];
  const context: { handle: Handler } = { handle: () => ({ status: 503 }) };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? '/';
    const method = request.method ?? 'GET';
    asked.push({ method, path, headers: request.headers });
    const body = await bodyOf(request);
    if (body === undefined) return void response.writeHead(413).end();
    const url = new URL(path, 'http://lab.test');
    const header = (name: string): string | undefined => {
      const value = request.headers[name];
      return Array.isArray(value) ? value[0] : value;
    };
    const reply = await context.handle({ method, path: decoded(url.pathname), query: url.searchParams, header, body });
    const active = faults.find(({ scope, left }) => left > 0 && path.startsWith(scope.path ?? '') && (scope.method ?? method) === method);
    if (active === undefined) return send(response, reply);
    active.left--;
    return misbehave(active.fault, { request, response, reply, elsewhere: options.elsewhere ?? 'http://127.0.0.1:9' });
  };

  const server = createServer((request, response) => {
    // A client that goes away in the middle is no fault of the lab.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    serve(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(`the lab failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  context.handle = options.handle(url);
  return {
    url,
    asked,
    misbehave: (fault, scope = {}) => void faults.push({ fault, scope, left: scope.times ?? Number.POSITIVE_INFINITY }),
    behave: () => void faults.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > maxBodyBytes) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
