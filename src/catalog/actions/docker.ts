import type { ActionRow, Condition } from '../schema.ts';
import { provenance, sbom } from './buildkit.ts';
import { harmless, holdsJobToken, installer, notRead, read, trueWhen } from './shared.ts';

const pushes: Condition = {
  any: [
    { input: 'push', is: 'true' },
    { input: 'outputs', matches: ['*push=true*', '*type=registry*'] },
  ],
};
const loginRow = (uses: string, source: ActionRow['source']): ActionRow => ({
  kind: 'action',
  uses,
  roles: ['grants'],
  defaults: { registry: 'docker.io', username: '', password: '' },
  outputs: {},
  effects: [
    {
      kind: 'logs-in',
      registry: '{inputs.registry}',
      credential: 'unknown',
      choose: {
        credential: {
          cases: [
            { when: holdsJobToken('password'), value: 'job-token' },
            { when: { input: 'password', set: true }, value: 'secret' },
          ],
          undecided: 'unknown',
        },
      },
    },
  ],
  source,
});

/** Actions that build and push container images, and those that prepare for it. */
export const dockerRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'docker/build-push-action',
    roles: ['builds', 'publishes'],
    defaults: {
      tags: '',
      outputs: '',
      platforms: '',
      push: 'false',
      load: 'false',
      provenance: '',
      sbom: '',
      attests: '',
      context: '.',
      file: '',
      repository: '',
    },
    outputs: { imageid: '{outputs.imageid}', digest: '{outputs.digest}', metadata: '{outputs.metadata}' },
    effects: [
      {
        kind: 'pushes-image',
        refs: ['{inputs.tags | list}', '{inputs.outputs | attr name}'],
        digest: '{outputs.digest}',
        media: 'image',
        platforms: '{inputs.platforms | list}',
        context: '{inputs.context}',
        provenance: 'default',
        sbom: 'none',
        when: pushes,
        choose: { byDigest: trueWhen({ input: 'outputs', matches: '*push-by-digest=true*' }), provenance, sbom },
      },
      { kind: 'builds-image', refs: '{inputs.tags | list}', context: '{inputs.context}', when: { all: [{ input: 'tags', set: true }, { not: pushes }] } },
      // Only version 1 names the image by its repository, and it pushes unless it is told not to.
      { kind: 'opaque', why: 'version 1 of the action puts the names of its images together', mayPublish: true, when: { input: 'repository', set: true } },
      { kind: 'builds', outputs: [], folders: '{inputs.outputs | attr dest}', by: 'docker build', when: { input: 'outputs', matches: '*type=local*' } },
      {
        kind: 'builds',
        outputs: '{inputs.outputs | attr dest}',
        by: 'docker build',
        when: { input: 'outputs', matches: ['*type=tar*', '*type=oci*', '*type=docker*dest=*'] },
      },
      {
        kind: 'builds',
        outputs: [],
        folders: '{inputs.outputs | trim}',
        by: 'docker build',
        when: { all: [{ input: 'outputs', set: true }, { not: { input: 'outputs', matches: '*type=*' } }] },
      },
    ],
    source: read('docker/build-push-action', 'src/context.ts'),
    note: 'provenance by default: mode=max in a public repository, mode=min in a private one; unsigned, and the digest is then of an index',
  },
  {
    kind: 'action',
    uses: 'docker/bake-action',
    roles: ['builds', 'publishes'],
    defaults: { set: '', targets: '', files: '', vars: '', source: '', workdir: '', call: '', push: 'false', load: 'false', provenance: '', sbom: '' },
    outputs: { metadata: '{outputs.metadata}' },
    effects: [
      {
        kind: 'runs-tool',
        tool: 'bake',
        args: [
          '--push={inputs.push}',
          '--provenance={inputs.provenance}',
          '--sbom={inputs.sbom}',
          '--call={inputs.call}',
          '--source={inputs.source}',
          '--file={inputs.files | list}',
          '--set={inputs.set | lines}',
          '--var={inputs.vars | lines}',
          '--target={inputs.targets | list}',
        ],
        workdir: '{inputs.workdir}',
        choose: {
          workdir: {
            cases: [
              {
                when: { all: [{ input: 'source', set: true }, { not: { input: 'source', matches: ['{{*', '*://*', 'git@*', '*.git*'] } }] },
                value: '{inputs.source}',
              },
            ],
            undecided: '.',
          },
        },
      },
    ],
    source: read('docker/bake-action', 'src/context.ts'),
    note: 'what is built and pushed stands in the bake files, which are read; digests are inside metadata',
  },
  {
    kind: 'action',
    uses: 'docker/metadata-action',
    roles: ['none'],
    defaults: { images: '', tags: '', flavor: '', labels: '', 'bake-target': 'docker-metadata-action' },
    outputs: {
      version: '{outputs.version}',
      tags: '{outputs.tags}',
      labels: '{outputs.labels}',
      annotations: '{outputs.annotations}',
      json: '{outputs.json}',
      'bake-file': '{outputs.bake-file}',
      'bake-file-tags': '{outputs.bake-file-tags}',
      'bake-file-labels': '{outputs.bake-file-labels}',
      'bake-file-annotations': '{outputs.bake-file-annotations}',
    },
    computes: 'docker-metadata',
    effects: [],
    source: read('docker/metadata-action'),
  },
  loginRow('docker/login-action', read('docker/login-action')),
  loginRow('redhat-actions/podman-login', read('redhat-actions/podman-login')),
  loginRow('azure/docker-login', notRead('azure/docker-login')),
  installer('docker/setup-buildx-action', ['buildx'], read('docker/setup-buildx-action'), {
    version: 'version',
    more: [{ kind: 'configures', what: 'buildx' }],
  }),
  {
    kind: 'action',
    uses: 'docker/setup-qemu-action',
    roles: ['none'],
    defaults: { image: 'docker.io/tonistiigi/binfmt:latest' },
    outputs: {},
    effects: [{ kind: 'configures', what: 'qemu' }],
    source: read('docker/setup-qemu-action'),
  },
  installer('docker/setup-docker-action', ['docker'], read('docker/setup-docker-action'), {
    version: 'version',
    default: 'latest',
    aliases: ['crazy-max/ghaction-setup-docker'],
  }),
  {
    kind: 'action',
    uses: 'docker/scout-action',
    roles: ['attests'],
    defaults: { command: '', image: '', file: '', 'predicate-type': '', 'sarif-file': '', output: '' },
    outputs: {},
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'image', refs: '{inputs.image | noscheme | drop registry://}' },
        predicate: 'custom',
        predicateType: '{inputs.predicate-type}',
        predicateFile: '{inputs.file}',
        signed: false,
        mechanism: 'unknown',
        keyless: false,
        attachedTo: 'registry-unsigned',
        when: { input: 'command', matches: '*attestation-add*' },
      },
      {
        kind: 'describes',
        subject: { kind: 'image', refs: '{inputs.image | noscheme | drop registry://}' },
        format: 'unknown',
        output: '{inputs.output}',
        attachedTo: 'nowhere',
        tool: 'docker scout',
        when: { input: 'command', matches: '*sbom*' },
      },
    ],
    source: read('docker/scout-action', 'action.yaml'),
  },
  {
    kind: 'action',
    uses: 'depot/build-push-action',
    roles: ['builds', 'publishes'],
    defaults: { tags: '', outputs: '', platforms: '', push: 'false', load: 'false', provenance: '', sbom: '', attests: '' },
    outputs: { imageid: '{outputs.imageid}', digest: '{outputs.digest}', metadata: '{outputs.metadata}' },
    effects: [
      {
        kind: 'pushes-image',
        refs: ['{inputs.tags | list}', '{inputs.outputs | attr name}'],
        digest: '{outputs.digest}',
        media: 'image',
        platforms: '{inputs.platforms | list}',
        provenance: 'unknown',
        sbom: 'none',
        when: pushes,
        choose: {
          byDigest: trueWhen({ input: 'outputs', matches: '*push-by-digest=true*' }),
          provenance: { cases: provenance.cases.slice(0, 5), undecided: 'unknown' },
          sbom,
        },
      },
    ],
    source: read('depot/build-push-action'),
    note: 'builds on machines of the service',
  },
  harmless('docker/setup-compose-action', notRead('docker/setup-compose-action')),
];
