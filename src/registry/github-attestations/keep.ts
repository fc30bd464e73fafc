import { limits, SealwrightError } from '../../base/index.ts';
import { quoted, type Reason } from '../../trust/reason/index.ts';
import { field, objectOf, textField, type Asker, type Reply } from '../asking/index.ts';
import { listAttestations, RepositoryApi, type GitHubOptions, type Repository } from '../github/index.ts';

/** What is to be kept. */
export interface Keeping {
  readonly of: Repository;
  /** The bundle as JSON. */
  readonly json: string;
  /** SHA-256 of every subject, in hexadecimal. */
  readonly sha256: readonly [string, ...string[]];
  /** Whether bytes that the service gives for a subject are this very bundle. */
  readonly isIt: (bytes: Uint8Array, sha256: string) => boolean;
}

interface Kept {
  /** The number by which the service knows it; undefined where its answer was lost. */
  readonly id: number | undefined;
  /** Under how many digests it was read back. */
  readonly readBack: number;
}

/** Under as many digests it is read back: services limit how often they are asked. */
const mostReadBack = 50;
const attempts = 6;

/** Looks whether there is such a repository for who asks, before anything is signed. Throws ATTESTATION_NOT_KEPT. */
export async function mayKeep(asker: Asker, of: Repository, options: GitHubOptions): Promise<void> {
  const hidden = await new RepositoryApi(asker, of, options).visible();
  if (hidden !== undefined) throw notKept(options, hidden.message, hidden.hint ?? again);
}

/**
 * Keeps an attestation with its repository and reads it back. Throws ATTESTATION_NOT_KEPT. Source: GitHub REST API, "Create an
 * attestation", which needs `attestations: write`.
 */
export async function keepAttestation(asker: Asker, keeping: Keeping, options: GitHubOptions): Promise<Kept> {
  const { sha256 } = keeping;
  const [first] = sha256;
  let id: number | undefined;
  for (let attempt = 1; ; attempt++) {
    const reply = await send(asker, keeping, options);
    if (reply.kind === 'answer' && reply.status === 201) {
      const given = field(objectOf(reply.bytes) ?? {}, 'id');
      id = typeof given === 'number' && Number.isSafeInteger(given) ? given : undefined;
      break;
    }
    const why = reply.kind === 'unanswered' ? reply.reason.message : limitOf(reply);
    if (reply.kind === 'answer' && why === undefined) throw refusal(reply, keeping, options);
    // It may have been kept before the answer was lost.
    if ((await lookup(asker, { keeping, sha256: first }, options)).kind === 'there') break;
    if (attempt >= attempts || (await asker.pause(limits.firstPauseMs * 2 ** (attempt - 1))) === 'spent')
      throw notKept(options, why ?? 'it did not answer', again);
  }
  const asked = sha256.slice(0, mostReadBack);
  for (const one of asked) await readBack(asker, { keeping, sha256: one }, options);
  return { id, readBack: asked.length };
}

async function send(asker: Asker, { of, json }: Keeping, { api, token }: GitHubOptions): Promise<Reply> {
  return await asker.ask({
    method: 'POST',
    url: `${api}/repos/${encodeURIComponent(of.owner)}/${encodeURIComponent(of.repo)}/attestations`,
    headers: { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28', 'content-type': 'application/json' },
    authorization: token === undefined ? undefined : `Bearer ${token}`,
    body: new TextEncoder().encode(`{"bundle":${json}}`),
    maxBytes: limits.maxAnswerBytes,
    timeoutMs: limits.contentTimeoutMs,
    redirects: 'none',
  });
}

interface Looking {
  readonly keeping: Keeping;
  readonly sha256: string;
}

/** What is sent is not shown at once: it is asked for again, as long as the asker waits. */
async function readBack(asker: Asker, looking: Looking, options: GitHubOptions): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const found = await lookup(asker, looking, options);
    if (found.kind === 'there') return;
    if (attempt >= attempts || (await asker.pause(limits.firstPauseMs * 2 ** (attempt - 1))) === 'spent')
      throw notKept(options, `${found.why}; it was sent all the same, and it is not certain that it is kept`, again);
  }
}

async function lookup(
  asker: Asker,
  { keeping: { of, isIt }, sha256 }: Looking,
  options: GitHubOptions,
): Promise<{ readonly kind: 'there' } | { readonly kind: 'not-there'; readonly why: string }> {
  const { bundles, notes } = await listAttestations(asker, { of, digest: `sha256:${sha256}` }, options);
  if (bundles.some(({ bytes }) => isIt(bytes, sha256))) return { kind: 'there' };
  const [note] = notes.map(({ reason }: { readonly reason: Reason }) => reason.message);
  return { kind: 'not-there', why: note ?? `the attestations of ${of.owner}/${of.repo} for sha256:${sha256} do not have it` };
}

/** A limit in its other form. Source: docs.github.com, "Rate limits for the REST API". */
function limitOf({ status, header }: Extract<Reply, { kind: 'answer' }>): string | undefined {
  return status === 403 && (header('x-ratelimit-remaining') === '0' || header('retry-after') !== null) ? 'it answers no more questions for now' : undefined;
}

function refusal(reply: Extract<Reply, { kind: 'answer' }>, { of }: Keeping, options: GitHubOptions): SealwrightError {
  const said = textField(objectOf(reply.bytes) ?? {}, 'message');
  const message = `it answered with status ${reply.status} for the attestation of ${of.owner}/${of.repo}${said === undefined ? '' : `: it says ${quoted(said.slice(0, 200))}`}`;
  if ([401, 403, 404].includes(reply.status))
    return notKept(
      options,
      message,
      'the token needs permissions: attestations: write, and a repository that is not public an organization of GitHub Enterprise Cloud',
    );
  return notKept(
    options,
    message,
    reply.status === 422 ? 'it keeps what Sigstore’s public instance or its own signed; leave --to-github out for others' : again,
  );
}

const again = 'the bundle was not written; it is safe to run this again, which signs anew';

function notKept({ api }: GitHubOptions, what: string, hint: string): SealwrightError {
  const { host } = new URL(api);
  return new SealwrightError('ATTESTATION_NOT_KEPT', { message: what.startsWith(host) ? what : `${host}: ${what}`, hint });
}
