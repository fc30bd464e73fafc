import { createHash } from 'node:crypto';
import type { Programs } from '../../base/index.ts';
import { limits } from '../../base/index.ts';
import type { Offered } from '../../trust/bundle/index.ts';
import { parsed, quoted, reason, refused, type Parsed } from '../../trust/reason/index.ts';
import { artifactOfBytes } from '../digest.ts';
import type { FoundSubject } from '../found.ts';
import { openPgpEvidence } from '../openpgp/evidence.ts';
import { gitsignSignature } from './gitsign.ts';
import { readGitObject, type GitObject } from './object.ts';
import type { SignedBytes } from './signed-bytes.ts';
import { sshSignature } from './ssh.ts';

/**
 * Settings that win over the checkout's own, which is not ours: no hooks, no helpers, no transport. Git only gives the
 * bytes of objects; who signed them it is not asked.
 */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=',
  'core.sshCommand=false',
  'credential.helper=',
  'protocol.allow=never',
  ...['ext', 'file', 'git', 'ssh', 'http', 'https'].map((one) => `protocol.${one}.allow=never`),
].flatMap((one) => ['-c', one]);

const timeoutMs = 60_000;

/** Finds the signature of a tag, or of the commit that a light tag or another name stands for, in the checkout of a folder. */
export async function findGit(name: string, programs: Programs, folder: string): Promise<Parsed<FoundSubject>> {
  if (!/^[\w./@+-]{1,250}$/.test(name) || name.startsWith('-')) return refused('SUBJECT_MALFORMED', `${quoted(name)} is no name of a tag or commit`);
  const object = await objectOf(name, programs, folder);
  if (object.kind === 'refused') return object;
  const { id, kind, tag, payload, signature } = object.value;
  // A tag that was renamed would stand for another version than its signer meant.
  if (tag !== undefined && tag.name !== name.replace(/^refs\/tags\//, ''))
    return refused('SUBJECT_OTHER_NAME', `the tag ${quoted(name)} says of itself that it is ${quoted(tag.name)}`, {
      hint: `it was renamed, or another tag was put in its place: git:${tag.name} is what was signed`,
    });
  const resolved = `git:${name} (${tag === undefined ? `commit ${id}` : `tag ${id} of ${tag.targetKind} ${tag.target}`})`;
  const from = `the ${kind} ${id}`;
  const isOpenPgp = signature?.startsWith('-----BEGIN PGP ') === true;
  const read = signature === undefined || isOpenPgp ? undefined : readGitSignature(signature, payload);
  const offered = isOpenPgp ? openPgpEvidence(Buffer.from(signature, 'latin1'), { from, format: 'git-signature' }) : offeredBy(read, from);
  return parsed({
    name: `git:${name}`,
    resolved,
    artifact: artifactOfBytes(read?.kind === 'parsed' ? read.value.signed : payload, name),
    offered,
    notes: [],
    lists: [],
    ...(signature === undefined ? { unsigned: reason('GIT_UNSIGNED', `${from} is not signed`) } : {}),
  });
}

/** Reads a signature over an object of git, of SSH or gitsign: what it is over, and as what the trust core verifies it. */
export function readGitSignature(signature: string, payload: Uint8Array): Parsed<SignedBytes> {
  if (signature.startsWith('-----BEGIN SSH SIGNATURE-----'))
    return sshSignature(signature, { namespace: 'git', digest: (hash) => createHash(hash).update(payload).digest() });
  if (signature.startsWith('-----BEGIN SIGNED MESSAGE-----')) return gitsignSignature(signature, payload);
  return refused('SIGNATURE_FOREIGN', 'the signature is of a kind that is not known');
}

function offeredBy(read: Parsed<SignedBytes> | undefined, from: string): readonly Offered[] {
  return read === undefined ? [] : [{ from, format: 'git-signature', use: 'git', bundle: read.kind === 'parsed' ? parsed(read.value.bundle) : read }];
}

async function objectOf(name: string, programs: Programs, folder: string): Promise<Parsed<GitObject>> {
  const git = async (...words: readonly string[]) => {
    const all = ['--no-optional-locks', '--no-pager', '--no-replace-objects', '--literal-pathspecs', ...settings, '-C', folder, ...words];
    return await programs.run('git', all, { input: new Uint8Array(), maxBytes: limits.maxDocumentBytes, timeoutMs });
  };
  const inside = await git('rev-parse', '--git-dir');
  if (inside.kind === 'ended' && inside.code !== 0)
    return refused('SUBJECT_MISSING', 'the current folder is not in a checkout of git, in which tags are looked for', {
      hint: `cd CHECKOUT, and then: sealwright verify git:${name}`,
    });
  // A branch of the same name is not what a release is named after: other refs, and commits, are asked for by their whole name.
  for (const ref of name.startsWith('refs/') || /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name) ? [name] : [`refs/tags/${name}`]) {
    const found = await git('rev-parse', '--verify', '--quiet', '--end-of-options', ref);
    if (found.kind === 'failed') return refused('SUBJECT_UNREADABLE', `git: ${found.reason}`);
    const id = /^([0-9a-f]{40}|[0-9a-f]{64})\n$/.exec(Buffer.from(found.stdout).toString('latin1'))?.[1];
    if (found.code !== 0 || id === undefined) continue;
    const type = await git('cat-file', '-t', id);
    const kind = type.kind === 'ended' && type.code === 0 ? Buffer.from(type.stdout).toString('latin1').trim() : '';
    if (kind !== 'tag' && kind !== 'commit') return refused('SUBJECT_UNREADABLE', `${quoted(name)} is neither a tag nor a commit`);
    const bytes = await git('cat-file', kind, id);
    if (bytes.kind === 'failed' || bytes.code !== 0) return refused('SUBJECT_UNREADABLE', `git cannot read the ${kind} ${id}`);
    return readGitObject(bytes.stdout, { id, kind });
  }
  return refused('SUBJECT_MISSING', `there is no tag ${quoted(name)} in this checkout`, { hint: 'git fetch --tags' });
}
