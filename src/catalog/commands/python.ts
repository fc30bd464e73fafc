import { command, commands, notRead, readAt } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';
import { backend, dists, pypi, pypiIndex } from './python-parts.ts';

const twine = readAt('pypa/twine', 'f536ac5d0c77a24a997854328e64644f576b4992', '7.0.0');
const uv = readAt('astral-sh/uv', '26a9dd4b2125bc271b47855e1fa0c49af3365db5', '0.12.5');
const build = readAt('pypa/build', 'b317437d2b5cddea5c7b45f72d1ae8af915e9815', '1.5.1');
const cibuildwheel = readAt('pypa/cibuildwheel', '8832cf6b75594121646ec4e32692cc0ea3899f83', 'v4.2');
const maturin = readAt('PyO3/maturin', '9ad2a8c029931ec9ed62da51217d68c3e9233260', 'v1.14.1');

const uvGlobal =
  '--python,-p= --index-url,-i= --extra-index-url=* --index=* --default-index= --quiet,-q --verbose,-v --offline --cache-dir= --no-cache,-n --project= --directory= --config-file= --no-config --native-tls --allow-insecure-host= --color= --no-progress --refresh --isolated --resolution= --prerelease= --no-build-isolation --config-setting,-C=* --exclude-newer= --no-sources --link-mode=';
const token: Condition = {
  any: [
    { flag: 'token', set: true },
    { flag: 'password', set: true },
    { env: 'UV_PUBLISH_TOKEN', set: true },
    { env: 'UV_PUBLISH_PASSWORD', set: true },
  ],
};
const dryRun: Condition = { flag: 'dry-run', set: true };
const maturinFlags =
  '--release,-r --strip --no-strip --sdist --no-sdist --debug --pgo --interpreter,-i=* --find-interpreter,-f --bindings,-b= --compatibility,--manylinux=* --auditwheel= --skip-auditwheel --zig --out,-o= --include-debuginfo --sbom-include=* --generate-stubs --manifest-path,-m= --target= --target-dir= --features,-F=* --all-features --no-default-features --profile= --locked --frozen --offline --config= --jobs,-j= --quiet,-q --verbose,-v --repository= --repository-url= --username,-u= --password,-p= --skip-existing --non-interactive --color= --future-incompat-report';
const makes: EffectTemplate = { kind: 'runs-tool', tool: 'maturin', args: '{flags.line}' };
const repairs = (how: string, folder: string): readonly EffectTemplate[] => [
  {
    kind: 'transforms',
    how,
    inputs: '{args.0..}',
    outputs: `{flags.${folder}}/*.whl`,
    choose: { outputs: { cases: [{ when: { flag: folder, set: false }, value: ['wheelhouse/*.whl'] }] } },
  },
];

/** Building and publishing Python packages with one tool each. */
export const pythonRows: readonly CommandRow[] = [
  command('twine upload', twine('twine/settings.py'), {
    flags:
      '--repository,-r= --repository-url= --attestations --sign,-s --sign-with= --identity,-i= --username,-u= --password,-p= --non-interactive --comment,-c= --config-file= --skip-existing --cert= --client-cert= --verbose --disable-progress-bar',
    envPrefix: 'TWINE_',
    effects: [
      {
        kind: 'publishes',
        sink: pypi,
        subject: { kind: 'files', paths: '{args.0.. | glob}' },
        auth: 'unknown',
        failsOnUnmatched: true,
        choose: {
          sink: pypiIndex('repository', 'repository-url'),
          auth: { cases: [{ when: { flag: 'password', set: true }, value: 'token' }], undecided: 'token' },
        },
      },
    ],
  }),
  command('uv publish', uv('crates/uv-cli/src/lib.rs'), {
    flags: `${uvGlobal} --username,-u= --password= --token,-t= --trusted-publishing= --keyring-provider= --publish-url= --check-url= --skip-existing --dry-run --no-attestations --direct`,
    envPrefix: 'UV_PUBLISH_',
    effects: [
      {
        kind: 'publishes',
        sink: pypi,
        subject: { kind: 'files', paths: '{args.0.. | glob}' },
        auth: 'unknown',
        choose: {
          sink: pypiIndex('index', 'publish-url'),
          auth: {
            cases: [
              { when: { all: [token, { not: { flag: 'trusted-publishing', is: 'always' } }] }, value: 'token' },
              {
                when: {
                  any: [
                    { flag: 'trusted-publishing', is: 'always' },
                    { all: [{ not: { flag: 'trusted-publishing', is: 'never' } }, { permission: 'id-token: write' }] },
                  ],
                },
                value: 'trusted-publishing',
              },
            ],
            undecided: 'unknown',
          },
          subject: { cases: [{ when: { args: 'none', from: 0 }, value: { kind: 'files', paths: 'dist/*' } }] },
        },
        when: { not: dryRun },
      },
    ],
    note: 'it uploads attestation files that lie beside the packages and makes none',
  }),
  command('uv build', uv('crates/uv-cli/src/lib.rs'), {
    roles: ['builds', 'describes'],
    flags: `${uvGlobal} --package= --all-packages,--all --out-dir,-o= --sdist --wheel --list --build-logs --no-build-logs --force-pep517 --clear --build-constraints,--build-constraint,-b= --require-hashes --no-create-gitignore`,
    defaults: { 'out-dir': 'dist' },
    effects: [
      dists('{flags.out-dir}', 'uv build'),
      backend('{flags.out-dir}', '{args.0}', [
        'package',
        'all-packages',
        'build-constraints',
        'no-build-isolation',
        'project',
        'directory',
        'no-sources',
        'exclude-newer',
      ]),
    ],
  }),
  command('pyproject-build', build('src/build/__main__.py'), {
    roles: ['builds', 'describes'],
    flags:
      '--outdir,-o= --sdist-extract-dir= --sdist,-s --wheel,-w --metadata --report= --config-setting,-C=* --config-json= --installer= --no-isolation,-n --env-dir= --dependency-constraints-txt= --skip-dependency-check,-x --quiet,-q --verbose,-v',
    aliases: ['python-build'],
    tool: 'build',
    effects: [
      { ...dists('{flags.outdir}', 'python -m build'), when: { flag: 'outdir', set: true } },
      {
        ...dists('{args.0}/dist', 'python -m build'),
        when: {
          all: [
            { flag: 'outdir', set: false },
            { args: 'some', from: 0 },
          ],
        },
      },
      {
        ...dists('dist', 'python -m build'),
        when: {
          all: [
            { flag: 'outdir', set: false },
            { args: 'none', from: 0 },
          ],
        },
      },
      backend('{flags.outdir}', '{args.0}', ['no-isolation', 'dependency-constraints-txt'], [{ flag: 'outdir', set: true }]),
      backend('{args.0}/dist', '{args.0}', ['no-isolation', 'dependency-constraints-txt', 'outdir'], [{ args: 'some', from: 0 }]),
      backend('dist', '', ['no-isolation', 'dependency-constraints-txt', 'outdir'], [{ args: 'none', from: 0 }]),
    ],
  }),
  command('pip wheel', readAt('pypa/pip', '6d309205789d368b2749d93fd6193d584811efd5', '26.2.1')('src/pip/_internal/commands/wheel.py'), {
    roles: ['builds', 'describes'],
    flags:
      '--wheel-dir,-w= --no-binary= --only-binary= --prefer-binary --no-build-isolation --use-pep517 --constraint,-c=* --editable,-e=* --requirement,-r=* --src= --ignore-requires-python --no-deps --progress-bar= --no-verify --config-settings,-C= --build-option= --global-option= --pre --require-hashes --no-clean --index-url,-i= --extra-index-url=* --no-index --find-links,-f=* --verbose,-v --quiet,-q --no-cache-dir --cache-dir=',
    defaults: { 'wheel-dir': '.' },
    effects: [
      { kind: 'builds', outputs: '{flags.wheel-dir}/*.whl', by: 'pip wheel' },
      // Without `--no-deps` the wheels of what the project needs lie beside its own.
      backend('{flags.wheel-dir}', '{args.0}', ['no-build-isolation', 'requirement', 'constraint'], [{ flag: 'no-deps', set: true }]),
    ],
  }),
  command('pip download', notRead('https://pip.pypa.io/en/stable/cli/pip_download/'), {
    flags: '--dest,-d= --requirement,-r=* --no-deps --no-binary= --only-binary= --platform= --python-version= --index-url,-i= --extra-index-url=*',
    defaults: { dest: '.' },
    effects: [{ kind: 'builds', outputs: [], by: 'pip download', folders: '{flags.dest}' }],
  }),
  command('python setup.py', notRead('https://setuptools.pypa.io/en/latest/deprecated/commands.html'), {
    flags: '--dist-dir,-d= --formats= --universal --plat-name,-p= --repository,-r= --python-tag= --release --quiet,-q',
    effects: [
      { kind: 'builds', outputs: [], by: 'setup.py', folders: ['dist', 'build', '{flags.dist-dir}'] },
      {
        kind: 'publishes',
        sink: pypi,
        subject: { kind: 'files', paths: 'dist/*' },
        auth: 'token',
        when: { any: [0, 1, 2, 3].map((arg) => ({ arg, written: 'upload' })) },
      },
    ],
  }),
  command('maturin build', maturin('src/build_options.rs'), { flags: maturinFlags, aliases: ['maturin b'], roles: ['builds', 'describes'], effects: [makes] }),
  command('maturin sdist', maturin('src/main.rs'), { flags: maturinFlags, roles: ['builds'], effects: [makes] }),
  ...(['maturin publish', 'maturin upload'] as const).map((line) =>
    command(line, maturin('src/upload.rs'), {
      flags: maturinFlags,
      envPrefix: 'MATURIN_',
      effects: [
        ...(line === 'maturin publish' ? [makes] : []),
        {
          kind: 'publishes',
          sink: pypi,
          subject: { kind: 'files', paths: line === 'maturin publish' ? ['{flags.out}/*', 'target/wheels/*'] : '{args.0..}' },
          auth: 'unknown',
          choose: {
            sink: pypiIndex('repository', 'repository-url'),
            auth: {
              cases: [
                {
                  when: {
                    any: [
                      { flag: 'password', set: true },
                      { env: 'MATURIN_PYPI_TOKEN', set: true },
                    ],
                  },
                  value: 'token',
                },
                { when: { permission: 'id-token: write' }, value: 'trusted-publishing' },
              ],
              undecided: 'unknown',
            },
          },
        } satisfies EffectTemplate,
      ],
    }),
  ),
  command('cibuildwheel', cibuildwheel('cibuildwheel/__main__.py'), {
    roles: ['builds', 'describes'],
    flags: '--platform= --archs= --enable=* --only= --output-dir= --config-file= --print-build-identifiers --clean-cache --allow-empty --debug-traceback',
    effects: [
      {
        kind: 'builds',
        outputs: '{flags.output-dir | or env.CIBW_OUTPUT_DIR}/*.whl',
        by: 'cibuildwheel',
        choose: {
          outputs: {
            cases: [
              {
                when: {
                  all: [
                    { flag: 'output-dir', set: false },
                    { env: 'CIBW_OUTPUT_DIR', set: false },
                  ],
                },
                value: ['wheelhouse/*.whl'],
              },
            ],
          },
        },
        when: { flag: 'print-build-identifiers', set: false },
      },
      backend(
        '{flags.output-dir | or env.CIBW_OUTPUT_DIR}',
        '{args.0}',
        ['print-build-identifiers', 'config-file'],
        [
          {
            any: [
              { flag: 'output-dir', set: true },
              { env: 'CIBW_OUTPUT_DIR', set: true },
            ],
          },
        ],
      ),
      backend('wheelhouse', '{args.0}', ['print-build-identifiers', 'config-file', 'output-dir'], [{ env: 'CIBW_OUTPUT_DIR', set: false }]),
    ],
  }),
  command('auditwheel repair', notRead('https://github.com/pypa/auditwheel'), {
    flags:
      '--wheel-dir,-w= --plat= --lib-sdir,-L= --no-update-tags --strip --only-plat --exclude=* --disable-isa-ext-check --zip-compression-level,-z= --verbose,-v',
    effects: repairs('repair', 'wheel-dir'),
  }),
  command('delocate-wheel', notRead('https://github.com/matthew-brett/delocate'), {
    flags:
      '--wheel-dir,-w= --lib-sdir,-L= --require-archs= --require-target-macos-version= --dylibs-only,-d --exclude,-e=* --executable-path= --check-archs,-k --verbose,-v --ignore-missing-dependencies',
    effects: [
      { kind: 'transforms', how: 'repair', inputs: '{args.0..}', outputs: '{flags.wheel-dir}/*.whl', when: { flag: 'wheel-dir', set: true } },
      { kind: 'transforms', how: 'repair', inputs: '{args.0..}', outputs: [], inPlace: true, when: { flag: 'wheel-dir', set: false } },
    ],
  }),
  command('delvewheel repair', notRead('https://github.com/adang1345/delvewheel'), {
    flags: '--wheel-dir,-w= --add-path= --add-dll= --no-dll= --exclude= --ignore-in-wheel --no-mangle= --strip --lib-sdir,-L= -v',
    effects: repairs('repair', 'wheel-dir'),
  }),
  ...commands(['pyinstaller', 'nuitka', 'briefcase package', 'shiv', 'pex'], notRead('https://pyinstaller.org/'), {
    flags: '--distpath= --name,-n= --onefile,-F --windowed,-w --output-file,-o= --output-dir= --icon= --add-data=* --specpath= --workpath=',
    effects: [{ kind: 'builds', outputs: '{flags.output-file}', by: 'a Python packager', folders: ['dist', '{flags.distpath}', '{flags.output-dir}'] }],
  }),
  command('anaconda upload', notRead('https://docs.anaconda.com/'), {
    flags: '--user,-u= --label,-l= --token,-t= --force --skip-existing --no-progress',
    effects: [{ kind: 'publishes', sink: { kind: 'index', index: 'conda' }, subject: { kind: 'files', paths: '{args.0..}' }, auth: 'token' }],
  }),
  ...commands(['conda build', 'conda mambabuild', 'rattler-build build'], notRead('https://docs.conda.io/projects/conda-build/'), {
    flags: '--output-folder= --output-dir= --channel,-c=* --variants= --python= --no-test --recipe,-r=',
    effects: [{ kind: 'builds', outputs: [], by: 'conda build', folders: ['{flags.output-folder}', '{flags.output-dir}'] }],
  }),
];
