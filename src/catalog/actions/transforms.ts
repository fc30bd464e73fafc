import type { ActionRow } from '../schema.ts';
import { notRead, read } from './shared.ts';

/** Actions that make new bytes from files of the job, or hash them. */
export const transformRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'crazy-max/ghaction-upx',
    roles: ['transforms', 'installs'],
    defaults: { files: '', file: '', 'install-only': 'false' },
    outputs: {},
    effects: [
      { kind: 'installs', tool: 'upx', via: 'crazy-max/ghaction-upx', right: true },
      {
        kind: 'transforms',
        how: 'packed by upx',
        inputs: '{inputs.files | or inputs.file | globs}',
        outputs: [],
        inPlace: true,
        when: { not: { input: 'install-only', is: 'true' } },
      },
    ],
    source: read('crazy-max/ghaction-upx'),
    note: 'evidence made before does not cover the packed files',
  },
  {
    kind: 'action',
    uses: 'svenstaro/upx-action',
    roles: ['transforms'],
    defaults: { files: '', file: '' },
    outputs: {},
    effects: [{ kind: 'transforms', how: 'stripped and packed by upx', inputs: '{inputs.files | or inputs.file | globs}', outputs: [], inPlace: true }],
    source: read('svenstaro/upx-action'),
  },
  {
    kind: 'action',
    uses: 'TheDoctor0/zip-release',
    roles: ['transforms'],
    defaults: { filename: 'release.zip', path: '.', directory: '.', type: 'zip', command: '' },
    outputs: {},
    effects: [
      { kind: 'runs-script', script: '{inputs.command}', shell: 'bash', when: { input: 'command', set: true } },
      {
        kind: 'transforms',
        how: 'archived',
        inputs: '{inputs.directory}/{inputs.path | words | glob}',
        outputs: '{inputs.directory}/{inputs.filename}',
        madeType: 'archive',
      },
    ],
    source: read('TheDoctor0/zip-release', 'entrypoint.sh'),
  },
  {
    kind: 'action',
    uses: 'vimtor/action-zip',
    roles: ['transforms'],
    defaults: { files: '', dest: 'result.zip' },
    outputs: {},
    effects: [{ kind: 'transforms', how: 'archived', inputs: '{inputs.files | words}', outputs: '{inputs.dest}', madeType: 'archive' }],
    source: read('vimtor/action-zip'),
  },
  {
    kind: 'action',
    uses: 'montudor/action-zip',
    roles: ['transforms'],
    defaults: { args: '' },
    outputs: {},
    effects: [{ kind: 'runs-script', script: '{inputs.args}', shell: 'bash' }],
    source: notRead('montudor/action-zip'),
  },
  {
    kind: 'action',
    uses: 'jmgilman/actions-generate-checksum',
    roles: ['hashes'],
    defaults: { method: 'sha256', output: 'checksum.txt', patterns: '' },
    outputs: {},
    effects: [
      {
        kind: 'hashes',
        subject: { kind: 'files', paths: '{inputs.patterns | globs}' },
        algorithm: 'sha256',
        list: '{inputs.output}',
        madeType: 'checksum',
        choose: {
          algorithm: {
            cases: [
              { when: { input: 'method', is: 'md5' }, value: 'md5' },
              { when: { input: 'method', is: 'sha1' }, value: 'sha1' },
              { when: { input: 'method', is: 'sha512' }, value: 'sha512' },
            ],
            undecided: 'unknown',
          },
        },
      },
    ],
    source: read('jmgilman/actions-generate-checksum'),
  },
  {
    kind: 'action',
    uses: 'MCJack123/ghaction-generate-release-hashes',
    roles: ['hashes'],
    defaults: { 'hash-type': 'sha256', 'file-name': 'hashes.txt', 'get-assets': 'false' },
    outputs: { hashes: '{outputs.hashes}' },
    effects: [
      {
        kind: 'hashes',
        subject: { kind: 'release-assets', patterns: '*' },
        algorithm: 'sha256',
        list: '{inputs.file-name}',
        choose: {
          algorithm: {
            cases: [
              { when: { input: 'hash-type', is: 'md5' }, value: 'md5' },
              { when: { input: 'hash-type', is: 'sha1' }, value: 'sha1' },
              { when: { input: 'hash-type', is: 'sha512' }, value: 'sha512' },
            ],
            undecided: 'unknown',
          },
        },
      },
    ],
    source: notRead('MCJack123/ghaction-generate-release-hashes'),
  },
];
