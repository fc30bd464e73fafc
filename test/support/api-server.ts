import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path is answered with: JSON with status 200, text, or whatever a function writes. */
export type Served = object | string | null | number | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server on this machine that plays an API: answers by path, a number is a status, what is not there is a 404. */
export interface ApiServer {
  readonly url: string;
  /** `GET /path` of every request, with the headers that it came with. */
  readonly asked: readonly { readonly path: string; readonly headers: IncomingMessage['headers']; readonly method: string }[];
  readonly close: () => Promise<void>;
}

/** Starts a server with these answers. A path is looked up with its query first, and then without. */
export async function serveApi(answers: Readonly<Record<string, Served>>): Promise<ApiServer> {
  const asked: ApiServer['asked'][number][] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers, method: request.method ?? '' });
    answer(request, response, answers[path] ?? answers[path.replace(/\?.*$/, '')] ?? 404);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse, served: Served): void {
  if (typeof served === 'function') served(request, response);
  else if (typeof served === 'number') response.writeHead(served, { 'content-type': 'application/json' }).end('{"message":"no"}');
  else if (typeof served === 'string') response.writeHead(200, { 'content-type': 'text/plain' }).end(served);
  else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(served));
}
