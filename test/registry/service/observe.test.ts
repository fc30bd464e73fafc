import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observe, type Observed, type Questions } from '../../../src/registry/service/index.ts';
import type { Served } from '../../support/api-server.ts';
import { cannedHttp, foreignCommit, ownCommit, questions, sampleService } from '../../support/sample-service.ts';

const api = 'https://api.example.com';

function ask(
  change: Readonly<Record<string, Served>> = {},
  more: { readonly questions?: Questions; readonly token?: string; readonly asked?: string[] } = {},
): Promise<Observed> {
  return observe({
    http: cannedHttp({ ...sampleService(), ...change }, more.asked),
    address: { url: api, token: 'token' in more ? more.token : 'secret' },
    questions: more.questions ?? questions,
  });
}

function valueOf<T>(answer: { readonly kind: 'known'; readonly value: T } | { readonly kind: 'unknown'; readonly reason: string }): T {
  assert.equal(answer.kind, 'known', answer.kind === 'unknown' ? answer.reason : '');
  return (answer as { readonly value: T }).value;
}

function reasonOf(answer: { readonly kind: 'known' } | { readonly kind: 'unknown'; readonly reason: string }): string {
  assert.equal(answer.kind, 'unknown');
  return (answer as { readonly reason: string }).reason;
}

test('what the service says of a repository is read', async () => {
  const seen = await ask();
  assert.deepEqual(valueOf(seen.repository), {
    fullName: 'acme/lens',
    visibility: 'public',
    isFork: false,
    isArchived: false,
    defaultBranch: 'main',
    ids: { repository: '123456', owner: '7890' },
  });
  assert.deepEqual(
    valueOf(seen.environments).map(({ name, reviewers, refs, policies }) => [name, reviewers, refs, policies.kind === 'known' ? policies.value : null]),
    [
      ['release', true, 'listed', ['tag v*']],
      ['docs', false, 'any', null],
    ],
  );
  assert.deepEqual(valueOf(valueOf(seen.rulesets)[0]!.detail), { include: ['refs/tags/v*'], exclude: [], rules: ['deletion', 'update'] });
  assert.equal(valueOf(seen.defaultBranchProtected), true);
  assert.equal(valueOf(seen.immutableReleases), true);
  assert.equal(valueOf(seen.pinningRequired), false);
  assert.deepEqual(
    valueOf(seen.releases).map((one) => one.tag),
    ['v1.0.0'],
    'a draft is no release',
  );
  assert.deepEqual(valueOf(seen.workflows), [{ path: '.github/workflows/release.yml', state: 'active', runs: { kind: 'known', value: 3 } }]);
  assert.deepEqual(
    seen.attested.map((one) => [one.name, valueOf(one.predicateTypes)]),
    [['lens.tar.gz', ['https://slsa.dev/provenance/v1']]],
    'a list of checksums is evidence itself',
  );
});

test('numbers that are none are not told', async () => {
  for (const rest of [{ id: '123456' }, { id: -1 }, { id: 1.5 }, { owner: { login: 'acme' } }, { owner: 7 }, { id: 0 }]) {
    const served = sampleService();
    served['/repos/acme/lens'] = { ...(served['/repos/acme/lens'] as object), ...rest } as never;
    const seen = await observe({ http: cannedHttp(served), address: { url: 'https://api.github.com', token: 'secret' }, questions });
    assert.equal(valueOf(seen.repository).ids, null, JSON.stringify(rest));
  }
});

test('an action is looked into, and so is what it uses', async () => {
  const [action] = (await ask()).actions;
  assert.equal(valueOf(action!.commit), 'in the repository');
  assert.deepEqual(valueOf(action!.movable), ['acme/setup@v2']);
});

test('a commit that is the tag of the comment belongs to the repository; another is looked for', async () => {
  const at = (ref: string, version: string | undefined): Questions => ({ ...questions, actions: [{ name: 'acme/sign', ref, version }] });
  const foreign = {
    [`/repos/acme/sign/git/commits/${foreignCommit}`]: { sha: foreignCommit },
    [`/repos/acme/sign/compare/main...${foreignCommit}`]: { status: 'diverged' },
    '/repos/acme/sign/tags': [{ name: 'v1.2.0', commit: { sha: ownCommit } }],
    '/repos/acme/sign/branches': [{ name: 'main', commit: { sha: ownCommit } }],
    [`/repos/acme/sign/compare/${ownCommit}...${foreignCommit}`]: { status: 'diverged' },
  };
  const cases: readonly { readonly what: string; readonly change: Record<string, Served>; readonly asked: Questions; readonly said: string }[] = [
    { what: 'of a fork', change: foreign, asked: at(foreignCommit, 'v1.2.0'), said: 'not in the repository' },
    {
      what: 'on the default branch',
      change: { ...foreign, [`/repos/acme/sign/compare/main...${foreignCommit}`]: { status: 'behind' } },
      asked: at(foreignCommit, undefined),
      said: 'in the repository',
    },
    {
      what: 'on another branch',
      change: { ...foreign, [`/repos/acme/sign/compare/${ownCommit}...${foreignCommit}`]: { status: 'behind' } },
      asked: at(foreignCommit, undefined),
      said: 'in the repository',
    },
    { what: 'nowhere', change: {}, asked: at(foreignCommit, undefined), said: 'no such commit' },
  ];
  for (const { what, change, asked, said } of cases) {
    const [action] = (await ask(change, { questions: asked })).actions;
    assert.equal(valueOf(action!.commit), said, what);
  }
  const [moved] = (await ask(foreign, { questions: at(foreignCommit, 'v1.2.0') })).actions;
  assert.equal(moved!.versionIsAt, ownCommit);
  const open: readonly { readonly what: string; readonly change: Record<string, Served> }[] = [
    { what: 'a comparison that fails', change: { ...foreign, [`/repos/acme/sign/compare/${ownCommit}...${foreignCommit}`]: 500 } },
    { what: 'a default branch that cannot be compared', change: { ...foreign, [`/repos/acme/sign/compare/main...${foreignCommit}`]: 500 } },
    { what: 'tags that cannot be read', change: { ...foreign, '/repos/acme/sign/tags': 500 } },
    {
      what: 'too many branches',
      change: { ...foreign, '/repos/acme/sign/branches': Array.from({ length: 40 }, (_, i) => ({ name: `b${i}`, commit: { sha: `${i}`.padStart(40, '0') } })) },
    },
    { what: 'a repository that cannot be seen', change: { ...foreign, '/repos/acme/sign': 404 } },
  ];
  for (const { what, change } of open) {
    const [action] = (await ask(change, { questions: at(foreignCommit, undefined) })).actions;
    assert.equal(action!.commit.kind, 'unknown', what);
  }
});

test('an action that does not say what it runs is not known to use nothing', async () => {
  for (const text of ['name: sign\n', 'runs: composite\n']) {
    const [action] = (await ask({ '/repos/acme/sign/contents/action.yml': text })).actions;
    assert.equal(action!.movable.kind, 'unknown', text);
  }
});

test('what is not readable is unknown, and says why', async () => {
  const cases: readonly {
    readonly what: string;
    readonly change: Record<string, Served>;
    readonly of: (seen: Observed) => { readonly kind: 'known' } | { readonly kind: 'unknown'; readonly reason: string };
    readonly why: RegExp;
  }[] = [
    { what: 'a hidden repository', change: { '/repos/acme/lens': 404 }, of: (s) => s.repository, why: /may not see it/ },
    { what: 'everything of a hidden repository', change: { '/repos/acme/lens': 404 }, of: (s) => s.rulesets, why: /may not see it/ },
    { what: 'a forbidden list', change: { '/repos/acme/lens/environments': 403 }, of: (s) => s.environments, why: /the token may not read it/ },
    { what: 'a setting for administrators', change: { '/repos/acme/lens/actions/permissions': 404 }, of: (s) => s.pinningRequired, why: /administrator/ },
    { what: 'a setting that is not told', change: { '/repos/acme/lens/actions/permissions': {} }, of: (s) => s.pinningRequired, why: /does not say/ },
    { what: 'an error of the service', change: { '/repos/acme/lens/rulesets': 502 }, of: (s) => s.rulesets, why: /status 502/ },
    { what: 'no JSON', change: { '/repos/acme/lens/branches/main': '<html>' }, of: (s) => s.defaultBranchProtected, why: /JSON/ },
  ];
  for (const { what, change, of, why } of cases) assert.match(reasonOf(of(await ask(change))), why, what);
});

test('an answer of another form than it should have is unknown', async () => {
  const forms: readonly Served[] = [{}, [], null, 'x', { message: 1 }, [1], [[]], [null], [{ name: 5 }]];
  const parts: readonly { readonly path: string; readonly of: (seen: Observed) => { readonly kind: string } }[] = [
    { path: '/repos/acme/lens', of: (s) => s.repository },
    { path: '/repos/acme/lens/environments', of: (s) => s.environments },
    { path: '/repos/acme/lens/branches/main', of: (s) => s.defaultBranchProtected },
    { path: '/repos/acme/lens/actions/workflows', of: (s) => s.workflows },
  ];
  for (const form of forms) for (const { path, of } of parts) assert.equal(of(await ask({ [path]: form })).kind, 'unknown', `${path} ${JSON.stringify(form)}`);
  const deeper: readonly { readonly what: string; readonly change: Record<string, Served>; readonly of: (seen: Observed) => { readonly kind: string } }[] = [
    {
      what: 'a name of a repository that is none',
      change: { '/repos/acme/lens': { full_name: '../../x', private: false, fork: false, archived: false, default_branch: 'main' } },
      of: (s) => s.repository,
    },
    {
      what: 'public and private',
      change: { '/repos/acme/lens': { full_name: 'acme/lens', visibility: 'public', private: true, fork: false, archived: false, default_branch: 'main' } },
      of: (s) => s.repository,
    },
    { what: 'a list of texts', change: { '/repos/acme/lens/releases': ['v1'] }, of: (s) => s.releases },
    { what: 'files that are no list', change: { '/repos/acme/lens/releases': [{ tag_name: 'v1', draft: false, assets: 'all' }] }, of: (s) => s.releases },
    {
      what: 'a policy of a new kind',
      change: { '/repos/acme/lens/environments': { environments: [{ name: 'release', deployment_branch_policy: { new: true } }] } },
      of: (s) => s.environments,
    },
    {
      what: 'a number that is none',
      change: { '/repos/acme/lens/actions/workflows/5/runs': { total_count: '0' } },
      of: (s) => (s.workflows.kind === 'known' ? s.workflows.value[0]!.runs : s.workflows),
    },
    {
      what: 'rules without kinds',
      change: { '/repos/acme/lens/rulesets/7': { rules: [1], conditions: { ref_name: { include: [] } } } },
      of: (s) => (s.rulesets.kind === 'known' ? s.rulesets.value[0]!.detail : s.rulesets),
    },
  ];
  for (const { what, change, of } of deeper) assert.equal(of(await ask(change)).kind, 'unknown', what);
});

test('an attestation of other bytes is no attestation of the file', async () => {
  const path = Object.keys(sampleService()).find((one) => one.includes('/attestations/'))!;
  const other = { predicateType: 'x', subject: [{ name: 'lens.tar.gz', digest: { sha256: 'e'.repeat(64) } }] };
  const [asset] = (await ask({ [path]: { attestations: [{ bundle: { dsseEnvelope: { payload: btoa(JSON.stringify(other)) } } }] } })).attested;
  assert.equal(asset!.predicateTypes.kind, 'unknown');
  const [none] = (await ask({ [path]: 404 })).attested;
  assert.deepEqual(valueOf(none!.predicateTypes), []);
});

test('without a token what administrators alone may read is not asked', async () => {
  const asked: string[] = [];
  const seen = await observe({ http: cannedHttp(sampleService(), asked), address: { url: api, token: undefined }, questions });
  assert.match(reasonOf(seen.pinningRequired), /administrator/);
  assert.ok(!asked.some((path) => path.endsWith('/actions/permissions')));
  assert.equal(valueOf(seen.immutableReleases), true, 'the newest release carries the mark');
});

test('names of the checkout stay one part of the address', async () => {
  const asked: string[] = [];
  await ask(
    {},
    { asked, questions: { ...questions, owner: '..', repo: 'a/b?c#d', environments: [], actions: [{ name: '../x/y', ref: 'v1', version: undefined }] } },
  );
  assert.deepEqual(
    asked.filter((path) => !path.startsWith('/repos/')),
    [],
  );
});
