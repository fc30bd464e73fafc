import { command, notRead, readAt } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';
import { pypi, pypiIndex } from './python-parts.ts';

const poetry = readAt('python-poetry/poetry', 'f46702336862f30050d5c641d5ed6f7568ded793', '2.4.1');
const hatch = readAt('pypa/hatch', 'ed8e30bebf98f2fe4d70c18a32a50a8160c391cb', 'hatch-v1.18.0');
const flit = readAt('pypa/flit', 'ef7f31925305a50bd097f06b913717192490ad44', '4.0.0');
const pdm = readAt('pdm-project/pdm', 'a7e9d0015b4d5ca5d1b0c558582f9bf41b2fdf54', '2.28.2');

const dryRun: Condition = { flag: 'dry-run', set: true };

/** Project managers that build and publish Python packages, and what publishes their documents. */
export const pythonProjectRows: readonly CommandRow[] = [
  command('hatch build', hatch('src/hatch/cli/build/__init__.py'), {
    flags: '--target,-t=* --all,-a --hooks-only --no-hooks --ext --clean,-c --clean-hooks-after --env,-e= --verbose,-v --quiet,-q',
    effects: [
      {
        kind: 'builds',
        outputs: ['dist/*.whl', 'dist/*.tar.gz'],
        by: 'hatch build',
        choose: { outputs: { cases: [{ when: { args: 'some', from: 0 }, value: ['{args.0}/*.whl', '{args.0}/*.tar.gz'] }] } },
      },
    ],
  }),
  command('hatch publish', hatch('src/hatch/cli/publish/__init__.py'), {
    flags:
      '--repo,-r= --user,-u= --auth,-a= --ca-cert= --client-cert= --client-key= --no-prompt,-n --initialize-auth --publisher,-p= --option,-o=* --yes,-y --verbose,-v',
    effects: [
      {
        kind: 'publishes',
        sink: pypi,
        subject: { kind: 'files', paths: '{args.0..}' },
        auth: 'unknown',
        choose: {
          sink: pypiIndex('repo', 'repo'),
          subject: { cases: [{ when: { args: 'none', from: 0 }, value: { kind: 'files', paths: 'dist/*' } }] },
          auth: {
            cases: [
              {
                when: {
                  any: [
                    { flag: 'auth', set: true },
                    { env: 'HATCH_INDEX_AUTH', set: true },
                  ],
                },
                value: 'token',
              },
            ],
            undecided: 'token',
          },
        },
      },
    ],
  }),
  command('flit build', flit('flit/__init__.py'), {
    flags: '--ini-file,-f= --format=* --use-vcs --no-use-vcs',
    effects: [
      {
        kind: 'builds',
        outputs: ['dist/*.whl', 'dist/*.tar.gz'],
        by: 'flit build',
        choose: {
          outputs: {
            cases: [
              { when: { flag: 'format', is: 'wheel' }, value: ['dist/*.whl'] },
              { when: { flag: 'format', is: 'sdist' }, value: ['dist/*.tar.gz'] },
            ],
          },
        },
      },
    ],
  }),
  command('flit publish', flit('flit/__init__.py'), {
    flags: '--ini-file,-f= --format=* --use-vcs --no-use-vcs --pypirc= --repository=',
    effects: [
      { kind: 'builds', outputs: ['dist/*.whl', 'dist/*.tar.gz'], by: 'flit publish' },
      {
        kind: 'publishes',
        sink: pypi,
        subject: { kind: 'files', paths: ['dist/*.whl', 'dist/*.tar.gz'] },
        auth: 'token',
        choose: { sink: pypiIndex('repository', 'repository') },
      },
    ],
  }),
  command('poetry build', poetry('src/poetry/console/commands/build.py'), {
    flags:
      '--format,-f= --output,-o= --clean --local-version,-l= --config-settings,-c=* --directory,-C= --project,-P= --no-interaction,-n --quiet,-q --verbose,-v',
    defaults: { output: 'dist' },
    effects: [
      {
        kind: 'builds',
        outputs: ['{flags.output}/*.whl', '{flags.output}/*.tar.gz'],
        by: 'poetry build',
        choose: {
          outputs: {
            cases: [
              { when: { flag: 'format', is: 'wheel' }, value: ['{flags.output}/*.whl'] },
              { when: { flag: 'format', is: 'sdist' }, value: ['{flags.output}/*.tar.gz'] },
            ],
          },
        },
      },
    ],
  }),
  command('poetry publish', poetry('src/poetry/console/commands/publish.py'), {
    flags:
      '--repository,-r= --username,-u= --password,-p= --cert= --client-cert= --dist-dir= --build --dry-run --skip-existing --directory,-C= --project,-P= --no-interaction,-n --quiet,-q --verbose,-v',
    defaults: { 'dist-dir': 'dist' },
    effects: [
      { kind: 'builds', outputs: ['{flags.dist-dir}/*.whl', '{flags.dist-dir}/*.tar.gz'], by: 'poetry publish', when: { flag: 'build', set: true } },
      {
        kind: 'publishes',
        sink: pypi,
        subject: { kind: 'files', paths: ['{flags.dist-dir}/*.whl', '{flags.dist-dir}/*.tar.gz'] },
        auth: 'token',
        choose: { sink: pypiIndex('repository', 'repository') },
        when: { not: dryRun },
      },
    ],
  }),
  command('pdm build', pdm('src/pdm/cli/commands/build.py'), {
    flags: '--no-sdist --no-wheel --dest,-d= --no-clean --project,-p= --no-isolation --skip,-k= --config-setting,-C=* --quiet,-q --verbose,-v',
    defaults: { dest: 'dist' },
    effects: [
      {
        kind: 'builds',
        outputs: ['{flags.dest}/*.whl', '{flags.dest}/*.tar.gz'],
        by: 'pdm build',
        choose: {
          outputs: {
            cases: [
              { when: { flag: 'no-sdist', set: true }, value: ['{flags.dest}/*.whl'] },
              { when: { flag: 'no-wheel', set: true }, value: ['{flags.dest}/*.tar.gz'] },
            ],
          },
        },
      },
    ],
  }),
  command('pdm publish', pdm('src/pdm/cli/commands/publish/__init__.py'), {
    flags:
      '--repository,-r= --username,-u= --password,-P= --sign,-S --identity,-i= --comment,-c= --no-build --dest,-d= --skip-existing --no-very-ssl --ca-certs= --project,-p= --quiet,-q --verbose,-v',
    defaults: { dest: 'dist' },
    effects: [
      { kind: 'builds', outputs: ['{flags.dest}/*.whl', '{flags.dest}/*.tar.gz'], by: 'pdm publish', when: { flag: 'no-build', set: false } },
      {
        kind: 'publishes',
        sink: pypi,
        subject: { kind: 'files', paths: '{flags.dest}/*' },
        auth: 'unknown',
        choose: {
          sink: pypiIndex('repository', 'repository'),
          auth: {
            cases: [
              {
                when: {
                  any: [
                    { flag: 'password', set: true },
                    { env: 'PDM_PUBLISH_PASSWORD', set: true },
                  ],
                },
                value: 'token',
              },
              { when: { permission: 'id-token: write' }, value: 'trusted-publishing' },
            ],
            undecided: 'unknown',
          },
        },
      },
    ],
  }),
  // Sites of documents, built as they are pushed.
  ...(
    [
      [
        'mkdocs gh-deploy',
        '--clean,-c --dirty --message,-m= --remote-branch,-b= --remote-name,-r= --force --no-history --ignore-version --shell --config-file,-f= --strict,-s --theme,-t= --site-dir,-d= --quiet,-q --verbose,-v',
        undefined,
      ],
      [
        'mike deploy',
        '--title,-t= --alias-type= --template= --update-aliases,-u --prop-set=* --push,-p --remote,-r= --branch,-b= --message,-m= --allow-empty --ignore-remote-status --deploy-prefix= --config-file,-F= --quiet,-q --debug',
        'push',
      ],
    ] as const
  ).map(([name, flags, pushes]) =>
    command(name, notRead('https://www.mkdocs.org/user-guide/cli/'), {
      flags,
      effects: [
        {
          kind: 'publishes',
          sink: { kind: 'site', how: 'a pages branch' },
          subject: { kind: 'unknown', why: 'the site is built as it is deployed' },
          auth: 'token',
          ...(pushes === undefined ? {} : { when: { flag: pushes, set: true } }),
        },
      ],
    }),
  ),
];
