import { limits } from '../../base/index.ts';
import { known, malformed, then, unknown, type Answer } from './answer.ts';
import type { ApiClient } from './client.ts';
import type { Belonging } from './facts.ts';
import { fieldsOf, objectIn, textIn } from './read.ts';
import { hidden } from './repository.ts';

const sha = /^[0-9a-f]{40}$/;

/** The commit that a tag stands for, or null where there is no such tag. https://docs.github.com/en/rest/git/refs */
export async function commitOfTag(client: ApiClient, path: string, tag: string): Promise<Answer<string | null>> {
  const name = tag.split('/').map(encodeURIComponent).join('/');
  const found = await client.json(`${path}/git/ref/tags/${name}`);
  if (found.kind === 'missing') return known(null);
  if (found.kind === 'unknown') return found;
  return peeled(client, path, objectIn(fieldsOf(found.value), 'object'));
}

/** Follows a tag object to its commit; one that leads to another tag is followed once more. */
async function peeled(client: ApiClient, path: string, object: Readonly<Record<string, unknown>> | undefined): Promise<Answer<string | null>> {
  let [type, id] = [textIn(object, 'type'), textIn(object, 'sha')];
  for (let i = 0; i < 2 && type === 'tag' && id !== undefined && sha.test(id); i++) {
    const found = hidden(await client.json(`${path}/git/tags/${id}`), client);
    if (found.kind === 'unknown') return found;
    const inner = objectIn(fieldsOf(found.value), 'object');
    [type, id] = [textIn(inner, 'type'), textIn(inner, 'sha')];
  }
  return type === 'commit' && id !== undefined && sha.test(id) ? known(id) : malformed;
}

/**
 * Whether a commit is reached from a branch or tag of the repository. The service finds commits of every fork under the
 * name of the repository that was forked, so that a commit which is found need not be the project's.
 */
export async function belonging(client: ApiClient, path: string, commit: string, defaultBranch: string): Promise<Answer<Belonging>> {
  const there = await client.json(`${path}/git/commits/${commit}`);
  if (there.kind === 'missing') return known('no such commit');
  if (there.kind === 'unknown') return there;
  const first = await reaches(client, path, defaultBranch, commit);
  if (first.kind === 'known' && first.value) return known('in the repository');
  // The newest come first; a commit that a release was made of is mostly the tag's own.
  const tags = await heads(client, `${path}/tags?per_page=100`);
  const branches = await heads(client, `${path}/branches?per_page=100`);
  if (tags.kind === 'unknown') return tags;
  if (branches.kind === 'unknown') return branches;
  const refs = [...tags.value, ...branches.value];
  if (refs.some((ref) => ref.commit === commit)) return known('in the repository');
  const others = refs.filter((ref) => ref.name !== defaultBranch);
  if (others.length > limits.maxRefsCompared)
    return unknown(`it is not the commit of a tag, nor on the branch ${defaultBranch}; the other branches are too many to ask`);
  for (const ref of others) {
    const answer = await reaches(client, path, ref.commit, commit);
    if (answer.kind === 'unknown') return answer;
    if (answer.value) return known('in the repository');
  }
  return then(first, () => known('not in the repository'));
}

/** Whether `base` has the commit in its history. The second page has the answer without the changed files. */
async function reaches(client: ApiClient, path: string, base: string, commit: string): Promise<Answer<boolean>> {
  const found = hidden(await client.json(`${path}/compare/${encodeURIComponent(base)}...${commit}?per_page=1&page=2`), client);
  if (found.kind === 'unknown') return found;
  const status = textIn(fieldsOf(found.value), 'status');
  if (status === 'behind' || status === 'identical') return known(true);
  return status === 'ahead' || status === 'diverged' ? known(false) : malformed;
}

async function heads(client: ApiClient, address: string): Promise<Answer<readonly { readonly name: string; readonly commit: string }[]>> {
  const found = hidden(await client.list(address, (page) => (Array.isArray(page) ? page : undefined)), client);
  if (found.kind === 'unknown') return found;
  const out = found.value.map((one) => ({ name: textIn(fieldsOf(one), 'name'), commit: textIn(objectIn(fieldsOf(one), 'commit'), 'sha') }));
  return out.every((one): one is { name: string; commit: string } => one.name !== undefined && one.commit !== undefined) ? known(out) : malformed;
}
