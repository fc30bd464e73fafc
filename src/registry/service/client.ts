import { limits, type Http, type HttpReply } from '../../base/index.ts';
import { known, malformed, unknown, type Answer } from './answer.ts';

/** Where an API is, and who asks. */
export interface ApiAddress {
  /** `https://api.github.com`, without a final slash. */
  readonly url: string;
  /** Sent to this address's own origin and nowhere else. */
  readonly token: string | undefined;
}

/** A reply that came: its body as text, and where the next page is. */
interface Page {
  readonly text: string;
  readonly next: string | undefined;
}

/** What one request came to; `missing` is a 404, which services also give for what the asker may not see. */
type Fetched = { readonly kind: 'page'; readonly page: Page } | { readonly kind: 'missing' } | { readonly kind: 'unknown'; readonly reason: string };

/** `missing` is left to who asked: often it means that the asker may not see the thing. */
export type Found<T> = Answer<T> | { readonly kind: 'missing' };

const raw = 'application/vnd.github.raw+json';
const json = 'application/vnd.github+json';
const apiVersion = '2022-11-28';

/**
 * Asks an API with GET requests alone. A redirect is followed within the same origin only, so that a token never
 * reaches another host. Bounded in requests, bytes, time and how many at once; nothing is thrown.
 */
export class ApiClient {
  readonly #http: Http;
  readonly #base: URL;
  readonly #token: string | undefined;
  readonly #onRequest: (asked: number) => void;
  readonly #waiting: (() => void)[] = [];
  readonly #earlier = new Map<string, Promise<Fetched>>();
  #running = 0;
  #asked = 0;
  #silences = 0;
  #stopped: string | undefined;

  constructor(http: Http, address: ApiAddress, onRequest: (asked: number) => void = () => undefined) {
    this.#http = http;
    this.#base = new URL(`${address.url}/`);
    this.#token = address.token;
    this.#onRequest = onRequest;
  }

  get hasToken(): boolean {
    return this.#token !== undefined;
  }

  /** The JSON at a path below the API's address. */
  async json(path: string): Promise<Found<unknown>> {
    const fetched = await this.#once(path, json);
    return fetched.kind === 'page' ? parsed(fetched.page.text) : fetched;
  }

  /** The text of a file. */
  async text(path: string): Promise<Found<string>> {
    const fetched = await this.#once(path, raw);
    return fetched.kind === 'page' ? known(fetched.page.text) : fetched;
  }

  /** The items of a list over its pages; `listOf` finds the list in a page. More pages than are read make it unknown. */
  async list(path: string, listOf: (page: unknown) => readonly unknown[] | undefined): Promise<Found<readonly unknown[]>> {
    const items: unknown[] = [];
    let next: string | undefined = path;
    for (let i = 0; next !== undefined; i++) {
      if (i === limits.maxAnswerPages) return unknown(`the service has more than ${items.length} of them`);
      const fetched = await this.#once(next, json);
      if (fetched.kind !== 'page') return i > 0 && fetched.kind === 'missing' ? malformed : fetched;
      const page = parsed(fetched.page.text);
      const list = page.kind === 'known' ? listOf(page.value) : undefined;
      if (list === undefined) return malformed;
      items.push(...list);
      next = fetched.page.next;
    }
    return known(items);
  }

  /** The same question is asked once. */
  #once(path: string, accept: string): Promise<Fetched> {
    const key = `${accept} ${path}`;
    const earlier = this.#earlier.get(key);
    if (earlier !== undefined) return earlier;
    const fetched = this.#inTurn(() => this.#request(path, accept));
    this.#earlier.set(key, fetched);
    return fetched;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= limits.maxRequestsAtOnce) await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  async #request(path: string, accept: string): Promise<Fetched> {
    let url = this.#within(path);
    for (let i = 0; i <= limits.maxRedirects; i++) {
      if (url === undefined) return unknown('the service leads to another host, which is not asked');
      if (this.#stopped !== undefined) return unknown(this.#stopped);
      if (this.#asked >= limits.maxRequests) return unknown(`more than ${limits.maxRequests} questions: the rest was not asked`);
      this.#asked++;
      this.#onRequest(this.#asked);
      const reply = await this.#http.get(url.href, {
        headers: {
          accept,
          'user-agent': 'sealwright',
          'x-github-api-version': apiVersion,
          ...(this.#token === undefined ? {} : { authorization: `Bearer ${this.#token}` }),
        },
        maxBytes: limits.maxAnswerBytes,
        timeoutMs: limits.answerTimeoutMs,
      });
      if (reply.kind === 'failed') {
        if (++this.#silences >= limits.maxSilences) this.#stopped ??= `the service does not answer: ${reply.reason}`;
        return unknown(reply.reason);
      }
      if (![301, 302, 303, 307, 308].includes(reply.status)) return this.#judge(reply);
      url = this.#within(reply.header('location') ?? '', url);
    }
    return unknown('the service leads from one address to the next');
  }

  #judge(reply: Extract<HttpReply, { kind: 'answer' }>): Fetched {
    const { status } = reply;
    if (status === 200) return { kind: 'page', page: { text: reply.text, next: nextOf(reply.header('link')) } };
    if (status === 404 || status === 410) return { kind: 'missing' };
    if ((status === 403 || status === 429) && (reply.header('x-ratelimit-remaining') === '0' || reply.header('retry-after') !== null)) {
      this.#stopped ??= `the rate limit of the service is used up${this.hasToken ? '' : ': a token in GITHUB_TOKEN raises it'}`;
      return unknown(this.#stopped);
    }
    if (status === 401) {
      this.#stopped ??= 'the service refuses the token';
      return unknown(this.#stopped);
    }
    if (status === 403) return unknown(this.hasToken ? 'the token may not read it' : 'it is not readable without a token');
    return unknown(`the service answered with status ${status}`);
  }

  /** The address of a path or link, or undefined where it leaves the API's origin. */
  #within(path: string, from: URL = this.#base): URL | undefined {
    const url = URL.parse(path.startsWith('/') && from === this.#base ? `.${path}` : path, from.href);
    if (url === null || url.origin !== this.#base.origin || url.username !== '' || url.password !== '') return undefined;
    return url;
  }
}

function parsed(text: string): Answer<unknown> {
  try {
    return known(JSON.parse(text) as unknown);
  } catch {
    return unknown('the service did not answer in JSON');
  }
}

/** The address after `rel="next"` of a Link header (RFC 8288). */
function nextOf(header: string | null): string | undefined {
  for (const part of (header ?? '').slice(0, 4_000).split(',')) {
    const [address = '', ...rest] = part.split(';').map((one) => one.trim());
    if (rest.includes('rel="next"') && address.startsWith('<') && address.endsWith('>')) return address.slice(1, -1);
  }
  return undefined;
}
