import { reason } from '../../trust/reason/index.ts';
import type { Asker, Question, Reply } from '../asking/index.ts';
import { mayTakeCredential, parseChallenge } from './challenge.ts';
import type { Credentials } from './credentials.ts';
import type { ImageRepository } from './reference.ts';
import type { Place } from './registries-conf.ts';
import { basic, fetchToken } from './token.ts';

export interface EndpointOptions {
  readonly credentials?: Credentials;
  /** Hosts of token services that credentials may go to, beside those that plainly belong to a registry. */
  readonly tokenHosts?: readonly string[];
}

/** What a repository is opened for; writing may also take contents over from other repositories of the registry. */
export type Access = { readonly kind: 'pull' } | { readonly kind: 'push'; readonly alsoFrom?: readonly string[] };

/** One repository of one registry over HTTP, with the dance that its authentication asks for. */
export class Endpoint {
  readonly at: ImageRepository;
  readonly base: URL;
  readonly #asker: Asker;
  readonly #withoutTls: 'allowed' | undefined;
  readonly #options: EndpointOptions;
  readonly #access: Access;
  #authorization: Promise<string | undefined> | undefined;
  #why: string | undefined;
  #denied: Reply | undefined;

  constructor(asker: Asker, { at, tls }: Place, options: EndpointOptions, access: Access = { kind: 'pull' }) {
    this.at = at;
    this.#access = access;
    this.#asker = asker;
    this.#options = options;
    const isPlain = tls === 'not-needed' || /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::|$)/.test(at.registry);
    this.#withoutTls = tls === 'not-needed' ? 'allowed' : undefined;
    const host = at.registry === 'docker.io' ? 'registry-1.docker.io' : at.registry;
    this.base = new URL(`${isPlain ? 'http' : 'https'}://${host}/v2/${at.repository}/`);
  }

  /** Asks for a path below the repository, or a whole address; one of another origin without a credential. */
  async ask(path: string, question: Omit<Question, 'url' | 'authorization'>): Promise<Reply> {
    const { href: url, origin } = new URL(path, this.base);
    if (origin !== this.base.origin) return await this.#asker.ask({ ...question, url });
    const before = await this.#authorization;
    const first = await this.#asker.ask({ ...question, url, authorization: before, withoutTls: this.#withoutTls });
    if (first.kind === 'unanswered' || first.status !== 401 || new URL(first.url).origin !== this.base.origin) return this.#judge(first);
    const denied = await this.#authorize(first.header('www-authenticate'), before);
    if (denied !== undefined) return denied;
    return this.#judge(await this.#asker.ask({ ...question, url, authorization: await this.#authorization, withoutTls: this.#withoutTls }));
  }

  #judge(reply: Reply): Reply {
    if (reply.kind === 'unanswered' || (reply.status !== 401 && reply.status !== 403)) return reply;
    const why = this.#why === undefined ? '' : `: ${this.#why}`;
    return {
      kind: 'unanswered',
      reason: reason('SERVICE_DENIED', `${this.base.host} does not ${this.#access.kind === 'pull' ? 'show' : 'take'} it: status ${reply.status}${why}`),
    };
  }

  /** Gets leave to ask again, once for all who were refused with the same words; a reply where there is none. */
  async #authorize(header: string | null, before: string | undefined): Promise<Reply | undefined> {
    // Somebody else who asked at the same time has got it already.
    if (this.#denied !== undefined || (await this.#authorization) !== before) return this.#denied;
    this.#authorization = (async () => {
      const got = await this.#leave(header);
      if (typeof got === 'string') return got;
      this.#denied = got;
      return undefined;
    })();
    await this.#authorization;
    return this.#denied;
  }

  async #leave(header: string | null): Promise<string | Reply> {
    const challenge = parseChallenge(header, this.base);
    const { credential, problem } = (await this.#options.credentials?.(this.at)) ?? { credential: undefined };
    this.#why = problem;
    const denied = (message: string): Reply => ({ kind: 'unanswered', reason: reason('SERVICE_DENIED', `${this.base.host} ${message}`) });
    switch (challenge.kind) {
      case 'unknown':
        return denied('asks for a credential in a way that is not known, or for another place than its own');
      case 'basic':
        return credential?.kind === 'password'
          ? basic(credential)
          : denied(`asks for a password, and none was given${problem === undefined ? '' : `: ${problem}`}`);
      case 'bearer': {
        if (credential?.kind === 'bearer') return `Bearer ${credential.token}`;
        const isFor = mayTakeCredential(challenge.realm, this.base, this.#options.tokenHosts ?? []);
        if (!isFor && credential !== undefined)
          this.#why = `its tokens come from ${challenge.realm.host}, which gets no credential unless SEALWRIGHT_TOKEN_HOSTS names it`;
        const token = await fetchToken(this.#asker, challenge, {
          scopes: this.#scopes(),
          credential: isFor ? credential : undefined,
          withoutTls: this.#withoutTls,
        });
        return token.kind === 'token'
          ? `Bearer ${token.text}`
          : { kind: 'unanswered', reason: this.#why === undefined ? token.reason : { ...token.reason, message: `${token.reason.message}: ${this.#why}` } };
      }
    }
  }

  /** Source: distribution `docs/spec/auth/scope.md`. */
  #scopes(): readonly string[] {
    const own = `repository:${this.at.repository}:pull`;
    if (this.#access.kind === 'pull') return [own];
    return [`${own},push`, ...(this.#access.alsoFrom ?? []).map((name) => `repository:${name}:pull`)];
  }
}
