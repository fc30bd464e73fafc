import type { Http, HttpReply, HttpRequest } from '../../base/index.ts';

/** The network, for reading alone: no redirect is followed, no cookie kept, no answer longer than asked for. */
export const http: Http = {
  get: async (url, request) => {
    try {
      return await ask(url, request);
    } catch (error) {
      return { kind: 'failed', reason: reasonOf(error) };
    }
  },
};

async function ask(url: string, { headers, maxBytes, timeoutMs }: HttpRequest): Promise<HttpReply> {
  const response = await fetch(url, { method: 'GET', headers: { ...headers }, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs), cache: 'no-store' });
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Counted as it arrives: what a header says of the length is not believed.
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return { kind: 'failed', reason: `the answer is longer than ${maxBytes} bytes` };
    chunks.push(chunk);
  }
  return { kind: 'answer', status: response.status, header: (name) => response.headers.get(name), text: new TextDecoder().decode(Buffer.concat(chunks)) };
}

/** In words of ours: a message of the platform may hold the address, and that what it was asked with. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'there was no answer in time';
  const cause = error instanceof Error ? error.cause : undefined;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return /^[A-Z0-9_]{1,60}$/.test(code) ? `it cannot be reached (${code})` : 'it cannot be reached';
}
