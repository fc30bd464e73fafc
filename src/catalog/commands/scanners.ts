import { command, notRead, readAt } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';
import { described, targets } from './sbom-parts.ts';

const syft = readAt('anchore/syft', 'bf82010f3c38508e30dd01ed8053f158513c0c9d', 'v1.51.0');
const trivy = readAt('aquasecurity/trivy', 'dc3c56eed58ab21c7e08d26757c517bc946a86c5', 'v0.74.0');
const bom = readAt('kubernetes-sigs/bom', '5bd088a68ac59de88adb8a7ba90e5713a83294bb', 'v0.7.1');
const sbomTool = readAt('microsoft/sbom-tool', '4091b7bcce1640c4db42b5fad63d7d1b7bc0e4cf', 'v4.1.11');
const cdxgen = readAt('CycloneDX/cdxgen', '08848703557984a1408fae3f17988ecbe3ecb04b', 'v12.0.0');

const syftFlags =
  '--output,-o=* --file= --scope,-s= --from=* --platform= --exclude=* --parallelism= --enrich=* --source-name= --source-version= --base-path= --source-supplier= --select-catalogers=* --override-default-catalogers=* --catalogers=* --template,-t= --config,-c= --quiet,-q --verbose,-v --profile= --name=';
const syftEffects: readonly EffectTemplate[] = [
  described('spdx', '{flags.spdx}', 'syft', { flag: 'spdx', set: true }),
  described('cyclonedx', '{flags.cyclonedx}', 'syft', { flag: 'cyclonedx', set: true }),
  described('syft', '{flags.syft}', 'syft', { flag: 'syft', set: true }),
  described('github', '{flags.github}', 'syft', { flag: 'github', set: true }),
];
const outputFormat = (...values: string[]): Condition => ({ flag: 'output', is: values });
const isSbom = (...values: string[]): Condition => ({ flag: 'format', is: values });
const trivyFlags =
  '--format,-f= --output,-o= --template,-t= --report= --severity,-s=* --exit-code= --ignorefile= --ignore-policy= --ignore-unfixed --scanners=* --security-checks=* --vuln-type= --pkg-types= --skip-dirs=* --skip-files=* --input= --platform= --image-src= --docker-host= --podman-host= --timeout= --cache-dir= --quiet,-q --debug,-d --config,-c= --insecure --list-all-pkgs --dependency-tree --offline-scan --skip-db-update --skip-java-db-update --skip-update --db-repository= --java-db-repository= --username= --password= --no-progress --include-dev-deps --file-patterns= --parallel= --sbom-sources= --vex= --compliance= --table-mode= --removed-pkgs --cacert= --exit-on-eol= --server= --token= --detection-priority=';
const trivyEffects: readonly EffectTemplate[] = [
  described('spdx', '{flags.output | or flags.stdout-file}', 'trivy', isSbom('spdx', 'spdx-json')),
  described('cyclonedx', '{flags.output | or flags.stdout-file}', 'trivy', isSbom('cyclonedx')),
  described('github', '{flags.output | or flags.stdout-file}', 'trivy', isSbom('github')),
  {
    kind: 'builds',
    outputs: '{flags.output}',
    by: 'trivy',
    when: { all: [{ flag: 'output', set: true }, { not: isSbom('spdx', 'spdx-json', 'cyclonedx', 'github') }] },
  },
];

/** Programs that scan images, folders and projects of any language for what is in them. */
export const scannerRows: readonly CommandRow[] = [
  command('syft scan', syft('cmd/syft/internal/options/output.go'), {
    flags: syftFlags,
    aliases: ['syft packages'],
    view: ['sbom-target', 'syft-output'],
    effects: syftEffects,
  }),
  command('syft', syft('cmd/syft/internal/commands/root.go'), {
    flags: syftFlags,
    view: ['sbom-target', 'syft-output'],
    effects: syftEffects,
    note: 'without a subcommand the first word is what is scanned',
  }),
  command('syft attest', syft('cmd/syft/internal/commands/attest.go'), {
    flags: `${syftFlags} --key,-k=`,
    view: 'sbom-target',
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'image', refs: '{flags.target}' },
        predicate: 'custom',
        signed: true,
        mechanism: 'cosign-keyless',
        keyless: true,
        attachedTo: 'registry',
        needs: [
          { kind: 'tool', name: 'cosign' },
          { kind: 'permission', scope: 'id-token', level: 'write' },
        ],
        choose: {
          predicate: {
            cases: [
              { when: outputFormat('cyclonedx-json'), value: 'sbom-cyclonedx' },
              { when: outputFormat('spdx-json', 'spdx-tag-value', 'spdx-tv', 'json'), value: 'sbom-spdx' },
            ],
          },
          mechanism: { cases: [{ when: { flag: 'key', set: true }, value: 'cosign-key' }] },
          keyless: { cases: [{ when: { flag: 'key', set: true }, value: false }] },
          needs: { cases: [{ when: { flag: 'key', set: true }, value: [{ kind: 'tool', name: 'cosign' }] }] },
        },
      },
    ],
    fails: [{ when: { flag: 'output', matches: '*=*' }, why: 'syft attest writes no file: -o names a format alone' }],
  }),
  command('syft convert', syft('cmd/syft/internal/commands/convert.go'), {
    flags: syftFlags,
    view: 'syft-output',
    effects: [{ kind: 'transforms', how: 'convert', inputs: '{args.0}', outputs: ['{flags.spdx}', '{flags.cyclonedx}', '{flags.syft}'] }],
  }),
  ...['image', 'filesystem', 'rootfs', 'repository', 'sbom', 'vm'].map((verb) =>
    command(`trivy ${verb}`, trivy('pkg/flag/report_flags.go'), {
      flags: trivyFlags,
      envPrefix: 'TRIVY_',
      aliases: { image: ['trivy i'], filesystem: ['trivy fs'], repository: ['trivy repo'] }[verb] ?? [],
      view: 'sbom-target',
      effects: trivyEffects,
    }),
  ),
  command('cdxgen', cdxgen('bin/cdxgen.js'), {
    flags:
      '--output,-o= --evinse-output= --type,-t=* --exclude-type=* --recurse,-r --print,-p --resolve-class,-c --deep --server-url= --api-key= --project-group= --project-name= --project-version= --project-id= --parent-project-id= --required-only --fail-on-error --no-babel --generate-key-and-sign --install-deps --validate --evidence --spec-version= --filter=* --only=* --author=* --profile= --include-regex= --exclude=* --export-proto --proto-bin-file= --include-formulation --include-crypto --standard=* --no-banner --json-pretty --min-confidence= --technique=* --auto-compositions --no-recurse --no-install-deps --lifecycle= --feature-flags=*',
    defaults: { output: 'bom.json' },
    view: 'sbom-target',
    effects: [
      {
        ...described('cyclonedx', '{flags.output}', 'cdxgen', { flag: 'output', set: true }),
        choose: {
          subject: {
            cases: [
              { when: { flag: 'type', matches: ['docker', 'podman', 'oci', 'oci-dir', 'container'] }, value: { kind: 'image', refs: '{args.0}' } },
              { when: { any: [{ args: 'none', from: 0 }, { not: { flag: 'target-kind', is: 'files' } }] }, value: { kind: 'source' } },
              ...targets,
            ],
          },
        },
      },
    ],
  }),
  command('bom generate', bom('cmd/bom/cmd/generate.go'), {
    flags:
      '--image,-i=* --file,-f=* --tarball,-t=* --image-archive=* --archive=* --dirs,-d=* --ignore=* --license,-l= --no-gitignore --no-gomod --no-transient --namespace,-n= --format= --output,-o= --analyze-images,-a --config,-c= --provenance= --scan-images --name= --license-list-version= --log-level=',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'source' },
        format: 'spdx',
        output: '{flags.output | or flags.stdout-file}',
        attachedTo: 'nowhere',
        tool: 'bom',
        choose: {
          subject: {
            cases: [
              { when: { flag: 'image', set: true }, value: { kind: 'image', refs: '{flags.image | commas}' } },
              { when: { flag: 'file', set: true }, value: { kind: 'files', paths: '{flags.file | commas}' } },
              { when: { flag: 'archive', set: true }, value: { kind: 'files', paths: '{flags.archive | commas}' } },
            ],
          },
        },
      },
    ],
  }),
  command('sbom-tool generate', sbomTool('docs/sbom-tool-arguments.md'), {
    flags:
      '-b,-BuildDropPath= -bc,-BuildComponentPath= -bl,-BuildListFile= -m,-ManifestDirPath= -pn,-PackageName= -pv,-PackageVersion= -ps,-PackageSupplier= -nsu= -nsb,-NamespaceUriBase= -di= -cd= -li -pm -D= -V,-Verbosity= -mi= -P= -F= -lto= -gt=',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'files', paths: '{flags.b}', recursive: true },
        format: 'spdx',
        output: '{flags.m | or flags.b}/_manifest/spdx_*/manifest.spdx.json',
        attachedTo: 'nowhere',
        tool: 'sbom-tool',
      },
    ],
    aliases: ['sbom-tool-linux-x64 generate', 'sbom-tool-win-x64 generate', 'sbom-tool-osx-x64 generate'],
    tool: 'sbom-tool',
  }),
  command('docker sbom', readAt('docker/sbom-cli-plugin', 'b17d47dc0b20061e7924e835716caef3c6cc6a46', 'v0.6.1')('cmd/root.go'), {
    flags: '--format= --output,-o= --platform= --layers= --exclude=* --quiet,-q --debug,-D',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'image', refs: '{args.0}' },
        format: 'unknown',
        output: '{flags.output | or flags.stdout-file}',
        attachedTo: 'nowhere',
        tool: 'docker sbom',
        // Without a format it prints a table, which is no SBOM.
        when: { flag: 'format', matches: ['spdx*', 'cyclonedx*', 'syft-json', 'json', 'github*'] },
        choose: {
          format: {
            cases: [
              { when: { flag: 'format', matches: 'spdx*' }, value: 'spdx' },
              { when: { flag: 'format', matches: 'cyclonedx*' }, value: 'cyclonedx' },
            ],
          },
        },
      },
    ],
  }),
  command('docker scout sbom', notRead('https://docs.docker.com/reference/cli/docker/scout/sbom/'), {
    flags: '--format= --output,-o= --platform= --only-package-type= --ref=',
    effects: [
      {
        kind: 'describes',
        subject: { kind: 'image', refs: '{args.0}' },
        format: 'unknown',
        output: '{flags.output | or flags.stdout-file}',
        attachedTo: 'nowhere',
        tool: 'docker scout',
        choose: {
          format: {
            cases: [
              { when: { flag: 'format', is: 'spdx' }, value: 'spdx' },
              { when: { flag: 'format', is: 'cyclonedx' }, value: 'cyclonedx' },
            ],
          },
        },
      },
    ],
  }),
  command(
    'spdx-sbom-generator',
    readAt('opensbom-generator/spdx-sbom-generator', '4879a906f7e5d331570e6ad0986c4c896580caa6', 'v0.0.15')('cmd/generator/generator.go'),
    {
      flags: '--path,-p= --output-dir,-o= --format,-f= --include-license-text,-i --schema,-s= --global-settings,-g=',
      effects: [
        {
          kind: 'describes',
          subject: { kind: 'source' },
          format: 'spdx',
          output: '{flags.output-dir}/bom-*.*',
          attachedTo: 'nowhere',
          tool: 'spdx-sbom-generator',
          choose: { output: { cases: [{ when: { flag: 'output-dir', set: false }, value: 'bom-*.*' }] } },
        },
      ],
    },
  ),
  command('cyclonedx merge', notRead('https://github.com/CycloneDX/cyclonedx-cli'), {
    flags: '--input-files=* --output-file= --input-format= --output-format= --hierarchical --group= --name= --version=',
    effects: [{ kind: 'transforms', how: 'merge', inputs: '{flags.input-files}', outputs: '{flags.output-file | or flags.stdout-file}' }],
    aliases: ['cyclonedx-cli merge'],
  }),
  command('cyclonedx convert', notRead('https://github.com/CycloneDX/cyclonedx-cli'), {
    flags: '--input-file= --output-file= --input-format= --output-format= --output-version=',
    effects: [{ kind: 'transforms', how: 'convert', inputs: '{flags.input-file}', outputs: '{flags.output-file | or flags.stdout-file}' }],
    aliases: ['cyclonedx-cli convert'],
  }),
];
