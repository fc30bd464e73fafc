import { inflateSync } from 'node:zlib';
import type { GitFacts } from '../../base/index.ts';
import { limits } from '../../base/index.ts';
import { sortByBytes } from './by-bytes.ts';
import { readRegularFile } from './disk-tree.ts';
import { parseGitConfig, parseRemote } from './git-config.ts';
import type { Remote } from './git-config.ts';
import { findGitFolder, gitEntries, readGitFile } from './git-folder.ts';
import type { GitFolder } from './git-folder.ts';
import { commitDate, gitDate } from './git-process.ts';

const none: GitFacts = { host: null, owner: null, repo: null, commit: null, date: null, tags: [], defaultBranch: null };
const objectName = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const maxObjectBytes = 1024 * 1024;

/** Asks git for a commit's date, for commits that are packed: `(root, commit)` to ISO 8601 or null. */
export type GitDate = (root: string, commit: string) => string | null;

/**
 * Reads what a checkout's git folder says: remote, commit and its date, tags, default branch. Only text files and a
 * loose commit object are read; `askDate` is called once when the commit is packed. No git folder: all null.
 */
export function readGitFacts(root: string, askDate: GitDate = gitDate): GitFacts {
  const folder = findGitFolder(root);
  if (folder === undefined) return none;
  const packed = readPackedRefs(folder);
  const remote = readRemote(folder);
  const commit = readCommit(folder, packed);
  return {
    host: remote?.host ?? null,
    owner: remote?.owner ?? null,
    repo: remote?.repo ?? null,
    commit,
    date: commit === null ? null : (looseDate(folder, commit) ?? askDate(root, commit)),
    tags: readTags(folder, packed),
    defaultBranch: readDefaultBranch(folder),
  };
}

/** `origin`, or the only remote when it has another name. */
function readRemote(folder: GitFolder): Remote | null {
  const urls = parseGitConfig(readGitFile(folder.common, 'config') ?? '').filter((one) => one.section === 'remote' && one.key === 'url');
  const names = new Set(urls.map((one) => one.name));
  const chosen = names.has('origin') ? 'origin' : names.size === 1 ? [...names][0] : undefined;
  const url = urls.find((one) => one.name === chosen)?.value;
  return url === undefined ? null : parseRemote(url);
}

function readPackedRefs(folder: GitFolder): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  for (const line of (readGitFile(folder.common, 'packed-refs') ?? '').split('\n')) {
    const space = line.indexOf(' ');
    if (line.startsWith('#') || line.startsWith('^') || space === -1) continue;
    const id = line.slice(0, space);
    const name = line.slice(space + 1).trimEnd();
    if (objectName.test(id) && isRefName(name)) refs.set(name, id);
    if (refs.size >= limits.maxFilesListed) break;
  }
  return refs;
}

function readCommit(folder: GitFolder, packed: ReadonlyMap<string, string>): string | null {
  let text = readGitFile(folder.own, 'HEAD')?.trim();
  for (let hops = 0; hops < 5 && text !== undefined; hops++) {
    if (objectName.test(text)) return text;
    const ref = /^ref: (.+)$/.exec(text)?.[1];
    if (ref === undefined || !isRefName(ref)) return null;
    text = (readGitFile(folder.common, ref) ?? packed.get(ref))?.trim();
  }
  return null;
}

function readDefaultBranch(folder: GitFolder): string | null {
  const head = readGitFile(folder.common, 'refs/remotes/origin/HEAD')?.trim() ?? '';
  const branch = /^ref: refs\/remotes\/origin\/(.+)$/.exec(head)?.[1];
  return branch !== undefined && isRefName(`refs/heads/${branch}`) ? branch : null;
}

function readTags(folder: GitFolder, packed: ReadonlyMap<string, string>): readonly string[] {
  const tags = new Set<string>();
  for (const ref of packed.keys()) if (ref.startsWith('refs/tags/')) tags.add(ref.slice('refs/tags/'.length));
  const waiting = [''];
  for (let next = 0; next < waiting.length && waiting.length < limits.maxFilesListed && tags.size < limits.maxFilesListed; next++) {
    const at = waiting[next] ?? '';
    if (at.split('/').length > limits.maxFolderDepth) continue;
    const found = gitEntries(`${folder.common}/refs/tags/${at}`);
    for (const name of found.files) if (isRefName(`refs/tags/${at}${name}`)) tags.add(`${at}${name}`);
    for (const name of found.folders) waiting.push(`${at}${name}/`);
  }
  return sortByBytes(tags);
}

/** The rules of git-check-ref-format(1) that matter here: no way out of the folder, nothing that a terminal would act on. */
function isRefName(name: string): boolean {
  return name.startsWith('refs/') && name.length < 1_000 && !/[\0-\x20\x7f~^:?*[\\]|\.\.|\/\/|@\{|\.$|\/$|\.lock$|\/\./.test(name) && !name.includes('\ufffd');
}

function looseDate(folder: GitFolder, commit: string): string | null {
  const read = readRegularFile(`${folder.common}/objects/${commit.slice(0, 2)}/${commit.slice(2)}`, maxObjectBytes);
  if (read.kind !== 'bytes') return null;
  try {
    const object = inflateSync(read.bytes, { maxOutputLength: maxObjectBytes }).toString('utf8');
    return object.startsWith('commit ') ? commitDate(object.slice(object.indexOf('\0') + 1)) : null;
  } catch {
    return null;
  }
}
