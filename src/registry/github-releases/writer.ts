import { limits, SealwrightError, type Timer } from '../../base/index.ts';
import type { JsonObject, JsonValue } from '../../trust/json/index.ts';
import { isJsonObject } from '../../trust/json/index.ts';
import type { Reason } from '../../trust/reason/index.ts';
import { field, listField, objectOf, textField, type Asker, type Question, type Reply } from '../asking/index.ts';
import { RepositoryApi, tagDigest, type GitHubOptions, type Repository } from '../github/index.ts';
import { uploadsOf } from './uploads.ts';

/** A file of a release, as the service has it. */
export interface WrittenFile {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** False for one whose upload was cut off. */
  readonly whole: boolean;
}

export interface WrittenRelease {
  readonly id: number;
  readonly state: 'draft' | 'public';
  readonly files: readonly WrittenFile[];
}

export interface UploadFile {
  readonly name: string;
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly read: () => Iterable<Uint8Array>;
}

/** Releases of one repository. What a service does not do throws RELEASE_SERVICE_FAILED or RELEASE_SERVICE_DENIED. */
export interface ReleaseWriter {
  /** All of a tag, drafts too: several can have one. */
  readonly find: (tag: string) => Promise<readonly WrittenRelease[]>;
  readonly create: (tag: string) => Promise<WrittenRelease>;
  readonly upload: (release: number, file: UploadFile) => Promise<void>;
  readonly remove: (file: WrittenFile) => Promise<void>;
  /** SHA-256, in hexadecimal, of what the service gives to who downloads the file. */
  readonly digest: (file: WrittenFile) => Promise<string>;
  /** Makes a draft public. */
  readonly publish: (release: number) => Promise<void>;
  /** Deletes a draft. */
  readonly discard: (release: number) => Promise<void>;
  readonly hasTag: (tag: string) => Promise<boolean>;
}

/** Opens the releases of a repository. Source: GitHub REST API, "Releases" and "Release assets". */
export function openReleases(asker: Asker, { of, timer }: { readonly of: Repository; readonly timer: Timer }, options: GitHubOptions): ReleaseWriter {
  return new Writer(asker, { of, timer }, options);
}

const attempts = 4;

class Writer implements ReleaseWriter {
  readonly #asker: Asker;
  readonly #api: RepositoryApi;
  readonly #of: Repository;
  readonly #timer: Timer;
  readonly #options: GitHubOptions;
  readonly #base: string;
  readonly #host: string;

  constructor(asker: Asker, { of, timer }: { readonly of: Repository; readonly timer: Timer }, options: GitHubOptions) {
    this.#asker = asker;
    this.#api = new RepositoryApi(asker, of, options);
    this.#of = of;
    this.#timer = timer;
    this.#options = options;
    this.#base = `${options.api}/repos/${encodeURIComponent(of.owner)}/${encodeURIComponent(of.repo)}`;
    this.#host = new URL(options.api).host;
  }

  async find(tag: string): Promise<readonly WrittenRelease[]> {
    const found = (await this.#list('/releases', 'releases')).filter((one) => textField(one, 'tag_name') === tag);
    const read: WrittenRelease[] = [];
    for (const one of found) read.push(await this.#read(one));
    return read;
  }

  async create(tag: string): Promise<WrittenRelease> {
    return await this.#until('a draft release', async () => {
      const reply = await this.#send({ method: 'POST', path: '/releases', body: { tag_name: tag, name: tag, draft: true } });
      const [own] = reply.kind === 'answer' && reply.status === 201 ? [objectOf(reply.bytes)] : [];
      if (own !== undefined) return await this.#read(own);
      // The answer may have been lost, and the draft be there.
      const [there, ...others] = await this.find(tag);
      return there !== undefined && others.length === 0 && there.state === 'draft' ? there : this.#why(reply);
    });
  }

  async upload(release: number, file: UploadFile): Promise<void> {
    await this.#until(`the upload of ${file.name}`, async () => {
      const place = uploadsOf(textField(await this.#draft(release), 'upload_url'), this.#options.api);
      if (place === undefined) throw this.#failed('a release without an address for uploads');
      const url = `${place}?name=${encodeURIComponent(file.name)}`;
      const reply = await this.#asker.ask({
        method: 'POST',
        url,
        headers: { ...this.#headers(), 'content-type': 'application/octet-stream' },
        authorization: this.#authorization(),
        body: { size: file.size, read: file.read },
        maxBytes: limits.maxAnswerBytes,
        timeoutMs: limits.contentTimeoutMs,
        redirects: 'none',
      });
      const made = reply.kind === 'answer' && reply.status === 201 ? objectOf(reply.bytes) : undefined;
      const own = made === undefined ? undefined : field(made, 'id');
      const files = await this.#files(release);
      const renamed = files.find((one) => one.id === own && one.name !== file.name);
      if (renamed !== undefined) {
        await this.#removeFromDraft(release, renamed);
        throw new SealwrightError('RELEASE_REFUSED', {
          message: `${this.#host} calls ${file.name} ${renamed.name}, which evidence does not`,
          hint: 'build it under a name of letters, digits and .+_-',
        });
      }
      const there = files.find((one) => one.name === file.name);
      if (there === undefined) return this.#why(reply);
      const given = there.whole ? await this.digest(there) : '';
      if (given === file.sha256) return true;
      // What another run has uploaded meanwhile is its own.
      if (there.whole && there.id !== own && given !== '')
        throw new SealwrightError('RELEASE_TAKEN', {
          message: `the draft has ${file.name} with the sha256 ${given} by now, where ${file.sha256} is released`,
          hint: 'another run works at this release: see which one goes on, and delete the files of the other',
        });
      // Cut off, or changed on the way: nobody has seen it.
      await this.#removeFromDraft(release, there);
      return this.#why(reply);
    });
  }

  async remove({ id, name }: WrittenFile): Promise<void> {
    await this.#until(`removing ${name}`, async () => {
      const reply = await this.#send({ method: 'DELETE', path: `/releases/assets/${id}` });
      return reply.kind === 'answer' && [204, 404].includes(reply.status) ? true : this.#why(reply);
    });
  }

  async digest({ id, name, size }: WrittenFile): Promise<string> {
    const found = await this.#api.download({ url: `${this.#base}/releases/assets/${id}`, name, keep: 'digests', expected: { size } });
    if (found.kind === 'parsed') return found.value.sha256;
    // A download that was cut off says nothing of the file: it counts as other bytes where one was given.
    if (found.kind === 'refused' && found.reason.code === 'SERVICE_MISMATCH') return '';
    throw found.kind === 'missing' ? this.#failed(`the file ${name} is not given to who downloads it`) : this.#refused(found.reason);
  }

  async publish(release: number): Promise<void> {
    await this.#until('publishing the release', async () => {
      const reply = await this.#send({ method: 'PATCH', path: `/releases/${release}`, body: { draft: false } });
      const now = await this.#object(`/releases/${release}`);
      return field(now, 'draft') === false ? true : this.#why(reply);
    });
  }

  async discard(release: number): Promise<void> {
    const now = await this.#api.object(`/releases/${release}`);
    if (now.kind === 'missing') return;
    if (now.kind === 'refused') throw this.#refused(now.reason);
    if (field(now.value, 'draft') !== true) throw this.#failed('a release that is public is not deleted');
    await this.#until('deleting the draft', async () => {
      const reply = await this.#send({ method: 'DELETE', path: `/releases/${release}` });
      return reply.kind === 'answer' && [204, 404].includes(reply.status) ? true : this.#why(reply);
    });
  }

  async hasTag(tag: string): Promise<boolean> {
    const found = await tagDigest(this.#asker, { of: this.#of, tag }, this.#options);
    if (found.kind === 'refused') throw this.#refused(found.reason);
    return found.kind === 'parsed';
  }

  /** A file of ours, in what is a draft still. */
  async #removeFromDraft(release: number, file: WrittenFile): Promise<void> {
    await this.#draft(release);
    await this.remove(file);
  }

  /** The release as it is now. Throws RELEASE_TAKEN where somebody has published it. */
  async #draft(release: number): Promise<JsonObject> {
    const now = await this.#object(`/releases/${release}`);
    if (field(now, 'draft') === true) return now;
    throw new SealwrightError('RELEASE_TAKEN', {
      message: 'the release became public meanwhile: nothing in it is changed any more',
      hint: 'see which run published it',
    });
  }

  /** Tries until it is done: each attempt looks at what is there before it says that it failed. */
  async #until<T>(what: string, attempt: () => Promise<T | SealwrightError>): Promise<T> {
    for (let i = 1; ; i++) {
      const result = await attempt();
      if (!(result instanceof SealwrightError)) return result;
      if (i >= attempts || result.code === 'RELEASE_SERVICE_DENIED')
        throw new SealwrightError(result.code, { ...result.details, message: `${what}: ${result.details.message}` });
      await this.#timer.wait(limits.firstPauseMs * 2 ** (i - 1));
    }
  }

  async #send({ method, path, body }: { readonly method: NonNullable<Question['method']>; readonly path: string; readonly body?: object }): Promise<Reply> {
    return await this.#asker.ask({
      method,
      url: `${this.#base}${path}`,
      headers: { ...this.#headers(), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      authorization: this.#authorization(),
      ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
      maxBytes: limits.maxAnswerBytes,
      redirects: 'none',
    });
  }

  async #object(path: string): Promise<JsonObject> {
    const found = await this.#api.object(path);
    if (found.kind === 'parsed') return found.value;
    throw found.kind === 'missing' ? this.#failed('the release is not there any more') : this.#refused(found.reason);
  }

  async #list(path: string, what: string): Promise<readonly JsonObject[]> {
    const found = await this.#api.list(path, (page) => listField(page, 'items'));
    if (found.kind === 'missing') throw this.#denied(`shows no ${what} of ${this.#api.name}`);
    if (found.kind === 'refused') throw this.#refused(found.reason);
    // What was not listed may be the one that is looked for.
    if (found.value.problem !== undefined) throw this.#refused(found.value.problem);
    return found.value.items.map((one: JsonValue) => {
      if (!isJsonObject(one)) throw this.#failed(`the list of ${what} is of another form`);
      return one;
    });
  }

  async #read(release: JsonObject): Promise<WrittenRelease> {
    const [id, isDraft] = [field(release, 'id'), field(release, 'draft')];
    if (typeof id !== 'number' || !Number.isSafeInteger(id) || typeof isDraft !== 'boolean') throw this.#failed('a release of another form');
    return { id, state: isDraft ? 'draft' : 'public', files: await this.#files(id) };
  }

  async #files(release: number): Promise<readonly WrittenFile[]> {
    return (await this.#list(`/releases/${release}/assets`, 'files')).map((one) => {
      const [id, name, size] = [field(one, 'id'), textField(one, 'name'), field(one, 'size')];
      if (typeof id !== 'number' || !Number.isSafeInteger(id) || name === undefined || typeof size !== 'number') throw this.#failed('a file of another form');
      return { id, name, size, whole: textField(one, 'state') === 'uploaded' };
    });
  }

  #why(reply: Reply): SealwrightError {
    if (reply.kind === 'unanswered') return this.#refused(reply.reason);
    if (reply.status === 401 || reply.status === 403 || reply.status === 404) return this.#denied(`answered with status ${reply.status}`);
    return this.#failed(`it answered with status ${reply.status}`);
  }

  #refused({ code, message }: Reason): SealwrightError {
    return code === 'SERVICE_DENIED' ? this.#denied(message) : new SealwrightError('RELEASE_SERVICE_FAILED', { message, hint: again });
  }

  #failed(message: string): SealwrightError {
    return new SealwrightError('RELEASE_SERVICE_FAILED', { message: `${this.#host}: ${message}`, hint: again });
  }

  #denied(what: string): SealwrightError {
    const hint =
      this.#options.token === undefined ? 'give a token in GITHUB_TOKEN' : 'the token needs to write contents: `permissions: contents: write` in a workflow';
    return new SealwrightError('RELEASE_SERVICE_DENIED', { message: `${this.#host} ${what}`, hint });
  }

  #headers(): Readonly<Record<string, string>> {
    return { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
  }

  #authorization(): string | undefined {
    return this.#options.token === undefined ? undefined : `Bearer ${this.#options.token}`;
  }
}

const again = 'run the same command again when it answers: it goes on from there';
