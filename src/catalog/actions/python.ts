import type { ActionRow, Condition } from '../schema.ts';
import { idTokenWrite, notRead, read } from './shared.ts';

const packages = '{inputs.packages-dir | or inputs.packages_dir}';
const distributions = [`${packages}/*.whl`, `${packages}/*.tar.gz`, `${packages}/*.zip`, `${packages}/*.egg`] as const;
const url = '{inputs.repository-url | or inputs.repository_url}';
const trusted: Condition = { input: 'password', set: false };
const testIndex: Condition = {
  any: [
    { input: 'repository-url', matches: '*test.pypi.org*' },
    { input: 'repository_url', matches: '*test.pypi.org*' },
  ],
};
/** The index itself, by default or by name. */
const pypi: Condition = {
  all: [
    {
      any: [
        { input: 'repository-url', set: false },
        { input: 'repository-url', matches: '*upload.pypi.org*' },
      ],
    },
    {
      any: [
        { input: 'repository_url', set: false },
        { input: 'repository_url', matches: '*upload.pypi.org*' },
      ],
    },
  ],
};

/** Actions that build and publish Python distributions. */
export const pythonRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'pypa/gh-action-pypi-publish',
    roles: ['publishes', 'attests'],
    defaults: {
      'packages-dir': '',
      packages_dir: 'dist',
      'repository-url': '',
      repository_url: '',
      user: '__token__',
      password: '',
      'skip-existing': '',
      attestations: [
        { value: '', until: '1.10.0' },
        { value: 'false', since: '1.10.0', until: '1.11.0' },
        { value: 'true', since: '1.11.0' },
      ],
    },
    outputs: {},
    effects: [
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'pypi' },
        subject: { kind: 'files', paths: distributions },
        auth: 'token',
        needs: [],
        choose: {
          sink: {
            cases: [
              { when: testIndex, value: { kind: 'index', index: 'testpypi' } },
              { when: { not: pypi }, value: { kind: 'index', index: 'private', url } },
            ],
            undecided: { kind: 'index', index: 'pypi', url },
          },
          auth: { cases: [{ when: trusted, value: 'trusted-publishing' }], undecided: 'unknown' },
          needs: { cases: [{ when: trusted, value: idTokenWrite }], undecided: [] },
        },
      },
      {
        kind: 'attests',
        subject: { kind: 'files', paths: distributions },
        predicate: 'publish',
        signed: true,
        mechanism: 'pep740',
        keyless: true,
        outputs: distributions.map((one) => `${one}.publish.attestation`),
        attachedTo: 'index',
        needs: [...idTokenWrite, { kind: 'own-workflow', why: 'the index takes no attestation from a workflow that another one calls' }],
        when: { all: [trusted, { input: 'attestations', is: 'true' }, { any: [pypi, testIndex] }] },
      },
    ],
    source: read('pypa/gh-action-pypi-publish'),
    note: 'attestations were opt-in in v1.10 and are the default since v1.11, with trusted publishing alone; a publish attestation is not build provenance',
  },
  {
    kind: 'action',
    uses: 'pypa/cibuildwheel',
    roles: ['builds'],
    defaults: { 'package-dir': '.', 'output-dir': 'wheelhouse' },
    outputs: {},
    effects: [
      { kind: 'builds', outputs: '{inputs.output-dir}/*.whl', folders: '{inputs.output-dir}', by: 'cibuildwheel', madeType: 'package' },
      { kind: 'runs-tool', tool: 'python-backend', args: ['{inputs.output-dir}', '{inputs.package-dir}'] },
    ],
    source: read('pypa/cibuildwheel'),
  },
  {
    kind: 'action',
    uses: 'PyO3/maturin-action',
    aliases: ['messense/maturin-action'],
    roles: ['builds', 'publishes'],
    defaults: { command: 'build', args: '', 'working-directory': '', 'maturin-version': '' },
    outputs: {},
    effects: [
      {
        kind: 'installs',
        tool: 'maturin',
        via: 'PyO3/maturin-action',
        right: true,
        version: '{inputs.maturin-version}',
        choose: { version: { cases: [{ when: { input: 'maturin-version', set: false }, value: 'latest' }] } },
      },
      {
        kind: 'runs-script',
        script: 'maturin {inputs.command} {inputs.args}',
        shell: 'bash',
        choose: {
          script: {
            cases: [{ when: { input: 'working-directory', set: true }, value: 'cd {inputs.working-directory}; maturin {inputs.command} {inputs.args}' }],
          },
        },
      },
    ],
    source: read('PyO3/maturin-action'),
  },
  {
    kind: 'action',
    uses: 'hynek/build-and-inspect-python-package',
    roles: ['builds', 'transports', 'attests'],
    defaults: { path: '.', 'upload-name-suffix': '', 'attest-build-provenance-github': 'false' },
    outputs: {
      'artifact-name': 'Packages{inputs.upload-name-suffix}',
      dist: '/tmp/baipp/dist',
      package_name: '{outputs.package_name}',
      package_version: '{outputs.package_version}',
    },
    effects: [
      { kind: 'builds', outputs: ['/tmp/baipp/dist/*.whl', '/tmp/baipp/dist/*.tar.gz'], folders: '/tmp/baipp/dist', by: 'python build', madeType: 'package' },
      {
        kind: 'attests',
        subject: { kind: 'files', paths: '/tmp/baipp/dist/*' },
        predicate: 'slsa-provenance',
        signed: true,
        mechanism: 'github-attestation',
        keyless: true,
        attachedTo: 'github-attestations',
        needs: [
          { kind: 'permission', scope: 'id-token', level: 'write' },
          { kind: 'permission', scope: 'attestations', level: 'write' },
        ],
        when: { input: 'attest-build-provenance-github', is: 'true' },
      },
      { kind: 'uploads-artifact', name: 'Packages{inputs.upload-name-suffix}', paths: '/tmp/baipp/dist/*', expires: true },
    ],
    source: read('hynek/build-and-inspect-python-package'),
  },
  {
    kind: 'action',
    uses: 'uibcdf/action-build-and-upload-conda-packages',
    roles: ['builds', 'publishes'],
    defaults: { meta_yaml_dir: '', upload: 'true', token: '' },
    outputs: { paths: '{outputs.paths}' },
    effects: [
      { kind: 'builds', outputs: '{outputs.paths}', by: 'conda build', madeType: 'package' },
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'conda' },
        subject: { kind: 'files', paths: '{outputs.paths}' },
        auth: 'token',
        when: { not: { input: 'upload', is: 'false' } },
      },
    ],
    source: notRead('uibcdf/action-build-and-upload-conda-packages'),
  },
  {
    kind: 'action',
    uses: 'JRubics/poetry-publish',
    roles: ['builds', 'publishes'],
    defaults: { pypi_token: '', repository_url: '', package_directory: '.' },
    outputs: {},
    effects: [
      {
        kind: 'builds',
        outputs: ['{inputs.package_directory}/dist/*.whl', '{inputs.package_directory}/dist/*.tar.gz'],
        folders: '{inputs.package_directory}/dist',
        by: 'poetry build',
        madeType: 'package',
      },
      {
        kind: 'publishes',
        sink: { kind: 'index', index: 'pypi' },
        subject: { kind: 'files', paths: ['{inputs.package_directory}/dist/*.whl', '{inputs.package_directory}/dist/*.tar.gz'] },
        auth: 'token',
        choose: {
          sink: {
            cases: [
              { when: { input: 'repository_url', matches: '*test.pypi.org*' }, value: { kind: 'index', index: 'testpypi' } },
              { when: { input: 'repository_url', set: true }, value: { kind: 'index', index: 'private', url: '{inputs.repository_url}' } },
            ],
          },
        },
      },
    ],
    source: read('JRubics/poetry-publish'),
  },
];
