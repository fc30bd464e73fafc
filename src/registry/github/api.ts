import { limits } from '../../base/index.ts';
import type { JsonObject, JsonValue } from '../../trust/json/index.ts';
import { parsed, reason, refused, type Parsed, type Reason } from '../../trust/reason/index.ts';
import { download, nextPage, objectOf, type Asker, type Download, type Downloaded, type Reply } from '../asking/index.ts';
import type { GitHubOptions, Repository } from './address.ts';

/** What was asked for, that it is not there, or why it is not known. */
export type Sought<T> = Parsed<T> | { readonly kind: 'missing' };

/** One repository at GitHub's API. */
export class RepositoryApi {
  readonly name: string;
  readonly #asker: Asker;
  readonly #options: GitHubOptions;
  readonly #base: string;
  readonly #host: string;
  #visible: Promise<Reason | undefined> | undefined;

  constructor(asker: Asker, { owner, repo }: Repository, options: GitHubOptions) {
    this.#asker = asker;
    this.#options = options;
    this.name = `${owner}/${repo}`;
    this.#base = `${options.api}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(repo)}`;
    this.#host = new URL(options.api).host;
  }

  get api(): string {
    return this.#options.api;
  }

  /** The object at a path below the repository. */
  async object(path: string): Promise<Sought<JsonObject>> {
    const page = await this.#page(`${this.#base}${path}`);
    return page.kind === 'parsed' ? parsed(page.value.object) : page;
  }

  /**
   * The items of a list over its pages; `listOf` finds the list in a page, be it an object or the list itself. What came
   * before a page that failed is kept, with the reason.
   */
  async list(
    path: string,
    listOf: (page: JsonObject) => readonly JsonValue[] | undefined,
  ): Promise<Sought<{ readonly items: readonly JsonValue[]; readonly problem: Reason | undefined }>> {
    const items: JsonValue[] = [];
    const asked = new Set<string>();
    let bytes = 0;
    let next = `${this.#base}${path}${path.includes('?') ? '&' : '?'}per_page=100`;
    for (;;) {
      const page = await this.#page(next);
      const stopped = (problem: Reason): Sought<{ readonly items: readonly JsonValue[]; readonly problem: Reason }> =>
        asked.size === 0 ? { kind: 'refused', reason: problem } : parsed({ items, problem });
      if (page.kind === 'missing') return asked.size === 0 ? page : stopped(this.#reason('SERVICE_FAILED', 'a page of a list is not there'));
      if (page.kind === 'refused') return stopped(page.reason);
      const list = listOf(page.value.object);
      if (list === undefined) return stopped(this.#reason('SERVICE_MALFORMED', 'the list is none'));
      asked.add(next);
      items.push(...list);
      if (page.value.next === undefined) return parsed({ items, problem: undefined });
      if (page.value.next === 'elsewhere') return stopped(this.#reason('SERVICE_MALFORMED', 'the next page is on another host'));
      if (asked.has(page.value.next)) return stopped(this.#reason('SERVICE_MALFORMED', 'the pages go in a circle'));
      bytes += page.value.size;
      if (asked.size >= limits.maxPages || bytes > limits.maxKeptBytes) return stopped(this.#reason('SERVICE_TOO_MUCH', `more than ${items.length} of them`));
      next = page.value.next;
    }
  }

  /** Why a 404 need not mean that there is nothing: who may not see a repository gets the same. Undefined where it is seen. */
  visible(): Promise<Reason | undefined> {
    this.#visible ??= (async () => {
      const seen = await this.#page(this.#base);
      if (seen.kind === 'parsed') return undefined;
      if (seen.kind === 'refused') return seen.reason;
      const hint = this.#options.token === undefined ? 'a token in GITHUB_TOKEN shows private repositories' : 'the token must be one that may read it';
      return reason('SERVICE_DENIED', `${this.#host} shows no repository ${this.name} to who asks`, { hint });
    })();
    return this.#visible;
  }

  /** Downloads a file at an address of the API. A redirect to where files are kept is followed without the token. */
  async download(file: Omit<Download, 'headers' | 'authorization'>): Promise<Sought<Downloaded>> {
    const found = await download(this.#asker, { ...file, headers: this.#headers('application/octet-stream'), authorization: this.#authorization() });
    return found.kind === 'status' ? refused('SERVICE_FAILED', `${this.#host} answered with status ${found.status} for ${file.name}`) : found;
  }

  async #page(url: string): Promise<Sought<{ readonly object: JsonObject; readonly size: number; readonly next: string | undefined }>> {
    const ask = async (authorization: string | undefined): Promise<Sought<Extract<Reply, { kind: 'answer' }>>> => {
      const headers = this.#headers('application/vnd.github+json');
      return this.#judge(await this.#asker.ask({ url, headers, authorization, maxBytes: limits.maxEvidenceBytes, redirects: 'within' }));
    };
    const own = this.#authorization();
    let answer = await ask(own);
    // What is public needs no token, and a token of another repository's workflow may read less than nobody does.
    if (own !== undefined && answer.kind === 'refused' && answer.reason.code === 'SERVICE_DENIED') {
      const open = await ask(undefined);
      if (open.kind === 'parsed') answer = open;
    }
    if (answer.kind !== 'parsed') return answer;
    const { bytes, header, url: from } = answer.value;
    // A list is an object with one member to its readers: there is one way to read a page.
    const object = objectOf(bytes[firstOf(bytes)] === 0x5b ? wrapped(bytes) : bytes);
    if (object === undefined) return { kind: 'refused', reason: this.#reason('SERVICE_MALFORMED', 'the answer is no JSON') };
    return parsed({ object, size: bytes.length, next: nextPage(header('link'), from) });
  }

  #headers(accept: string): Readonly<Record<string, string>> {
    return { accept, 'x-github-api-version': '2022-11-28' };
  }

  #authorization(): string | undefined {
    return this.#options.token === undefined ? undefined : `Bearer ${this.#options.token}`;
  }

  #judge(reply: Reply): Sought<Extract<Reply, { kind: 'answer' }>> {
    if (reply.kind === 'unanswered') {
      const isLimit = reply.reason.code === 'SERVICE_LIMITED' && this.#options.token === undefined;
      return { kind: 'refused', reason: isLimit ? { ...reply.reason, hint: limitHint } : reply.reason };
    }
    const { status, header } = reply;
    if (status === 200) return parsed(reply);
    if (status === 404 || status === 410) return { kind: 'missing' };
    if (status === 401)
      return refused('SERVICE_DENIED', `${this.#host} refuses the token`, {
        hint: 'leave GITHUB_TOKEN out for a public repository, or give one that is valid',
      });
    if (status === 403) {
      // Source: docs.github.com, "Rate limits for the REST API"; the second is its other form.
      if (header('x-ratelimit-remaining') !== '0' && header('retry-after') === null)
        return refused(
          'SERVICE_DENIED',
          `${this.#host} does not show it to who asks`,
          this.#options.token === undefined ? { hint: 'a token in GITHUB_TOKEN may' } : {},
        );
      const reset = Number(header('x-ratelimit-reset') ?? 'NaN');
      const minutes = Math.ceil((reset * 1_000 - this.#asker.now()) / 60_000);
      const when = minutes > 0 && minutes < 10_000 ? ` for ${minutes} minutes` : ' for now';
      return refused('SERVICE_LIMITED', `${this.#host} answers no more questions${when}`, this.#options.token === undefined ? { hint: limitHint } : {});
    }
    return refused('SERVICE_FAILED', `${this.#host} answered with status ${status}`);
  }

  #reason(code: 'SERVICE_FAILED' | 'SERVICE_MALFORMED' | 'SERVICE_TOO_MUCH', message: string): Reason {
    return reason(code, `${this.#host}: ${message}`);
  }
}

const limitHint = 'a token in GITHUB_TOKEN raises the limit';

function firstOf(bytes: Uint8Array): number {
  let at = 0;
  while (bytes[at] === 0x20 || bytes[at] === 0x09 || bytes[at] === 0x0a || bytes[at] === 0x0d) at++;
  return at;
}

function wrapped(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from('{"items":'), bytes, Buffer.from('}')]);
}
