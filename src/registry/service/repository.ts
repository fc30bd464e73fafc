import { limits } from '../../base/index.ts';
import { known, malformed, unknown, type Answer } from './answer.ts';
import type { ApiClient, Found } from './client.ts';
import type { EnvironmentFacts, RepositoryFacts, RepositoryIds, RulesetFacts } from './facts.ts';
import { countIn, fieldsOf, flagIn, listIn, objectIn, textIn, textsIn, type Fields } from './read.ts';

/** A repository with the path below which everything else is asked. */
export interface OpenRepository extends RepositoryFacts {
  /** `/repos/owner/repo` under its name of today. */
  readonly path: string;
}

/** `/repos/owner/repo`, or undefined where the names are none that a repository can have: they come from the checkout. */
export function repositoryPath(owner: string, repo: string): string | undefined {
  return [owner, repo].every((part) => /^[\w.-]{1,100}$/.test(part) && !/^\.+$/.test(part)) ? `/repos/${owner}/${repo}` : undefined;
}

/** A 404 is no answer: services give it for what the asker may not see. */
export function hidden<T>(found: Found<T>, client: ApiClient): Answer<T> {
  if (found.kind !== 'missing') return found;
  return unknown(client.hasToken ? 'it is not there, or the token may not see it' : 'it is not there, or not readable without a token');
}

/** Who and what a repository is today. https://docs.github.com/en/rest/repos/repos#get-a-repository */
export async function readRepository(client: ApiClient, owner: string, repo: string): Promise<Answer<OpenRepository>> {
  const asked = repositoryPath(owner, repo);
  if (asked === undefined) return unknown('its name is none that the service could have');
  const found = hidden(await client.json(asked), client);
  if (found.kind === 'unknown') return found;
  const fields = fieldsOf(found.value);
  const fullName = textIn(fields, 'full_name');
  const isPrivate = flagIn(fields, 'private');
  const named = textIn(fields, 'visibility');
  const visibility =
    named === 'public' || named === 'private' || named === 'internal' ? named : isPrivate === undefined ? undefined : isPrivate ? 'private' : 'public';
  const isFork = flagIn(fields, 'fork');
  const isArchived = flagIn(fields, 'archived');
  const defaultBranch = textIn(fields, 'default_branch');
  const [ownerNow = '', repoNow = '', ...more] = (fullName ?? '').split('/');
  const path = more.length === 0 ? repositoryPath(ownerNow, repoNow) : undefined;
  if (
    fullName === undefined ||
    path === undefined ||
    visibility === undefined ||
    isFork === undefined ||
    isArchived === undefined ||
    defaultBranch === undefined
  )
    return malformed;
  // Two fields that deny each other are no answer.
  if (isPrivate !== undefined && isPrivate === (visibility === 'public')) return malformed;
  return known({
    fullName,
    visibility,
    isFork,
    isArchived,
    defaultBranch,
    ids: idsIn(fields),
    path,
  });
}

/** The numbers of a repository and of its owner, where both are some. */
function idsIn(fields: Fields | undefined): RepositoryIds | null {
  const repository = countIn(fields, 'id');
  const owner = countIn(objectIn(fields, 'owner'), 'id');
  return repository === undefined || owner === undefined || repository === 0 || owner === 0 ? null : { repository: String(repository), owner: String(owner) };
}

/** Environments and what stands before them. https://docs.github.com/en/rest/deployments/environments */
export async function readEnvironments(client: ApiClient, path: string, asked: readonly string[]): Promise<Answer<readonly EnvironmentFacts[]>> {
  const found = hidden(await client.list(`${path}/environments?per_page=100`, (page) => listIn(fieldsOf(page), 'environments')), client);
  if (found.kind === 'unknown') return found;
  const wanted = new Set(asked.map((name) => name.toLowerCase()));
  const out: EnvironmentFacts[] = [];
  for (const one of found.value) {
    const facts = await environmentOf(client, path, fieldsOf(one), wanted);
    if (facts === undefined) return malformed;
    out.push(facts);
  }
  return known(out);
}

async function environmentOf(client: ApiClient, path: string, fields: Fields | undefined, wanted: ReadonlySet<string>): Promise<EnvironmentFacts | undefined> {
  const name = textIn(fields, 'name');
  if (fields === undefined || name === undefined) return undefined;
  const kinds = (listIn(fields, 'protection_rules') ?? []).map((rule) => textIn(fieldsOf(rule), 'type') ?? 'other');
  const policy = fields['deployment_branch_policy'];
  const isListed = flagIn(fieldsOf(policy), 'custom_branch_policies') === true;
  const isProtected = flagIn(fieldsOf(policy), 'protected_branches') === true;
  // Of a policy that is neither it is not known what it lets through.
  if (policy !== null && policy !== undefined && !isListed && !isProtected) return undefined;
  return {
    name,
    reviewers: kinds.includes('required_reviewers'),
    otherRules: kinds.some((kind) => kind !== 'required_reviewers' && kind !== 'branch_policy'),
    refs: isListed ? 'listed' : isProtected ? 'protected branches' : 'any',
    policies: isListed && wanted.has(name.toLowerCase()) ? await readPolicies(client, path, name) : unknown('not asked'),
  };
}

async function readPolicies(client: ApiClient, path: string, name: string): Promise<Answer<readonly string[]>> {
  const address = `${path}/environments/${encodeURIComponent(name)}/deployment-branch-policies?per_page=100`;
  const found = hidden(await client.list(address, (page) => listIn(fieldsOf(page), 'branch_policies')), client);
  if (found.kind === 'unknown') return found;
  const policies = found.value.map((one) => {
    const pattern = textIn(fieldsOf(one), 'name');
    return pattern === undefined ? undefined : `${textIn(fieldsOf(one), 'type') ?? 'branch'} ${pattern}`;
  });
  return policies.every((one) => one !== undefined) ? known(policies) : malformed;
}

/** Rules for branches and tags, those of the organisation included. https://docs.github.com/en/rest/repos/rules */
export async function readRulesets(client: ApiClient, path: string): Promise<Answer<readonly RulesetFacts[]>> {
  const found = hidden(await client.list(`${path}/rulesets?includes_parents=true&per_page=100`, (page) => (Array.isArray(page) ? page : undefined)), client);
  if (found.kind === 'unknown') return found;
  if (found.value.length > limits.maxRulesetsAsked) return unknown(`there are more than ${limits.maxRulesetsAsked} rulesets`);
  const out = await Promise.all(
    found.value.map(async (one): Promise<RulesetFacts | undefined> => {
      const fields = fieldsOf(one);
      const [id, name, target, enforcement] = [countIn(fields, 'id'), textIn(fields, 'name'), textIn(fields, 'target'), textIn(fields, 'enforcement')];
      if (id === undefined || name === undefined || target === undefined || enforcement === undefined) return undefined;
      const isActive = enforcement === 'active';
      return { name, target, isActive, detail: isActive ? await readRuleset(client, path, id) : unknown('it is not active') };
    }),
  );
  return out.every((one) => one !== undefined) ? known(out) : malformed;
}

async function readRuleset(client: ApiClient, path: string, id: number): Promise<RulesetFacts['detail']> {
  const found = hidden(await client.json(`${path}/rulesets/${id}`), client);
  if (found.kind === 'unknown') return found;
  const fields = fieldsOf(found.value);
  const rules = listIn(fields, 'rules')?.map((rule) => textIn(fieldsOf(rule), 'type'));
  const names = objectIn(objectIn(fields, 'conditions'), 'ref_name');
  const include = textsIn(names, 'include');
  const exclude = textsIn(names, 'exclude') ?? [];
  if (rules?.every((one) => one !== undefined) !== true || include === undefined) return malformed;
  return known({ include, exclude, rules });
}

/** Whether anything protects the default branch. https://docs.github.com/en/rest/branches/branches#get-a-branch */
export async function readBranchProtected(client: ApiClient, repository: OpenRepository): Promise<Answer<boolean>> {
  const found = hidden(await client.json(`${repository.path}/branches/${encodeURIComponent(repository.defaultBranch)}`), client);
  if (found.kind === 'unknown') return found;
  const isProtected = flagIn(fieldsOf(found.value), 'protected');
  return isProtected === undefined ? malformed : known(isProtected);
}

/** A setting that administrators alone may read. */
export async function readSetting(client: ApiClient, address: string, key: string): Promise<Answer<boolean>> {
  if (!client.hasToken) return unknown('only a token of an administrator can read it');
  const found = await client.json(address);
  if (found.kind === 'missing') return unknown('only a token of an administrator can read it');
  if (found.kind === 'unknown') return found;
  const value = flagIn(fieldsOf(found.value), key);
  return value === undefined ? unknown('the service does not say') : known(value);
}
