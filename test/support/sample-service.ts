import type { Http, HttpReply } from '../../src/base/index.ts';
import type { Questions } from '../../src/registry/service/index.ts';
import type { Served } from './api-server.ts';

/** A commit of an action, and one that no branch or tag of it reaches. */
export const ownCommit = 'a'.repeat(40);
export const foreignCommit = 'b'.repeat(40);

export const questions: Questions = {
  owner: 'acme',
  repo: 'lens',
  environments: ['release'],
  workflows: ['.github/workflows/release.yml'],
  actions: [{ name: 'acme/sign', ref: ownCommit, version: 'v1.2.0' }],
};

const digest = `sha256:${'d'.repeat(64)}`;
const statement = { predicateType: 'https://slsa.dev/provenance/v1', subject: [{ name: 'lens.tar.gz', digest: { sha256: 'd'.repeat(64) } }] };

/** A repository that is well kept: all that can be asked has an answer. */
export function sampleService(): Record<string, Served> {
  return {
    '/repos/acme/lens': {
      id: 123456,
      owner: { login: 'acme', id: 7890 },
      full_name: 'acme/lens',
      private: false,
      visibility: 'public',
      fork: false,
      archived: false,
      default_branch: 'main',
    },
    '/repos/acme/lens/environments': {
      environments: [
        {
          name: 'release',
          protection_rules: [{ type: 'required_reviewers' }, { type: 'branch_policy' }],
          deployment_branch_policy: { protected_branches: false, custom_branch_policies: true },
        },
        { name: 'docs', protection_rules: [], deployment_branch_policy: null },
      ],
    },
    '/repos/acme/lens/environments/release/deployment-branch-policies': { branch_policies: [{ name: 'v*', type: 'tag' }] },
    '/repos/acme/lens/rulesets': [
      { id: 7, name: 'releases', target: 'tag', enforcement: 'active' },
      { id: 8, name: 'trial', target: 'branch', enforcement: 'evaluate' },
    ],
    '/repos/acme/lens/rulesets/7': {
      conditions: { ref_name: { include: ['refs/tags/v*'], exclude: [] } },
      rules: [{ type: 'deletion' }, { type: 'update' }],
    },
    '/repos/acme/lens/branches/main': { protected: true },
    '/repos/acme/lens/immutable-releases': { enabled: true },
    '/repos/acme/lens/actions/permissions': { sha_pinning_required: false },
    '/repos/acme/lens/releases': [
      {
        tag_name: 'v1.0.0',
        draft: false,
        prerelease: false,
        immutable: true,
        assets: [
          { name: 'lens.tar.gz', digest },
          { name: 'lens.tar.gz.sha256', digest: null },
        ],
      },
      { tag_name: 'v2.0.0', draft: true, prerelease: false, assets: [] },
    ],
    [`/repos/acme/lens/attestations/${digest}`]: {
      attestations: [{ bundle: { dsseEnvelope: { payload: btoa(JSON.stringify(statement)) } } }],
    },
    '/repos/acme/lens/actions/workflows': { workflows: [{ id: 5, path: '.github/workflows/release.yml', state: 'active' }] },
    '/repos/acme/lens/actions/workflows/5/runs': { total_count: 3 },
    '/repos/acme/sign': { full_name: 'acme/sign', default_branch: 'main' },
    '/repos/acme/sign/git/ref/tags/v1.2.0': { object: { type: 'tag', sha: 'c'.repeat(40) } },
    [`/repos/acme/sign/git/tags/${'c'.repeat(40)}`]: { object: { type: 'commit', sha: ownCommit } },
    '/repos/acme/sign/contents/action.yml': `runs:\n  using: composite\n  steps:\n    - uses: acme/tool@${ownCommit}\n    - uses: acme/setup@v2\n`,
    '/repos/acme/tool/contents/action.yaml': 'runs: {using: node24, main: index.js}\n',
  };
}

/** The same answers without a socket. Statuses are numbers; functions are for a real server. */
export function cannedHttp(answers: Readonly<Record<string, Served>>, asked: string[] = []): Http {
  const reply = (status: number, text: string): HttpReply => ({ kind: 'answer', status, header: () => null, text });
  return {
    get: async (url) => {
      const { pathname, search } = new URL(url);
      asked.push(pathname + search);
      const served = answers[pathname + search] ?? answers[pathname] ?? 404;
      if (typeof served === 'number') return reply(served, '{"message":"no"}');
      if (typeof served === 'string') return reply(200, served);
      return typeof served === 'function' ? { kind: 'failed', reason: 'no server' } : reply(200, JSON.stringify(served));
    },
  };
}
