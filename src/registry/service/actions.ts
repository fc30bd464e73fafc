import { limits } from '../../base/index.ts';
import { parseAction, parseWorkflow } from '../../workflow/index.ts';
import { known, unknown, type Answer } from './answer.ts';
import type { ApiClient } from './client.ts';
import { belonging, commitOfTag } from './commits.ts';
import type { ActionFacts, AskedAction } from './facts.ts';
import { fieldsOf, textIn } from './read.ts';
import { hidden, repositoryPath } from './repository.ts';

const isCommit = (ref: string): boolean => /^[0-9a-f]{40}$/i.test(ref);
/** A version in full: the tag of a major version is moved on purpose. */
const isFullVersion = (version: string): boolean => /^v?\d+\.\d+\.\d+/.test(version);

/** What the service knows of the actions that are used: whose commits they are, and what they use in turn. */
export async function readActions(client: ApiClient, asked: readonly AskedAction[]): Promise<readonly ActionFacts[]> {
  return Promise.all(asked.slice(0, limits.maxActionsAsked).map((one) => readAction(client, one)));
}

async function readAction(client: ApiClient, action: AskedAction): Promise<ActionFacts> {
  const { name, ref, version } = action;
  const path = pathOf(name);
  const facts = { name, ref, version };
  if (path === undefined) return { ...facts, commit: unknown('its name is none'), versionIsAt: null, movable: unknown('its name is none') };
  const movable = await movableIn(client, name, ref, 1);
  if (!isCommit(ref)) return { ...facts, commit: unknown('it is not named by a commit'), versionIsAt: null, movable };
  const tagged = version !== undefined && isFullVersion(version) ? await commitOfTag(client, path, version) : unknown('no version is named');
  if (tagged.kind === 'known' && tagged.value === ref.toLowerCase()) return { ...facts, commit: known('in the repository'), versionIsAt: null, movable };
  const versionIsAt = tagged.kind === 'known' ? tagged.value : null;
  const repository = hidden(await client.json(path), client);
  const branch = repository.kind === 'known' ? textIn(fieldsOf(repository.value), 'default_branch') : undefined;
  if (branch === undefined)
    return { ...facts, commit: repository.kind === 'unknown' ? repository : unknown('its repository is not told'), versionIsAt, movable };
  return { ...facts, commit: await belonging(client, path, ref.toLowerCase(), branch), versionIsAt, movable };
}

/** The path of an action's repository, of a name that is one. */
function pathOf(name: string): string | undefined {
  const [owner = '', repo = '', ...folders] = name.split('/');
  return folders.some((part) => part === '' || /^\.+$/.test(part)) ? undefined : repositoryPath(owner, repo);
}

/** What an action or reusable workflow uses by a tag or branch, each with the way that leads to it. */
async function movableIn(client: ApiClient, name: string, ref: string, depth: number): Promise<Answer<readonly string[]>> {
  const path = pathOf(name);
  if (path === undefined) return unknown(`${name} is no name of an action`);
  const used = await usesOf(client, path, name, ref);
  if (used.kind === 'unknown') return used;
  const out: string[] = [];
  for (const one of used.value) {
    const parts = /^([^@\s]+)@(\S+)$/.exec(one);
    const [, inner = '', innerRef = ''] = parts ?? [];
    // A part of the same repository is at the same commit; an image is named by its digest or not at all.
    if (one.startsWith('./')) continue;
    if (one.startsWith('docker://')) {
      if (!/@sha256:[0-9a-f]{64}$/.test(one)) out.push(one);
      continue;
    }
    if (parts === null) return unknown(`${name} uses ${one.slice(0, 100)}, which is no name of an action`);
    if (!isCommit(innerRef)) {
      out.push(one);
      continue;
    }
    if (depth === limits.maxActionDepth) return unknown(`${name} uses actions within actions deeper than is followed`);
    const within = await movableIn(client, inner, innerRef, depth + 1);
    if (within.kind === 'unknown') return within;
    out.push(...within.value.map((last) => `${last} (of ${inner})`));
  }
  return known([...new Set(out)]);
}

/** What the text of an action or reusable workflow names in its `uses:`. */
async function usesOf(client: ApiClient, path: string, name: string, ref: string): Promise<Answer<readonly string[]>> {
  const folder = name.split('/').slice(2);
  const isWorkflow = /\.ya?ml$/i.test(folder.at(-1) ?? '');
  const files = isWorkflow
    ? [folder]
    : [
        [...folder, 'action.yml'],
        [...folder, 'action.yaml'],
      ];
  for (const file of files) {
    const found = await client.text(`${path}/contents/${file.map(encodeURIComponent).join('/')}?ref=${encodeURIComponent(ref)}`);
    if (found.kind === 'missing') continue;
    if (found.kind === 'unknown') return found;
    return isWorkflow ? usesOfWorkflow(file.join('/'), found.value) : usesOfAction(file.join('/'), found.value);
  }
  return unknown(`the text of ${name} at ${ref} was not found`);
}

function usesOfAction(file: string, text: string): Answer<readonly string[]> {
  const action = parseAction(file, text);
  if (action.kind !== 'action') return unknown(`${file} cannot be read`);
  if (action.using === '') return unknown(`${file} does not say what it runs`);
  const image = action.image?.value ?? '';
  return known([...action.steps.flatMap((step) => step.uses?.value.trim() ?? []), ...(image.startsWith('docker://') ? [image] : [])]);
}

function usesOfWorkflow(file: string, text: string): Answer<readonly string[]> {
  const workflow = parseWorkflow(file, text);
  if (workflow.kind !== 'workflow') return unknown(`${file} cannot be read`);
  if (workflow.jobs.length === 0) return unknown(`${file} names no job`);
  return known(
    workflow.jobs.flatMap((job) => [...(job.uses === undefined ? [] : [job.uses.value.trim()]), ...job.steps.flatMap((step) => step.uses?.value.trim() ?? [])]),
  );
}
