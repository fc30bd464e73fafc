import type { Answer, Observed } from '../registry/service/index.ts';
import type { ServiceFact, ServiceReport } from './report.ts';

const notAsked = 'not asked: add --online';

/** What the service said, as rows that a person reads; without an answer each row is unknown with its reason. */
export function serviceRows(observed: Observed | undefined): ServiceReport {
  if (observed === undefined) return { api: null, facts: topics.map((what) => ({ what, answer: null, reason: notAsked })) };
  const { repository, environments, rulesets, releases, attested } = observed;
  const facts: ServiceFact[] = [
    row('repository', repository, (r) => [r.fullName, r.visibility, ...(r.isFork ? ['a fork'] : []), ...(r.isArchived ? ['archived'] : [])].join(', ')),
    idsRow(repository),
    row('environments', environments, (all) => listed(all.map(environmentText))),
    row('rulesets', rulesets, (all) => listed(all.filter((one) => one.isActive).map(rulesetText))),
    row('default branch', observed.defaultBranchProtected, (isProtected) => (isProtected ? 'protected' : 'not protected')),
    row('immutable releases', observed.immutableReleases, (on) => (on ? 'on' : 'off')),
    row('actions pinned by commit', observed.pinningRequired, (required) => (required ? 'required' : 'not required')),
    row('newest release', releases, ([newest]) => (newest === undefined ? 'there is none' : `${newest.tag} with ${counted(newest.assets.length, 'file')}`)),
    row('release workflows', observed.workflows, (all) =>
      listed(all.map((one) => `${one.path}: ${one.state}, ${one.runs.kind === 'known' ? counted(one.runs.value, 'run') : 'runs not known'}`)),
    ),
    actionsRow(observed),
  ];
  if (attested.length > 0) facts.push(attestedRow(observed));
  return { api: observed.api, facts };
}

const idsTopic = 'numbers in certificates';

const topics = [
  'repository',
  idsTopic,
  'environments',
  'rulesets',
  'default branch',
  'immutable releases',
  'actions pinned by commit',
  'newest release',
  'release workflows',
  'actions that are used',
];

/** What certificates name besides the names: a repository of the same name that somebody else makes later has other numbers. */
function idsRow(repository: Observed['repository']): ServiceFact {
  if (repository.kind === 'unknown') return { what: idsTopic, answer: null, reason: repository.reason };
  const { ids } = repository.value;
  if (ids === null) return { what: idsTopic, answer: null, reason: 'the service does not tell them' };
  return {
    what: idsTopic,
    answer: `repository ${ids.repository} (extension 1.3.6.1.4.1.57264.1.15), owner ${ids.owner} (extension 1.3.6.1.4.1.57264.1.17)`,
    reason: null,
  };
}

function row<T>(what: string, answer: Answer<T>, text: (value: T) => string): ServiceFact {
  return answer.kind === 'known' ? { what, answer: text(answer.value), reason: null } : { what, answer: null, reason: answer.reason };
}

type Environment = Extract<Observed['environments'], { kind: 'known' }>['value'][number];
type Ruleset = Extract<Observed['rulesets'], { kind: 'known' }>['value'][number];

function environmentText(one: Environment): string {
  const policies = one.policies.kind === 'known' && one.refs === 'listed' ? listed(one.policies.value) : undefined;
  const parts = [
    ...(one.reviewers ? ['somebody approves'] : []),
    ...(one.otherRules ? ['other rules'] : []),
    ...(one.refs === 'any' ? [] : [policies === undefined ? `only from ${one.refs === 'listed' ? 'listed refs' : one.refs}` : `only from ${policies}`]),
  ];
  return `${one.name} (${parts.length === 0 ? 'nothing stands before it' : parts.join('; ')})`;
}

function rulesetText({ name, target, detail }: Ruleset): string {
  if (detail.kind === 'unknown') return `${name} for ${target} (its rules are not known)`;
  return `${name} for ${target} ${detail.value.include.join(' ')} (${detail.value.rules.join(', ')})`;
}

function actionsRow(observed: Observed): ServiceFact {
  const what = 'actions that are used';
  const actions = [...new Map(observed.actions.map((one) => [`${one.name}@${one.ref}`, one])).values()];
  if (actions.length === 0) return { what, answer: 'none that the service could be asked about', reason: null };
  const foreign = actions.filter((one) => one.commit.kind === 'known' && one.commit.value !== 'in the repository').length;
  const movable = actions.filter((one) => one.movable.kind === 'known' && one.movable.value.length > 0).length;
  const open = actions.filter((one) => one.movable.kind === 'unknown').length;
  const [first] = actions;
  if (first?.movable.kind === 'unknown' && open === actions.length) return { what, answer: null, reason: first.movable.reason };
  const parts = [
    counted(actions.length, 'action'),
    ...(foreign === 0 ? [] : [`${foreign} at a commit that is not of its repository`]),
    `${movable === 0 ? 'none' : movable} using others by a ref that can move`,
    ...(open === 0 ? [] : [`of ${open} that is not known`]),
  ];
  return { what, answer: parts.join(', '), reason: null };
}

/** Seen in the service's store, and not verified here. */
function attestedRow({ attested }: Observed): ServiceFact {
  const what = 'attestations of the newest release';
  const open = attested.find((one) => one.predicateTypes.kind === 'unknown');
  if (open?.predicateTypes.kind === 'unknown') return { what, answer: null, reason: open.predicateTypes.reason };
  const types = attested.flatMap((one) => (one.predicateTypes.kind === 'known' ? one.predicateTypes.value : []));
  const counts = [...Map.groupBy(types, (type) => type)].map(([type, all]) => `${all.length} have ${type}`);
  return {
    what,
    answer: `of ${counted(attested.length, 'file')} that were asked about ${counts.length === 0 ? 'none has one' : counts.join(', ')}; observed, not verified`,
    reason: null,
  };
}

function counted(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

const most = 12;

function listed(all: readonly string[]): string {
  if (all.length === 0) return 'none';
  return all.length <= most ? all.join(', ') : `${all.slice(0, most).join(', ')} and ${all.length - most} more`;
}
