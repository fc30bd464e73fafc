import type { Need } from '../effect.ts';
import type { ActionRow, Condition, EffectTemplate } from '../schema.ts';
import { contentsWrite, installer, read } from './shared.ts';

type Attests = Extract<EffectTemplate, { kind: 'attests' }>;

const repository = 'slsa-framework/slsa-github-generator';
const workflow = (name: string): string => `${repository}/.github/workflows/${name}.yml`;
const source = (name: string): ActionRow['source'] => read(repository, `.github/workflows/${name}.yml`);

const needs: readonly Need[] = [
  { kind: 'permission', scope: 'id-token', level: 'write' },
  { kind: 'permission', scope: 'actions', level: 'read' },
];

const base: Omit<Attests, 'subject' | 'attachedTo' | 'outputs' | 'needs'> = {
  kind: 'attests',
  predicate: 'slsa-provenance',
  signed: true,
  mechanism: 'slsa-github-generator',
  keyless: true,
  level: 'SLSA Build L3',
  reusable: { workflow: '{call.name}', ref: '{call.ref}' },
};

const uploads: Condition = {
  all: [
    { input: 'upload-assets', is: 'true' },
    {
      any: [
        { github: 'ref', matches: 'refs/tags/*' },
        { input: 'upload-tag-name', set: true },
      ],
    },
  ],
};
const uploadTag = '{inputs.upload-tag-name | or github.ref_name}';

/** The generator finds its own release by the ref, so that a commit stops it before anything is made. */
const pinnedByCommit = (compile: string): ActionRow['fails'] => [
  { when: { all: [{ pinned: true }, { not: { input: compile, is: 'true' } }] }, why: 'called at a commit: it accepts only a release tag (@vX.Y.Z)' },
];

const assets = (paths: string | readonly string[]): EffectTemplate => ({
  kind: 'publishes',
  sink: { kind: 'release', tag: uploadTag },
  subject: { kind: 'files', paths },
  replaces: true,
  needs: contentsWrite,
  when: uploads,
  choose: { draft: { cases: [{ when: { input: 'draft-release', is: 'true' }, value: true }], undecided: false } },
});

/** A builder that leaves what it built and the provenance as artifacts of the run, for a job that publishes. */
const builder = (
  name: string,
  options: {
    readonly by: string;
    readonly artifact: string;
    readonly provenance: string;
    readonly defaults: ActionRow['defaults'];
    readonly outputs: readonly string[];
  },
): ActionRow => ({
  kind: 'reusable-workflow',
  uses: workflow(name),
  roles: ['builds', 'attests', 'transports'],
  defaults: options.defaults,
  outputs: Object.fromEntries(options.outputs.map((output) => [output, `{outputs.${output}}`])),
  effects: [
    { kind: 'builds', outputs: '{outputs.built}/*', folders: '{outputs.built}', by: options.by },
    {
      ...base,
      subject: { kind: 'files', paths: '{outputs.built}/*' },
      outputs: '{outputs.provenance}/provenance.build.slsa',
      attachedTo: 'workflow-artifact',
      needs,
    },
    { kind: 'uploads-artifact', name: `{outputs.${options.artifact}}`, paths: '{outputs.built}/*', expires: true },
    { kind: 'uploads-artifact', name: `{outputs.${options.provenance}}`, paths: '{outputs.provenance}/provenance.build.slsa', expires: true },
  ],
  source: source(name),
});

/** The reusable workflows and actions of the SLSA GitHub generator. */
export const slsaRows: readonly ActionRow[] = [
  {
    kind: 'reusable-workflow',
    uses: workflow('generator_generic_slsa3'),
    roles: ['attests', 'publishes', 'transports'],
    defaults: {
      'base64-subjects': '',
      'base64-subjects-as-file': '',
      'upload-assets': 'false',
      'upload-tag-name': '',
      'provenance-name': '',
      'compile-generator': 'false',
      'draft-release': '',
      'continue-on-error': 'false',
    },
    outputs: { 'provenance-name': '{inputs.provenance-name | or outputs.provenance-name}', 'release-id': '{outputs.release-id}', outcome: '{outputs.outcome}' },
    effects: [
      {
        ...base,
        subject: { kind: 'subjects-value', value: '{inputs.base64-subjects}' },
        outputs: '{inputs.provenance-name | or outputs.provenance-name}',
        attachedTo: 'workflow-artifact',
        needs,
        choose: {
          subject: {
            cases: [
              // The file is taken even where the other input is given too.
              { when: { input: 'base64-subjects-as-file', set: true }, value: { kind: 'subjects-file', handle: '{inputs.base64-subjects-as-file}' } },
            ],
            undecided: { kind: 'subjects-value', value: '{inputs.base64-subjects}' },
          },
          attachedTo: { cases: [{ when: uploads, value: 'release' }], undecided: 'workflow-artifact' },
        },
      },
      {
        kind: 'uploads-artifact',
        name: '{inputs.provenance-name | or outputs.provenance-name}',
        paths: '{inputs.provenance-name | or outputs.provenance-name}',
        expires: true,
      },
      assets('{inputs.provenance-name | or outputs.provenance-name}'),
    ],
    fails: pinnedByCommit('compile-generator') ?? [],
    source: source('generator_generic_slsa3'),
    note: 'covers exactly the hashes passed; named multiple.intoto.jsonl for several subjects, else after the one',
  },
  {
    kind: 'reusable-workflow',
    uses: workflow('generator_container_slsa3'),
    roles: ['attests'],
    defaults: { image: '', digest: '', 'registry-username': '', 'provenance-repository': '', 'compile-generator': 'false', 'continue-on-error': 'false' },
    outputs: { outcome: '{outputs.outcome}' },
    effects: [{ ...base, subject: { kind: 'digest', name: '{inputs.image}', digest: '{inputs.digest}' }, attachedTo: 'registry', needs }],
    fails: pinnedByCommit('compile-generator') ?? [],
    source: source('generator_container_slsa3'),
  },
  {
    kind: 'reusable-workflow',
    uses: workflow('builder_go_slsa3'),
    roles: ['builds', 'attests', 'publishes', 'transports'],
    defaults: { 'config-file': '.slsa-goreleaser.yml', 'upload-assets': 'true', 'upload-tag-name': '', 'compile-builder': 'false', 'draft-release': '' },
    outputs: { 'go-binary-name': '{outputs.go-binary-name}', 'go-provenance-name': '{outputs.go-provenance-name}' },
    effects: [
      { kind: 'builds', outputs: '{outputs.go-binary-name}', by: 'go build', madeType: 'binary' },
      {
        ...base,
        subject: { kind: 'files', paths: '{outputs.go-binary-name}' },
        outputs: '{outputs.go-provenance-name}',
        attachedTo: 'workflow-artifact',
        needs,
        choose: { attachedTo: { cases: [{ when: uploads, value: 'release' }], undecided: 'workflow-artifact' } },
      },
      { kind: 'uploads-artifact', name: '{outputs.go-binary-name}', paths: '{outputs.go-binary-name}', expires: true },
      { kind: 'uploads-artifact', name: '{outputs.go-provenance-name}', paths: '{outputs.go-provenance-name}', expires: true },
      assets(['{outputs.go-binary-name}', '{outputs.go-provenance-name}']),
    ],
    fails: pinnedByCommit('compile-builder') ?? [],
    source: source('builder_go_slsa3'),
  },
  builder('builder_nodejs_slsa3', {
    by: 'npm pack',
    artifact: 'package-download-name',
    provenance: 'provenance-download-name',
    defaults: { directory: '.' },
    outputs: ['package-name', 'package-download-name', 'package-download-sha256', 'provenance-name', 'provenance-download-name', 'provenance-download-sha256'],
  }),
  builder('builder_maven_slsa3', {
    by: 'maven',
    artifact: 'target-download-name',
    provenance: 'provenance-download-name',
    defaults: { directory: '.' },
    outputs: ['target-download-name', 'target-download-sha256', 'provenance-name', 'provenance-download-name', 'provenance-download-sha256'],
  }),
  builder('builder_gradle_slsa3', {
    by: 'gradle',
    artifact: 'build-download-name',
    provenance: 'provenance-download-name',
    defaults: { directory: '.', 'artifact-list': '' },
    outputs: ['build-download-name', 'build-download-sha256', 'provenance-name', 'provenance-download-name', 'provenance-download-sha256'],
  }),
  builder('builder_bazel_slsa3', {
    by: 'bazel',
    artifact: 'bazel-download-name',
    provenance: 'provenance-download-name',
    defaults: { targets: '' },
    outputs: ['provenance-download-name'],
  }),
  {
    kind: 'reusable-workflow',
    uses: workflow('builder_container-based_slsa3'),
    roles: ['builds', 'attests', 'publishes', 'transports'],
    defaults: {
      'builder-image': '',
      'builder-digest': '',
      'config-path': '',
      'upload-assets': 'true',
      'upload-tag-name': '',
      'compile-builder': 'false',
      'draft-release': 'false',
    },
    outputs: { 'build-outputs-name': '{outputs.build-outputs-name}', 'attestations-download-name': '{outputs.attestations-download-name}' },
    effects: [
      { kind: 'builds', outputs: '{outputs.built}/*', folders: '{outputs.built}', by: 'a builder image' },
      {
        ...base,
        subject: { kind: 'files', paths: '{outputs.built}/*' },
        outputs: '{outputs.attestations}/provenance.build.slsa',
        attachedTo: 'workflow-artifact',
        needs,
        choose: { attachedTo: { cases: [{ when: uploads, value: 'release' }], undecided: 'workflow-artifact' } },
      },
      { kind: 'uploads-artifact', name: '{outputs.build-outputs-name}', paths: '{outputs.built}/*', expires: true },
      { kind: 'uploads-artifact', name: '{outputs.attestations-download-name}', paths: '{outputs.attestations}/*', expires: true },
      assets(['{outputs.built}/*', '{outputs.attestations}/*']),
    ],
    fails: pinnedByCommit('compile-builder') ?? [],
    source: source('builder_container-based_slsa3'),
  },
  {
    kind: 'action',
    uses: `${repository}/actions/nodejs/publish`,
    roles: ['publishes'],
    defaults: { 'node-auth-token': '', 'package-name': '', 'package-download-name': '', 'provenance-download-name': '' },
    outputs: {},
    effects: [
      { kind: 'downloads-artifact', name: '{inputs.package-download-name}', to: '{outputs.package}', merge: false },
      { kind: 'publishes', sink: { kind: 'index', index: 'npm' }, subject: { kind: 'files', paths: '{outputs.package}/*' }, auth: 'token' },
      {
        ...base,
        subject: { kind: 'files', paths: '{outputs.package}/*' },
        attachedTo: 'index',
        needs: [],
        reusable: { workflow: workflow('builder_nodejs_slsa3'), ref: '{call.ref}' },
      },
    ],
    source: read(repository, 'actions/nodejs/publish/action.yml'),
  },
  ...['maven', 'gradle'].map((tool): ActionRow => ({
    kind: 'action',
    uses: `${repository}/actions/${tool}/publish`,
    roles: ['signs', 'publishes'],
    defaults: { 'provenance-download-name': '', [`${tool === 'maven' ? 'target' : 'build'}-download-name`]: '', 'maven-username': '', 'gpg-private-key': '' },
    outputs: {},
    effects: [
      {
        kind: 'downloads-artifact',
        name: tool === 'maven' ? '{inputs.target-download-name}' : '{inputs.build-download-name}',
        to: '{outputs.target}',
        merge: false,
      },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{outputs.target}/**' },
        mechanism: 'gpg',
        keyless: false,
        key: 'gpg-private-key',
        outputs: ['{file}.asc'],
        attachedTo: 'index',
        // Maven is told to sign; Gradle signs only where the project's build asks for it.
        ...(tool === 'gradle' ? { when: { unknown: 'the build signs with the key that it is given' } } : {}),
      },
      { kind: 'publishes', sink: { kind: 'index', index: 'maven-central' }, subject: { kind: 'files', paths: '{outputs.target}/**' }, auth: 'token' },
    ],
    source: read(repository, `actions/${tool}/publish/action.yml`),
  })),
  {
    kind: 'action',
    uses: `${repository}/actions/generator/generic/create-base64-subjects-from-file`,
    roles: ['transports'],
    defaults: { path: '' },
    outputs: { handle: '{outputs.handle}' },
    effects: [{ kind: 'shares-file', path: '{inputs.path}', handle: '{outputs.handle}' }],
    source: read(repository, 'actions/generator/generic/create-base64-subjects-from-file/action.yml'),
  },
  installer('slsa-framework/slsa-verifier/actions/installer', ['slsa-verifier'], read('slsa-framework/slsa-verifier', 'actions/installer/action.yml')),
];
