import type { Http } from '../../base/index.ts';
import { readActions } from './actions.ts';
import { known, then, unknown } from './answer.ts';
import { ApiClient, type ApiAddress } from './client.ts';
import type { Observed, Questions } from './facts.ts';
import { readAttested, readReleases } from './releases.ts';
import { readBranchProtected, readEnvironments, readRepository, readRulesets, readSetting, type OpenRepository } from './repository.ts';
import { readWorkflows } from './runs.ts';

export interface ObserveInput {
  readonly http: Http;
  readonly address: ApiAddress;
  readonly questions: Questions;
  /** Called before each request with their number so far. */
  readonly onRequest?: (asked: number) => void;
}

/** Asks a service, with reading requests alone, what the files of a checkout cannot show. Whatever it answers is a value. */
export async function observe({ http, address, questions, onRequest }: ObserveInput): Promise<Observed> {
  const client = new ApiClient(http, address, onRequest);
  const repository = await readRepository(client, questions.owner, questions.repo);
  // What is known of the repository itself comes first: a rate limit may end the rest.
  const own = repository.kind === 'known' ? await ownFacts(client, repository.value, questions) : nothing(repository);
  const actions = await readActions(client, questions.actions);
  return {
    api: address.url,
    ...own,
    repository: then(repository, ({ fullName, visibility, isFork, isArchived, defaultBranch, ids }) =>
      known({ fullName, visibility, isFork, isArchived, defaultBranch, ids }),
    ),
    actions,
  };
}

type OwnFacts = Omit<Observed, 'api' | 'repository' | 'actions'>;

async function ownFacts(client: ApiClient, repository: OpenRepository, questions: Questions): Promise<OwnFacts> {
  const { path } = repository;
  const [environments, releases, workflows, rulesets, defaultBranchProtected, setting, pinningRequired] = await Promise.all([
    readEnvironments(client, path, questions.environments),
    readReleases(client, path),
    readWorkflows(client, path, questions.workflows),
    readRulesets(client, path),
    readBranchProtected(client, repository),
    readSetting(client, `${path}/immutable-releases`, 'enabled'),
    readSetting(client, `${path}/actions/permissions`, 'sha_pinning_required'),
  ]);
  const newest = releases.kind === 'known' ? releases.value[0] : undefined;
  // A release carries the mark of the setting under which it was published, for everybody to read.
  const marked = newest === undefined || newest.isImmutable === null ? setting : known(newest.isImmutable);
  return {
    environments,
    releases,
    workflows,
    rulesets,
    defaultBranchProtected,
    immutableReleases: setting.kind === 'known' ? setting : marked,
    pinningRequired,
    attested: await readAttested(client, path, newest),
  };
}

function nothing(why: { readonly kind: 'unknown'; readonly reason: string }): OwnFacts {
  const answer = unknown(why.reason);
  return {
    environments: answer,
    releases: answer,
    workflows: answer,
    rulesets: answer,
    defaultBranchProtected: answer,
    immutableReleases: answer,
    pinningRequired: answer,
    attested: [],
  };
}
