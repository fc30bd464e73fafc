import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSigstore, githubIdentity, signStatement, trustedRootOf, type WorkflowRun } from '../../../src/lab/index.ts';
import { parseBundle } from '../../../src/trust/bundle/index.ts';
import type { BuildPolicy } from '../../../src/trust/policy/index.ts';
import { checkProvenance } from '../../../src/trust/provenance/index.ts';
import { parseTrustedRoot } from '../../../src/trust/roots/index.ts';
import type { Statement } from '../../../src/trust/statement/index.ts';
import { createVerifier, type SignerFacts } from '../../../src/trust/verify/index.ts';

const now = Date.UTC(2026, 5, 1, 12);
const sigstore = createSigstore({ seed: 'provenance', clock: { now: () => now } });
const root = parseTrustedRoot(Buffer.from(JSON.stringify(trustedRootOf(sigstore))), { from: 'the lab' });
const verifier = createVerifier({ roots: root.kind === 'parsed' ? [root.value] : [], now });
const sha256 = createHash('sha256').update('app').digest('hex');
const commit = '1f2e3d4c5b6a79880123456789abcdef01234567';
const tagged: WorkflowRun = {
  repository: 'acme/lens',
  ref: 'refs/tags/v1.2.3',
  commit,
  repositoryId: '1001',
  ownerId: '2002',
  runId: '4004',
  attempt: '1',
  trigger: 'push',
  runner: 'github-hosted',
};
const generators = 'slsa-framework/slsa-github-generator/.github/workflows';
const calling = (workflow: string, ref = 'refs/tags/v2.1.0'): WorkflowRun => ({
  ...tagged,
  signer: { workflowRef: `${generators}/${workflow}@${ref}`, commit: 'f'.repeat(40) },
});

/** The signer of a statement that was signed and verified. */
function signerOf(run: WorkflowRun): SignerFacts {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ digest: { sha256 } }],
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {},
  };
  const bundle = parseBundle(Buffer.from(signStatement(sigstore, statement, { signer: { kind: 'certificate', identity: githubIdentity(run) } }).text));
  assert.equal(bundle.kind, 'parsed');
  const verdict =
    bundle.kind === 'parsed'
      ? verifier.verify(bundle.value, { digests: { sha256 } }, { signer: { kind: 'unsafely-any-identity' }, artifact: { kind: 'artifact' } })
      : undefined;
  assert.ok(verdict?.verified === true);
  return verdict.facts.signer;
}

const key: SignerFacts = { kind: 'key', fingerprint: 'a' };
const signers = {
  workflow: signerOf(tagged),
  branch: signerOf({ ...tagged, ref: 'refs/heads/main', trigger: 'workflow_dispatch' }),
  generator: signerOf(calling('generator_generic_slsa3.yml')),
  generatorAtMain: signerOf(calling('generator_generic_slsa3.yml', 'refs/heads/main')),
  container: signerOf(calling('builder_container-based_slsa3.yml')),
  delegator: signerOf(calling('delegator_generic_slsa3.yml')),
  selfHosted: signerOf({ ...tagged, runner: 'self-hosted' }),
} as const;

type Json = Record<string, unknown>;
const statement = (predicate: unknown, version = 'v1'): Statement => ({
  type: '',
  subject: [],
  predicateType: `https://slsa.dev/provenance/${version}`,
  predicate,
});
const repository = 'https://github.com/acme/lens';
const place = `git+${repository}@refs/tags/v1.2.3`;
const runUri = `${repository}/actions/runs/4004/attempts/1`;
const workflowPath = '.github/workflows/release.yml';

const byWorkflow = {
  buildDefinition: {
    buildType: 'https://actions.github.io/buildtypes/workflow/v1',
    externalParameters: { workflow: { ref: 'refs/tags/v1.2.3', repository, path: workflowPath } },
    internalParameters: { github: { event_name: 'push', repository_id: '1001', repository_owner_id: '2002', runner_environment: 'github-hosted' } },
    resolvedDependencies: [{ uri: place, digest: { gitCommit: commit } }],
  },
  runDetails: { builder: { id: `${repository}/${workflowPath}@refs/tags/v1.2.3` }, metadata: { invocationId: runUri } },
};
const byNpm = {
  ...byWorkflow,
  buildDefinition: { ...byWorkflow.buildDefinition, buildType: 'https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1' },
  runDetails: { ...byWorkflow.runDetails, builder: { id: 'https://github.com/actions/runner/github-hosted' } },
};
const environment = {
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REF: 'refs/tags/v1.2.3',
  GITHUB_REF_TYPE: 'tag',
  GITHUB_REPOSITORY: 'acme/lens',
  GITHUB_REPOSITORY_ID: '1001',
  GITHUB_REPOSITORY_OWNER_ID: '2002',
  GITHUB_RUN_ID: 4004,
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_SHA: commit,
  GITHUB_WORKFLOW_REF: `acme/lens/${workflowPath}@refs/tags/v1.2.3`,
  GITHUB_WORKFLOW_SHA: commit,
  GITHUB_EVENT_PAYLOAD: { base_ref: 'refs/heads/release-1' },
};
const byContainer = {
  buildDefinition: {
    buildType: 'https://slsa.dev/container-based-build/v0.1?draft',
    externalParameters: { source: { uri: place }, builderImage: {} },
    internalParameters: environment,
    resolvedDependencies: [{ uri: place, digest: { sha1: commit } }],
  },
  runDetails: { builder: { id: `https://github.com/${generators}/builder_container-based_slsa3.yml@refs/tags/v2.1.0` }, metadata: { invocationId: runUri } },
};
const byDelegator = {
  ...byContainer,
  buildDefinition: {
    ...byContainer.buildDefinition,
    buildType: 'https://github.com/slsa-framework/slsa-github-generator/delegator-generic@v0',
    externalParameters: { workflow: { path: workflowPath } },
  },
  runDetails: { ...byContainer.runDetails, builder: { id: `https://github.com/${generators}/builder_maven_slsa3.yml@refs/tags/v2.1.0` } },
};
const older = (environmentOf: Json, buildType: string, builder: string) => ({
  buildType,
  builder: { id: builder },
  invocation: { configSource: { uri: place, digest: { sha1: commit }, entryPoint: workflowPath }, parameters: {}, environment: environmentOf },
  metadata: { buildInvocationId: '4004-1' },
  materials: [{ uri: place, digest: { sha1: commit } }],
});
const lower = Object.fromEntries(
  Object.entries({ ...environment, GITHUB_SHA1: commit })
    .filter(([name]) => name !== 'GITHUB_SHA')
    .map(([name, value]) => [name.toLowerCase(), value]),
);
const byGenerator = older(
  lower,
  'https://github.com/slsa-framework/slsa-github-generator/generic@v1',
  `https://github.com/${generators}/generator_generic_slsa3.yml@refs/tags/v2.1.0`,
);
const byOldNpm = older(environment, 'https://github.com/npm/cli/gha/v2', 'https://github.com/actions/runner');

const codes = (predicate: unknown, signer: SignerFacts, build: BuildPolicy = {}, version = 'v1') => [
  ...new Set(checkProvenance(statement(predicate, version), signer, build).reasons.map((one) => one.code)),
];

const sound: readonly { readonly what: string; readonly predicate: object; readonly signer: SignerFacts; readonly version?: string }[] = [
  { what: 'by a workflow', predicate: byWorkflow, signer: signers.workflow },
  { what: "by npm's client", predicate: byNpm, signer: signers.workflow },
  { what: "by npm's older client", predicate: byOldNpm, signer: signers.workflow, version: 'v0.2' },
  { what: 'by a generator', predicate: byGenerator, signer: signers.generator, version: 'v0.2' },
  { what: 'by the container-based builder', predicate: byContainer, signer: signers.container },
  { what: 'through a delegator', predicate: byDelegator, signer: signers.delegator },
  {
    what: 'through a delegator, in the older form',
    predicate: older(environment, byDelegator.buildDefinition.buildType, byDelegator.runDetails.builder.id),
    signer: signers.delegator,
    version: 'v0.2',
  },
];

test('provenance that its certificate agrees with is proved', () => {
  for (const { what, predicate, signer, version } of sound) {
    const { reasons, facts } = checkProvenance(statement(predicate, version), signer, { sourceUri: 'github.com/acme/lens' });
    assert.deepEqual(reasons, [], what);
    assert.equal(facts['repository'], repository, what);
    assert.equal(facts['commit'], commit, what);
  }
  assert.deepEqual(checkProvenance(statement(byWorkflow), signers.workflow, {}).facts, {
    builder: byWorkflow.runDetails.builder.id,
    buildType: byWorkflow.buildDefinition.buildType,
    repository,
    ref: 'refs/tags/v1.2.3',
    commit,
    workflow: `${repository}/${workflowPath}@refs/tags/v1.2.3`,
    event: 'push',
    runner: 'github-hosted',
    run: runUri,
  });
});

/** Fields that no certificate knows, and that only count with a builder that runs apart: another value of them is no contradiction. */
const unknownToCertificates = new Set(['buildType', 'GITHUB_REF_TYPE', 'github_ref_type', 'base_ref', 'GITHUB_ACTOR']);

test('every text of a predicate that the certificate also knows has to agree with it', () => {
  for (const { what, predicate, signer, version } of sound) {
    for (const way of leaves(predicate)) {
      if (way.some((one) => unknownToCertificates.has(String(one)))) continue;
      // The source of the container-based builder stands again as its first dependency, which is the one that counts.
      if (way.includes('source') || (what.includes('delegator') === true && way.at(-1) === 'id')) continue;
      const changed = codes(replaced(predicate, way), signer, {}, version);
      assert.ok(changed.length > 0, `${what}: ${way.join('.')} can be anything`);
    }
  }
});

test('a builder that the certificate does not vouch for is refused', () => {
  const by = (id: string) => ({ ...byWorkflow, runDetails: { ...byWorkflow.runDetails, builder: { id } } });
  const table = [
    { what: 'a trusted builder that another workflow names', predicate: byContainer, signer: signers.workflow, codes: ['BUILDER_UNPROVED'] },
    { what: 'a delegator that another workflow pretends to be', predicate: byDelegator, signer: signers.workflow, codes: ['BUILDER_UNPROVED'] },
    {
      what: "GitHub's runner, said by a build type that is not npm's",
      predicate: by('https://github.com/actions/runner/github-hosted'),
      signer: signers.workflow,
      codes: ['BUILDER_UNPROVED'],
    },
    {
      what: "GitHub's runner, on a machine of one's own",
      predicate: { ...byNpm, buildDefinition: { ...byNpm.buildDefinition, internalParameters: {} } },
      signer: signers.selfHosted,
      codes: ['BUILDER_UNPROVED'],
    },
    {
      what: 'a generator at a branch',
      predicate: { ...byGenerator, builder: { id: `https://github.com/${generators}/generator_generic_slsa3.yml@refs/heads/main` } },
      signer: signers.generatorAtMain,
      version: 'v0.2',
      codes: ['BUILDER_REF_UNTRUSTED'],
    },
    { what: 'no builder', predicate: by(''), signer: signers.workflow, codes: ['PROVENANCE_MALFORMED', 'BUILDER_UNPROVED'] },
    { what: 'a predicate that is none', predicate: 7, signer: signers.workflow, codes: ['PROVENANCE_MALFORMED', 'BUILDER_UNPROVED'] },
    {
      what: 'another build type, of another builder',
      predicate: { buildDefinition: { buildType: 'https://example.com/b' }, runDetails: { builder: { id: 'https://example.com/builder' } } },
      signer: signers.workflow,
      codes: ['BUILDER_UNPROVED'],
    },
    {
      what: 'a delegate that was not asked for',
      predicate: { ...byDelegator, runDetails: { builder: { id: 'https://github.com/acme/builder/.github/workflows/b.yml@refs/tags/v1.0.0' } } },
      signer: signers.delegator,
      codes: ['BUILDER_UNPROVED'],
    },
    {
      what: 'a delegate at a branch',
      predicate: { ...byDelegator, runDetails: { builder: { id: `https://github.com/${generators}/builder_maven_slsa3.yml@refs/heads/main` } } },
      signer: signers.delegator,
      codes: ['BUILDER_REF_UNTRUSTED'],
    },
    { what: 'a version that is not read', predicate: byWorkflow, signer: signers.workflow, version: 'v9', codes: ['PROVENANCE_UNSUPPORTED'] },
    {
      what: 'a parameter that is not known',
      predicate: {
        ...byWorkflow,
        buildDefinition: { ...byWorkflow.buildDefinition, externalParameters: { ...byWorkflow.buildDefinition.externalParameters, flags: '-x' } },
      },
      signer: signers.workflow,
      codes: ['PROVENANCE_PARAMETER_UNKNOWN'],
    },
    {
      what: 'a field of another type',
      predicate: { ...byWorkflow, buildDefinition: { ...byWorkflow.buildDefinition, buildType: 7 } },
      signer: signers.workflow,
      codes: ['PROVENANCE_MALFORMED'],
    },
  ];
  for (const { what, predicate, signer, version, codes: expected } of table) assert.deepEqual(codes(predicate, signer, {}, version), expected, what);
  const asked = { ...byDelegator, runDetails: { builder: { id: 'https://github.com/acme/builder/.github/workflows/b.yml@refs/tags/v1.0.0' } } };
  assert.deepEqual(codes(asked, signers.delegator, { builder: 'https://github.com/acme/builder/.github/workflows/b.yml' }), []);
  const run = { buildDefinition: { buildType: 'https://mobyproject.org/buildkit@v1' }, runDetails: { builder: { id: `${repository}/actions/runs/4004` } } };
  assert.deepEqual(codes(run, signers.workflow), []);
  assert.deepEqual(codes({ ...run, runDetails: { builder: { id: `${repository}/actions/runs/400` } } }, signers.workflow), ['BUILDER_UNPROVED']);
});

const release = { ...lower, github_event_name: 'release', github_event_payload: { release: { target_commitish: 'main' } } };
const typed = {
  ...lower,
  github_event_name: 'workflow_dispatch',
  github_ref: 'refs/heads/main',
  github_event_payload: { inputs: { version: '1.0', count: 3 } },
};
const generatorFrom = (run: WorkflowRun) => signerOf({ ...calling('generator_generic_slsa3.yml'), ...run });

test('what is asked of the build is held against what is proved', () => {
  const { generator, workflow, branch } = signers;
  const generic = { predicate: byGenerator, signer: generator, version: 'v0.2' };
  const plain = { predicate: byWorkflow, signer: workflow, version: 'v1' };
  const table: readonly { readonly build: BuildPolicy; readonly of: typeof generic | typeof plain; readonly codes: readonly string[] }[] = [
    { build: { sourceUri: 'github.com/acme/lens' }, of: generic, codes: [] },
    { build: { sourceUri: 'git+https://github.com/acme/lens' }, of: plain, codes: [] },
    { build: { sourceUri: 'https://github.com/Acme/LENS' }, of: plain, codes: [] },
    { build: { sourceUri: 'https://github.com/acme/len\u017f' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceUri: 'github.com/acme/lens2' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceUri: 'github.com/acme' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceUri: 'git+https://github.com/acme/lens@refs/tags/v1.2.3' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceTag: 'v1.2.3' }, of: plain, codes: [] },
    { build: { sourceTag: 'v1.2' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceTag: 'refs/tags/v1.2.3' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceVersionedTag: 'v1.2' }, of: plain, codes: [] },
    { build: { sourceVersionedTag: 'v1.3' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceVersionedTag: '1.2' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceBranch: 'release-1' }, of: generic, codes: [] },
    { build: { sourceBranch: 'main' }, of: generic, codes: ['SOURCE_MISMATCH'] },
    { build: { sourceBranch: 'release-1' }, of: plain, codes: ['SOURCE_MISMATCH'] },
    { build: { builder: `https://github.com/${generators}/generator_generic_slsa3.yml` }, of: generic, codes: [] },
    { build: { builder: `https://github.com/${generators}/generator_generic_slsa3.yml@v2.1.0` }, of: generic, codes: [] },
    { build: { builder: `https://github.com/${generators}/generator_generic_slsa3.yml@refs/tags/v2.1.0` }, of: generic, codes: [] },
    { build: { builder: `https://github.com/${generators}/generator_generic_slsa3.yml@v2.1` }, of: generic, codes: ['BUILDER_MISMATCH'] },
    { build: { builder: `https://github.com/${generators}/generator_generic` }, of: generic, codes: ['BUILDER_MISMATCH'] },
    { build: { builder: `https://github.com/${generators}/builder_go_slsa3.yml` }, of: generic, codes: ['BUILDER_MISMATCH'] },
    { build: { inputs: { version: '1.0' } }, of: generic, codes: ['BUILD_INPUT_MISMATCH'] },
  ];
  for (const { build, of, codes: expected } of table) assert.deepEqual(codes(of.predicate, of.signer, build, of.version), expected, JSON.stringify(build));
  assert.deepEqual(codes(byNpm, workflow, { builder: 'https://github.com/actions/runner' }), ['BUILDER_MISMATCH']);
  assert.deepEqual(codes(byNpm, workflow, { builder: 'https://github.com/actions/runner/github-hosted' }), []);
  assert.deepEqual(codes(byOldNpm, workflow, { builder: 'https://github.com/actions/runner' }, 'v0.2'), []);
  assert.deepEqual(codes(byOldNpm, workflow, { builder: 'https://github.com/actions/runner/github-hosted' }, 'v0.2'), []);
  const released = older(release, byGenerator.buildType, byGenerator.builder.id);
  assert.deepEqual(codes(released, generatorFrom({ trigger: 'release' }), { sourceBranch: 'main' }, 'v0.2'), []);
  const onMain = JSON.parse(JSON.stringify(byWorkflow).replaceAll('refs/tags/v1.2.3', 'refs/heads/main').replace('"push"', '"workflow_dispatch"')) as object;
  assert.deepEqual(codes(onMain, branch, { sourceBranch: 'main' }), []);
  assert.deepEqual(codes(onMain, branch, { sourceTag: 'v1.2.3' }), ['SOURCE_MISMATCH']);
  assert.deepEqual(codes(onMain, branch, { inputs: { version: '1.0' } }), ['BUILD_INPUT_MISMATCH']);
  const hand = JSON.parse(
    JSON.stringify(older(typed, byGenerator.buildType, byGenerator.builder.id)).replaceAll('refs/tags/v1.2.3', 'refs/heads/main'),
  ) as object;
  const byHand = generatorFrom({ ref: 'refs/heads/main', trigger: 'workflow_dispatch' });
  assert.deepEqual(codes(hand, byHand, { inputs: { version: '1.0' } }, 'v0.2'), []);
  for (const inputs of [{ version: '1.1' }, { count: '3' }, { nothing: '' }, { toString: '' }, { version: '1.0', count: '3' }])
    assert.deepEqual(codes(hand, byHand, { inputs }, 'v0.2'), ['BUILD_INPUT_MISMATCH'], JSON.stringify(inputs));
});

test('what to type instead is told for what is proved', () => {
  const hints = (build: BuildPolicy, predicate: unknown = byWorkflow, signer: SignerFacts = signers.workflow) =>
    checkProvenance(statement(predicate), signer, build).reasons.map((one) => one.hint);
  assert.deepEqual(hints({ sourceUri: 'github.com/acme/prism' }), ['if you mean that repository, --repo https://github.com/acme/lens']);
  assert.deepEqual(hints({ sourceTag: 'v1.2' }), ['if you mean that tag, --source-tag v1.2.3']);
  assert.deepEqual(hints({ sourceVersionedTag: 'v1.3' }), ['if you mean that tag, --source-tag v1.2.3']);
  assert.deepEqual(hints({ builder: 'https://github.com/actions/runner' }, byNpm), [
    'if you trust that builder, --builder https://github.com/actions/runner/github-hosted',
  ]);
  assert.match(
    hints({ builder: 'https://example.com/b' }, { ...byWorkflow, runDetails: { builder: { id: 'https://a.example/' } } }).join(' '),
    /leave --builder out/,
  );
  const odd = { buildDefinition: { buildType: 'https://example.com/b' }, runDetails: { builder: { id: 'x; rm -rf $HOME' } } };
  assert.deepEqual(hints({ builder: 'https://example.com/b' }, odd, key), [undefined], 'no word of the evidence that a shell would read');
});

test('a source that a delegated builder made itself has no ref that is proved', () => {
  const elsewhere = {
    ...byDelegator,
    buildDefinition: { ...byDelegator.buildDefinition, resolvedDependencies: [{ uri: `git+${repository}`, digest: { sha1: 'b'.repeat(40) } }] },
  };
  assert.deepEqual(codes(elsewhere, signers.delegator, { sourceUri: 'github.com/acme/lens' }), []);
  assert.deepEqual(codes(elsewhere, signers.delegator, { sourceTag: 'v1.2.3' }), ['SOURCE_MISMATCH']);
});

test('a key is believed in what it signed, as far as it says one thing', () => {
  assert.deepEqual(
    codes(byGenerator, key, { builder: byGenerator.builder.id, sourceUri: 'github.com/acme/lens', sourceTag: 'v1.2.3', sourceBranch: 'release-1' }, 'v0.2'),
    [],
  );
  assert.deepEqual(codes(byGenerator, key, { sourceTag: 'v1.2.4' }, 'v0.2'), ['SOURCE_MISMATCH']);
  const two = { ...byGenerator, materials: [{ uri: 'git+https://github.com/acme/other@refs/tags/v1.2.3', digest: { sha1: commit } }] };
  assert.deepEqual(codes(two, key, { sourceUri: 'github.com/acme/lens' }, 'v0.2'), ['SOURCE_MISMATCH']);
  assert.deepEqual(codes(two, key, { sourceTag: 'v1.2.3' }, 'v0.2'), ['SOURCE_MISMATCH']);
  assert.deepEqual(codes({ builder: { id: 'x' }, recipe: { type: 't' } }, key, {}, 'v0.1'), []);
});

test('a person is believed as a key is, and a run that its certificate does not place is not', () => {
  const { workflow } = signers;
  assert.ok(workflow.kind === 'certificate');
  const person: SignerFacts = {
    ...workflow,
    identity: 'a@example.com',
    issuer: 'https://accounts.example.com',
    extensions: { issuer: 'https://accounts.example.com', tokenSubject: 'a' },
  };
  assert.deepEqual(codes(byWorkflow, person, { sourceUri: 'github.com/acme/lens', builder: byWorkflow.runDetails.builder.id }), []);
  const { sourceRepositoryUri: _, buildSignerUri: __, ...extensions } = workflow.extensions;
  const unplaced: SignerFacts = { ...workflow, identity: 'https://git.example.com/mallory/job', issuer: 'https://git.example.com/_services/token', extensions };
  assert.deepEqual(codes(byWorkflow, unplaced), ['BUILDER_UNPROVED']);
  assert.deepEqual(codes(byWorkflow, unplaced, { sourceUri: 'github.com/acme/lens' }), ['BUILDER_UNPROVED', 'SOURCE_MISMATCH']);
});

test('any predicate gives reasons or facts', () => {
  fc.assert(
    fc.property(
      fc.jsonValue(),
      fc.constantFrom('v0.1', 'v0.2', 'v1', 'v1.1'),
      fc.constantFrom(...Object.values(signers), key),
      (predicate, version, signer) => {
        const { reasons, facts } = checkProvenance(statement(predicate, version), signer, { sourceUri: 'github.com/acme/lens', builder: 'x' });
        assert.ok(reasons.length > 0);
        assert.equal(typeof facts, 'object');
      },
    ),
  );
  const ways = leaves(byContainer);
  fc.assert(
    fc.property(fc.constantFrom(...ways), fc.jsonValue({ maxDepth: 1 }), (way, value) => {
      assert.ok(Array.isArray(codes(replaced(byContainer, way, value), signers.container)));
    }),
  );
});

/** The ways to all texts and numbers within a value. */
function leaves(value: unknown, way: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  if (Array.isArray(value)) return value.flatMap((one, at) => leaves(one, [...way, at]));
  return Object.entries(value).flatMap(([name, one]) => leaves(one, [...way, name]));
}

function replaced(value: unknown, [first, ...rest]: readonly (string | number)[], by: unknown = 'another'): unknown {
  if (first === undefined) return by;
  if (Array.isArray(value)) return value.map((one, at): unknown => (at === first ? replaced(one, rest, by) : one));
  return Object.fromEntries(Object.entries(value as Json).map(([name, one]) => [name, name === first ? replaced(one, rest, by) : one]));
}
