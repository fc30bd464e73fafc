import { command, commands, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow } from '../schema.ts';
import { ofSource } from './sbom-parts.ts';

const gomod = readAt('CycloneDX/cyclonedx-gomod', '07257d5b9cbd2a3d4338a880c0ca50081e1ac445', 'v1.12.0');
const nodeNpm = readAt('CycloneDX/cyclonedx-node-npm', '3dbc1f2cc4689d9f0729e3930778a054a346b677', 'v6.0.1');
const python = readAt('CycloneDX/cyclonedx-python', '5172a90df84874171a6866f632d0882cabc84b69', 'v7.3.1');
const rust = readAt('CycloneDX/cyclonedx-rust-cargo', 'd5c35fdf2150c73e2e3570c59fb40daa1f0a96c3', 'cargo-cyclonedx-0.5.9');
const cargoSbom = readAt('psastras/sbom-rs', 'b1fcda6ecd74dfa59da736cd6e1c9dd904d6c846', 'cargo-sbom-v0.10.0');
const dotnet = readAt('CycloneDX/cyclonedx-dotnet', '1b1d2fa8f3887bb2df212dc82f7ca616d638bb10', 'v6.2.0');

const gomodFlags =
  '-json,--json -output,--output= -output-version= -assert-licenses -std -noserial -notimestamp -licenses -serial= -short-purls -verbose -disable-html-escape -files -packages -paths -main= -version= -type= -test';

/** Programs that write a bill of materials for one language. */
export const sbomRows: readonly CommandRow[] = [
  ...['app', 'mod'].map((verb) =>
    command(`cyclonedx-gomod ${verb}`, gomod('internal/cli/options/options.go'), {
      flags: gomodFlags,
      effects: [ofSource('cyclonedx', '{flags.output | or flags.stdout-file}', 'cyclonedx-gomod')],
    }),
  ),
  command('cyclonedx-gomod bin', gomod('internal/cli/cmd/bin/options.go'), {
    flags: gomodFlags,
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'files', paths: '{args.0}' },
        format: 'cyclonedx',
        output: '{flags.output | or flags.stdout-file}',
        attachedTo: 'nowhere',
        tool: 'cyclonedx-gomod',
      },
    ],
  }),
  command('cyclonedx-npm', nodeNpm('src/cli.ts'), {
    flags:
      '--ignore-npm-errors --package-lock-only --omit=* --workspace,-w=* --no-workspaces --include-workspace-root --gather-license-texts --flatten-components --short-PURLs --spec-version,--sv= --output-reproducible --output-format,--of= --output-file,-o= --validate --no-validate --mc-type= --verbose,-v',
    effects: [ofSource('cyclonedx', '{flags.output-file | or flags.stdout-file}', 'cyclonedx-npm')],
  }),
  command('npm sbom', readPage('https://docs.npmjs.com/cli/v11/commands/npm-sbom', '11.19.1'), {
    flags: '--omit=* --package-lock-only --sbom-format= --sbom-type= --workspace,-w=* --workspaces,-ws --prefix= --include-workspace-root',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'source' },
        format: 'unknown',
        output: '{flags.stdout-file}',
        attachedTo: 'nowhere',
        tool: 'npm sbom',
        choose: {
          format: {
            cases: [
              { when: { flag: 'sbom-format', is: 'spdx' }, value: 'spdx' },
              { when: { flag: 'sbom-format', is: 'cyclonedx' }, value: 'cyclonedx' },
            ],
            undecided: 'unknown',
          },
        },
      },
    ],
  }),
  ...['environment', 'requirements', 'pipenv', 'poetry'].map((verb) =>
    command(`cyclonedx-py ${verb}`, python('cyclonedx_py/_internal/cli.py'), {
      flags:
        '--output-file,-o,--outfile= --output-format,--of= --spec-version,--sv= --schema-version= --short-PURLs --output-reproducible --validate --no-validate --verbose,-v --pyproject= --mc-type= --index-url,-i= --extra-index-url=* --gather-license-texts --PEP-639 --only= --without= --with= --extras,-E= --all-extras --no-dev',
      aliases: verb === 'environment' ? ['cyclonedx-py env', 'cyclonedx-py venv'] : [],
      effects: [ofSource('cyclonedx', '{flags.output-file | or flags.stdout-file}', 'cyclonedx-py')],
    }),
  ),
  command('cyclonedx-py', notRead('https://github.com/CycloneDX/cyclonedx-python'), {
    flags: '-o,--output= --format= --schema-version= -r,--requirements -e,--environment -p,--poetry -pip,--pipenv -i= -pb --force,-F --omit=',
    effects: [ofSource('cyclonedx', '{flags.output | or flags.stdout-file}', 'cyclonedx-py')],
    aliases: ['cyclonedx-bom'],
  }),
  command('cargo cyclonedx', rust('cargo-cyclonedx/src/cli.rs'), {
    flags:
      '--manifest-path= --format,-f= --describe= --verbose,-v --quiet,-q --all-features --no-default-features --features,-F=* --target= --target-in-filename --all,-a --top-level --override-filename= --license-strict --license-accept-named=* --spec-version= --no-build-deps --output-cdx --output-pattern= --output-prefix=',
    aliases: ['cargo-cyclonedx cyclonedx', 'cargo-cyclonedx'],
    tool: 'cargo-cyclonedx',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'source' },
        format: 'cyclonedx',
        output: '*.cdx.xml',
        attachedTo: 'nowhere',
        tool: 'cargo-cyclonedx',
        choose: {
          output: {
            cases: [
              {
                when: {
                  all: [
                    { flag: 'override-filename', set: true },
                    { flag: 'format', is: 'json' },
                  ],
                },
                value: '{flags.override-filename}.json',
              },
              { when: { flag: 'override-filename', set: true }, value: '{flags.override-filename}.xml' },
              { when: { flag: 'format', is: 'json' }, value: '*.cdx.json' },
            ],
          },
        },
      },
    ],
    note: 'it writes beside each Cargo.toml',
  }),
  command('cargo sbom', cargoSbom('cargo-sbom/src/main.rs'), {
    flags: '--cargo-package= --output-format= --project-directory=',
    aliases: ['cargo-sbom'],
    tool: 'cargo-sbom',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'source' },
        format: 'spdx',
        output: '{flags.stdout-file}',
        attachedTo: 'nowhere',
        tool: 'cargo-sbom',
        choose: { format: { cases: [{ when: { flag: 'output-format', matches: 'cyclone*' }, value: 'cyclonedx' }] } },
      },
    ],
  }),
  ...commands(['dotnet CycloneDX', 'dotnet-CycloneDX'], dotnet('README.md'), {
    flags:
      '--framework,-tfm= --runtime,-rt= --output,-o= --filename,-fn,-f= --exclude-dev,-ed --exclude-test-projects,-t --url,-u= --recursive,-rs,-r --no-serial-number,-ns --github-username,-gu= --github-token,-gt= --github-bearer-token,-gbt= --enable-github-licenses,-egl --disable-package-restore,-dpr --disable-hash-computation,-dhc --dotnet-command-timeout,-dct= --base-intermediate-output-path,-biop= --import-metadata-path,-imp= --include-project-references,-ipr --set-name,-sn= --set-version,-sv= --set-type,-st= --exclude-filter,-ef= --output-format,-F= --spec-version,-spv= --json,-j',
    tool: 'dotnet-CycloneDX',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'source' },
        format: 'cyclonedx',
        output: '{flags.output}/bom.xml',
        attachedTo: 'nowhere',
        tool: 'dotnet-CycloneDX',
        choose: {
          output: {
            cases: [
              {
                when: {
                  all: [
                    { flag: 'filename', set: true },
                    { flag: 'output', set: true },
                  ],
                },
                value: '{flags.output}/{flags.filename}',
              },
              { when: { flag: 'filename', set: true }, value: '{flags.filename}' },
              {
                when: {
                  all: [
                    {
                      any: [
                        { flag: 'json', set: true },
                        { flag: 'output-format', is: ['Json', 'json'] },
                      ],
                    },
                    { flag: 'output', set: true },
                  ],
                },
                value: '{flags.output}/bom.json',
              },
              {
                when: {
                  any: [
                    { flag: 'json', set: true },
                    { flag: 'output-format', is: ['Json', 'json'] },
                  ],
                },
                value: 'bom.json',
              },
              { when: { flag: 'output', set: false }, value: 'bom.xml' },
            ],
          },
        },
      },
    ],
  }),
  command('pip-audit', readAt('pypa/pip-audit', 'ad327458202d961e86e1be1e9881d6f6599a098b', 'v2.10.1')('pip_audit/_cli.py'), {
    flags:
      '--format,-f= --output,-o= --requirement,-r=* --locked --strict,-S --desc[=] --aliases[=] --local,-l --progress-spinner= --ignore-vuln=* --vulnerability-service,-s= --osv-url= --dry-run,-d --cache-dir= --timeout= --path=* --fix --require-hashes --index-url= --extra-index-url=* --skip-editable --no-deps --disable-pip --verbose,-v',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'source' },
        format: 'cyclonedx',
        output: '{flags.output | or flags.stdout-file}',
        attachedTo: 'nowhere',
        tool: 'pip-audit',
        when: { flag: 'format', matches: 'cyclonedx*' },
      },
    ],
  }),
];
