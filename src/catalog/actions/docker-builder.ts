import type { ActionRow } from '../schema.ts';
import { read } from './shared.ts';

/** Docker's own reusable workflows, which build, push, sign and attest in the caller's name. */
export const dockerBuilderRows: readonly ActionRow[] = [
  {
    kind: 'reusable-workflow',
    uses: 'docker/github-builder/.github/workflows/build.yml',
    roles: ['builds', 'publishes', 'signs', 'attests'],
    defaults: {
      'meta-images': '',
      output: '',
      push: 'false',
      sbom: 'false',
      sign: 'auto',
      'artifact-name': 'docker-github-builder-assets',
      'artifact-upload': 'false',
    },
    outputs: {
      digest: '{outputs.digest}',
      'meta-json': '{outputs.meta-json}',
      signed: '{outputs.signed}',
      'artifact-name': '{inputs.artifact-name}',
      'output-type': '{inputs.output}',
      'cosign-verify-commands': '{outputs.cosign-verify-commands}',
    },
    effects: [
      {
        kind: 'pushes-image',
        refs: '{inputs.meta-images | lines | lower}',
        digest: '{outputs.digest}',
        media: 'image',
        provenance: 'default',
        sbom: 'none',
        when: {
          all: [
            { input: 'output', is: 'image' },
            { input: 'push', is: 'true' },
          ],
        },
        choose: { sbom: { cases: [{ when: { input: 'sbom', is: 'true' }, value: 'spdx' }], undecided: 'unknown' } },
      },
      {
        kind: 'attests',
        subject: { kind: 'digest', name: '{inputs.meta-images | lines | lower}', digest: '{outputs.digest}' },
        predicate: 'slsa-provenance',
        signed: true,
        mechanism: 'docker-github-builder',
        keyless: true,
        attachedTo: 'registry',
        reusable: { workflow: '{call.name}', ref: '{call.ref}' },
        needs: [{ kind: 'permission', scope: 'id-token', level: 'write' }],
        when: { all: [{ input: 'output', is: 'image' }, { input: 'push', is: 'true' }, { not: { input: 'sign', is: 'false' } }] },
      },
      {
        kind: 'uploads-artifact',
        name: '{inputs.artifact-name}',
        paths: '{outputs.built}/**',
        expires: true,
        when: {
          all: [
            { input: 'output', is: 'local' },
            { input: 'artifact-upload', is: 'true' },
          ],
        },
      },
    ],
    source: read('docker/github-builder', '.github/workflows/build.yml'),
    note: 'signs the attestation manifests of each platform, not the index',
  },
  {
    kind: 'reusable-workflow',
    uses: 'docker/github-builder/.github/workflows/bake.yml',
    roles: ['builds', 'publishes', 'signs', 'attests'],
    defaults: {
      'meta-images': '',
      output: '',
      push: 'false',
      sbom: 'false',
      sign: 'auto',
      'artifact-name': 'docker-github-builder-assets',
      'artifact-upload': 'false',
    },
    outputs: {
      digest: '{outputs.digest}',
      'meta-json': '{outputs.meta-json}',
      signed: '{outputs.signed}',
      'artifact-name': '{inputs.artifact-name}',
      'output-type': '{inputs.output}',
      'cosign-verify-commands': '{outputs.cosign-verify-commands}',
    },
    effects: [
      {
        kind: 'pushes-image',
        refs: '{inputs.meta-images | lines | lower}',
        digest: '{outputs.digest}',
        media: 'image',
        provenance: 'default',
        sbom: 'none',
        when: {
          all: [
            { input: 'output', is: 'image' },
            { input: 'push', is: 'true' },
          ],
        },
        choose: { sbom: { cases: [{ when: { input: 'sbom', is: 'true' }, value: 'spdx' }], undecided: 'unknown' } },
      },
      {
        kind: 'attests',
        subject: { kind: 'digest', name: '{inputs.meta-images | lines | lower}', digest: '{outputs.digest}' },
        predicate: 'slsa-provenance',
        signed: true,
        mechanism: 'docker-github-builder',
        keyless: true,
        attachedTo: 'registry',
        reusable: { workflow: '{call.name}', ref: '{call.ref}' },
        needs: [{ kind: 'permission', scope: 'id-token', level: 'write' }],
        when: { all: [{ input: 'output', is: 'image' }, { input: 'push', is: 'true' }, { not: { input: 'sign', is: 'false' } }] },
      },
      {
        kind: 'uploads-artifact',
        name: '{inputs.artifact-name}',
        paths: '{outputs.built}/**',
        expires: true,
        when: {
          all: [
            { input: 'output', is: 'local' },
            { input: 'artifact-upload', is: 'true' },
          ],
        },
      },
    ],
    source: read('docker/github-builder', '.github/workflows/bake.yml'),
  },
  {
    kind: 'reusable-workflow',
    uses: 'docker/github-builder/.github/workflows/verify.yml',
    roles: ['verifies'],
    defaults: { 'builder-outputs': '' },
    outputs: {},
    effects: [
      {
        kind: 'verifies',
        subject: { kind: 'unknown', why: 'the images that builder-outputs names' },
        tool: 'cosign',
        identity: 'pinned',
        integrityOnly: false,
      },
    ],
    source: read('docker/github-builder', '.github/workflows/verify.yml'),
  },
];
