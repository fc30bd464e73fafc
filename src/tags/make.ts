import { createHash } from 'node:crypto';
import { limits, SealwrightError, type Programs } from '../base/index.ts';
import { readGitSignature } from '../subjects/index.ts';
import type { SignerPolicy } from '../trust/policy/index.ts';
import type { TrustedRoot } from '../trust/roots/index.ts';
import { createVerifier } from '../trust/verify/index.ts';
import { taggerOf } from './standing.ts';

/** The tag to make. */
export interface TagRequest {
  readonly name: string;
  /** A revision, which has to be a commit. */
  readonly target: string;
  readonly message: string;
  readonly folder: string;
  readonly sign: (payload: Uint8Array) => Promise<string>;
  /** Who must turn out to have signed it. */
  readonly signer: () => SignerPolicy;
  readonly roots: readonly TrustedRoot[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface MadeTag {
  /** Of the tag's object. */
  readonly id: string;
  readonly commit: string;
}

const timeoutMs = 60_000;

/**
 * Makes a signed tag that is not there yet. Its object is written and verified before a ref names it; the ref is made by one
 * step that fails where there is one. Throws TAG_EXISTS, TAG_UNSIGNABLE, REF_UNKNOWN, GIT_FAILED, and what signing throws.
 */
export async function makeTag(request: TagRequest, programs: Programs): Promise<MadeTag> {
  const { name, folder, target, message } = request;
  const git = gitIn(folder, programs);
  if (!/^[\w./@+-]{1,200}$/.test(name) || name.startsWith('-') || (await git(['check-ref-format', `refs/tags/${name}`])).code !== 0)
    throw new SealwrightError('USAGE', { message: `${JSON.stringify(name.slice(0, 60))} is no name of a tag`, hint: 'sealwright tag v1.2.3' });
  if (/^-----BEGIN /m.test(message))
    throw new SealwrightError('USAGE', { message: 'the message has a line that begins as a signature does', hint: 'write it otherwise' });
  const ref = `refs/tags/${name}`;
  const there = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', ref]);
  if (there.code === 0) throw exists(name);
  const commit = idIn((await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${target}^{commit}`])).text);
  if (commit === undefined)
    throw new SealwrightError('REF_UNKNOWN', { message: `${JSON.stringify(target.slice(0, 100))} is no commit of this repository`, hint: 'git log --oneline' });
  const who = await taggerOf(git);
  const payload = Buffer.from(`object ${commit}\ntype commit\ntag ${name}\ntagger ${who}\n${message.trimEnd()}\n`);
  const signature = await request.sign(payload);
  mustVerify(signature, payload, request);
  const written = await git(['hash-object', '-t', 'tag', '-w', '--stdin'], Buffer.concat([payload, Buffer.from(signature, 'latin1')]));
  const id = idIn(written.text);
  if (written.code !== 0 || id === undefined) throw new SealwrightError('GIT_FAILED', { message: 'git did not take the object of the tag', hint: 'git fsck' });
  // Nothing may be there: of two who make it one fails.
  const made = await git(['update-ref', '-m', 'tag: sealwright', ref, id, '0'.repeat(id.length)]);
  if (made.code !== 0) {
    if ((await git(['rev-parse', '--verify', '--quiet', '--end-of-options', ref])).code === 0) throw exists(name);
    throw new SealwrightError('GIT_FAILED', { message: `git did not make ${ref}`, hint: `git update-ref ${ref} ${id} says why` });
  }
  return { id, commit };
}

/** Removes a tag that was just made, if it names that object still. Throws GIT_FAILED where git cannot be run. */
export async function removeTag(
  { name, folder, id }: { readonly name: string; readonly folder: string; readonly id: string },
  programs: Programs,
): Promise<void> {
  await gitIn(folder, programs)(['update-ref', '-d', `refs/tags/${name}`, id]);
}

/** What is signed is read and verified as anybody will. */
function mustVerify(signature: string, payload: Uint8Array, { signer, roots, now }: TagRequest): void {
  const read = readGitSignature(signature, payload);
  const unsound = (why: string): SealwrightError =>
    new SealwrightError('SIGNATURE_UNSOUND', {
      message: `what was signed does not verify: ${why}; no tag was made`,
      hint: 'is the trusted root that of the services?',
    });
  if (read.kind === 'refused') throw unsound(read.reason.message);
  const { bundle, signed } = read.value;
  const artifact = { digests: { sha256: createHash('sha256').update(signed).digest('hex') }, read: () => [signed] };
  const verdict = createVerifier({ roots, now: now() }).verify(bundle, artifact, { signer: signer(), artifact: { kind: 'artifact' } });
  if (!verdict.verified) throw unsound(verdict.reasons.map((one) => one.message).join('; '));
}

export function gitIn(folder: string, programs: Programs) {
  // No hook, helper or transport of the checkout runs.
  const settings = ['core.hooksPath=/dev/null', 'core.fsmonitor=', 'protocol.allow=never'].flatMap((one) => ['-c', one]);
  return async (words: readonly string[], input: Uint8Array = new Uint8Array()): Promise<{ readonly code: number; readonly text: string }> => {
    const all = ['--no-pager', '--no-replace-objects', ...settings, '-C', folder, ...words];
    const ran = await programs.run('git', all, { input, maxBytes: limits.maxDocumentBytes, timeoutMs });
    if (ran.kind === 'failed') throw new SealwrightError('GIT_FAILED', { message: `git: ${ran.reason}`, hint: 'is git installed?' });
    return { code: ran.code, text: Buffer.from(ran.stdout).toString('utf8') };
  };
}

export function idIn(text: string): string | undefined {
  return /^([0-9a-f]{40}|[0-9a-f]{64})\n$/.exec(text)?.[1];
}

function exists(name: string): SealwrightError {
  return new SealwrightError('TAG_EXISTS', {
    message: `the tag ${name} is there, and a tag is never moved`,
    hint: `sealwright verify git:${name} --key FILE, or another name`,
  });
}
