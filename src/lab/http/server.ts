import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Diary, DiaryPage, LabClock } from '../memory.ts';
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

/** How a service is started. */
export interface ServiceOptions {
  readonly handle: (url: string) => Handler;
  /** Where redirects to somebody else lead. */
  readonly elsewhere?: string;
  /** Any free one where it is left out. */
  readonly port?: number;
  /** What it was told before, and where it writes down what it is told. `recall` has to be called. */
  readonly diary?: { readonly pages: Diary; readonly clock: LabClock; readonly authorization?: string };
}

/** A service that remembers. */
export interface RememberingService extends Service {
  /** Tells the service again what it was told before; it answers nobody until then. Where that cannot be read it is closed, and throws. */
  readonly recall: () => Promise<void>;
}

/** Starts a service on loopback. Throws what listening throws, as where the port is taken. */
export async function startService(options: ServiceOptions): Promise<RememberingService> {
  const asked: Asked[] = [];
  const faults: { readonly fault: NetworkFault; readonly scope: FaultScope; left: number }[] = [];
  const starting: Handler = () => ({ status: 503 });
  const context: { handle: Handler } = { handle: starting };

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
  await new Promise<void>((resolve, reject) => void server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const handle = options.handle(url);
  const { diary } = options;
  if (diary === undefined) context.handle = handle;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return {
    url,
    recall: async () => {
      if (diary === undefined || context.handle !== starting) return;
      try {
        for (const page of diary.pages.pages()) await diary.clock.at(page.at, async () => handle(exchangeOf(page, diary.authorization)));
      } catch (error) {
        await close();
        throw error;
      }
      context.handle = written(handle, diary);
    },
    asked,
    misbehave: (fault, scope = {}) => void faults.push({ fault, scope, left: scope.times ?? Number.POSITIVE_INFINITY }),
    behave: () => void faults.splice(0),
    close,
  };
}

/** Of a request that was taken, and changed something, a page is written before it is answered. */
function written(handle: Handler, { pages, clock }: NonNullable<ServiceOptions['diary']>): Handler {
  return async (exchange) => {
    const reply = await handle(exchange);
    const { method, path, query, header, body } = exchange;
    if (method === 'GET' || method === 'HEAD' || reply.status >= 300) return reply;
    const headers = Object.fromEntries(keptHeaders.flatMap((name) => (header(name) === undefined ? [] : [[name, header(name) ?? '']])));
    const encoded = path.split('/').map(encodeURIComponent).join('/');
    pages.write({ at: clock.now(), method, path: query.size === 0 ? encoded : `${encoded}?${query.toString()}`, headers, body });
    return reply;
  };
}

const keptHeaders = ['content-type', 'content-range', 'if-match', 'if-none-match'];

function exchangeOf(page: DiaryPage, authorization: string | undefined): Exchange {
  const url = new URL(page.path, 'http://lab.test');
  const header = (name: string): string | undefined => (name === 'authorization' ? authorization : page.headers[name]);
  return { method: page.method, path: decoded(url.pathname), query: url.searchParams, header, body: page.body };
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
