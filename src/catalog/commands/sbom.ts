import { command, commands, notRead, readAt, readPage } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const syft = readAt('anchore/syft', 'bf82010f3c38508e30dd01ed8053f158513c0c9d', 'v1.51.0');
const trivy = readAt('aquasecurity/trivy', 'dc3c56eed58ab21c7e08d26757c517bc946a86c5', 'v0.74.0');
const gomod = readAt('CycloneDX/cyclonedx-gomod', '07257d5b9cbd2a3d4338a880c0ca50081e1ac445', 'v1.12.0');
const bom = readAt('kubernetes-sigs/bom', '5bd088a68ac59de88adb8a7ba90e5713a83294bb', 'v0.7.1');
const sbomTool = readAt('microsoft/sbom-tool', '4091b7bcce1640c4db42b5fad63d7d1b7bc0e4cf', 'v4.1.11');
const cdxgen = readAt('CycloneDX/cdxgen', '08848703557984a1408fae3f17988ecbe3ecb04b', 'v12.0.0');
const nodeNpm = readAt('CycloneDX/cyclonedx-node-npm', '3dbc1f2cc4689d9f0729e3930778a054a346b677', 'v6.0.1');
const python = readAt('CycloneDX/cyclonedx-python', '5172a90df84874171a6866f632d0882cabc84b69', 'v7.3.1');
const rust = readAt('CycloneDX/cyclonedx-rust-cargo', 'd5c35fdf2150c73e2e3570c59fb40daa1f0a96c3', 'cargo-cyclonedx-0.5.9');
const cargoSbom = readAt('psastras/sbom-rs', 'b1fcda6ecd74dfa59da736cd6e1c9dd904d6c846', 'cargo-sbom-v0.10.0');
const dotnet = readAt('CycloneDX/cyclonedx-dotnet', '1b1d2fa8f3887bb2df212dc82f7ca616d638bb10', 'v6.2.0');

type Described = Extract<EffectTemplate, { kind: 'describes' }>;
type SubjectTemplate = Described['subject'];

/** What `sbom-target` found the scanned thing to be. */
const targets: readonly { readonly when: Condition; readonly value: SubjectTemplate }[] = [
  { when: { flag: 'target-kind', is: 'source' }, value: { kind: 'source' } },
  { when: { flag: 'target-kind', is: 'image' }, value: { kind: 'image', refs: '{flags.target}' } },
  { when: { flag: 'target-kind', is: 'files' }, value: { kind: 'files', paths: '{flags.target}', recursive: true } },
];
const scanned: SubjectTemplate = { kind: 'unknown', why: 'what is scanned is not written out' };

function described(format: 'spdx' | 'cyclonedx' | 'syft' | 'github', output: string, tool: string, when: Condition): Described {
  return { kind: 'describes', subject: scanned, format, output, attachedTo: 'nowhere', tool, choose: { subject: { cases: targets } }, when };
}

function ofSource(format: 'spdx' | 'cyclonedx', output: string, tool: string): Described {
  return { kind: 'describes', subject: { kind: 'source' }, format, output, attachedTo: 'nowhere', tool };
}

const syftFlags = '--output,-o=* --file= --scope,-s= --from=* --platform= --exclude=* --parallelism= --enrich=* --source-name= --source-version= --base-path= --source-supplier= --select-catalogers=* --override-default-catalogers=* --catalogers=* --template,-t= --config,-c= --quiet,-q --verbose,-v --profile= --name=';
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
];
const gomodFlags = '-json,--json -output,--output= -output-version= -assert-licenses -std -noserial -notimestamp -licenses -serial= -short-purls -verbose -disable-html-escape -files -packages -paths -main= -version= -type= -test';

/** Programs that write a software bill of materials. */
export const sbomRows: readonly CommandRow[] = [
  command('syft scan', syft('cmd/syft/internal/options/output.go'), { flags: syftFlags, aliases: ['syft packages'], view: ['sbom-target', 'syft-output'], effects: syftEffects }),
  command('syft', syft('cmd/syft/internal/commands/root.go'), { flags: syftFlags, view: ['sbom-target', 'syft-output'], effects: syftEffects, note: 'without a subcommand the first word is what is scanned' }),
  command('syft attest', syft('cmd/syft/internal/commands/attest.go'), {
    flags: `${syftFlags} --key,-k=`,
    view: 'sbom-target',
    effects: [
      {
        kind: 'attests', subject: { kind: 'image', refs: '{flags.target}' }, predicate: 'custom', signed: true, mechanism: 'cosign-keyless', keyless: true, attachedTo: 'registry', needs: [{ kind: 'tool', name: 'cosign' }, { kind: 'permission', scope: 'id-token', level: 'write' }],
        choose: {
          predicate: { cases: [{ when: outputFormat('cyclonedx-json'), value: 'sbom-cyclonedx' }, { when: outputFormat('spdx-json', 'spdx-tag-value', 'spdx-tv', 'json'), value: 'sbom-spdx' }] },
          mechanism: { cases: [{ when: { flag: 'key', set: true }, value: 'cosign-key' }] },
          keyless: { cases: [{ when: { flag: 'key', set: true }, value: false }] },
          needs: { cases: [{ when: { flag: 'key', set: true }, value: [{ kind: 'tool', name: 'cosign' }] }] },
        },
      },
    ],
    fails: [{ when: { flag: 'output', matches: '*=*' }, why: 'syft attest writes no file: -o names a format alone' }],
  }),
  command('syft convert', syft('cmd/syft/internal/commands/convert.go'), { flags: syftFlags, view: 'syft-output', effects: [{ kind: 'transforms', how: 'convert', inputs: '{args.0}', outputs: ['{flags.spdx}', '{flags.cyclonedx}', '{flags.syft}'] }] }),
  ...['image', 'filesystem', 'rootfs', 'repository', 'sbom', 'vm'].map((verb) =>
    command(`trivy ${verb}`, trivy('pkg/flag/report_flags.go'), { flags: trivyFlags, envPrefix: 'TRIVY_', aliases: { image: ['trivy i'], filesystem: ['trivy fs'], repository: ['trivy repo'] }[verb] ?? [], view: 'sbom-target', effects: trivyEffects }),
  ),
  ...['app', 'mod'].map((verb) => command(`cyclonedx-gomod ${verb}`, gomod('internal/cli/options/options.go'), { flags: gomodFlags, effects: [ofSource('cyclonedx', '{flags.output | or flags.stdout-file}', 'cyclonedx-gomod')] })),
  command('cyclonedx-gomod bin', gomod('internal/cli/cmd/bin/options.go'), { flags: gomodFlags, effects: [{ kind: 'describes', subject: { kind: 'files', paths: '{args.0}' }, format: 'cyclonedx', output: '{flags.output | or flags.stdout-file}', attachedTo: 'nowhere', tool: 'cyclonedx-gomod' }] }),
  command('cyclonedx-npm', nodeNpm('src/cli.ts'), { flags: '--ignore-npm-errors --package-lock-only --omit=* --workspace,-w=* --no-workspaces --include-workspace-root --gather-license-texts --flatten-components --short-PURLs --spec-version,--sv= --output-reproducible --output-format,--of= --output-file,-o= --validate --no-validate --mc-type= --verbose,-v', effects: [ofSource('cyclonedx', '{flags.output-file | or flags.stdout-file}', 'cyclonedx-npm')] }),
  command('npm sbom', readPage('https://docs.npmjs.com/cli/v11/commands/npm-sbom', '11.19.1'), {
    flags: '--omit=* --package-lock-only --sbom-format= --sbom-type= --workspace,-w=* --workspaces,-ws --prefix= --include-workspace-root',
    effects: [{ kind: 'describes', subject: { kind: 'source' }, format: 'unknown', output: '{flags.stdout-file}', attachedTo: 'nowhere', tool: 'npm sbom', choose: { format: { cases: [{ when: { flag: 'sbom-format', is: 'spdx' }, value: 'spdx' }, { when: { flag: 'sbom-format', is: 'cyclonedx' }, value: 'cyclonedx' }], undecided: 'unknown' } } }],
  }),
  ...['environment', 'requirements', 'pipenv', 'poetry'].map((verb) => command(`cyclonedx-py ${verb}`, python('cyclonedx_py/_internal/cli.py'), { flags: '--output-file,-o,--outfile= --output-format,--of= --spec-version,--sv= --schema-version= --short-PURLs --output-reproducible --validate --no-validate --verbose,-v --pyproject= --mc-type= --index-url,-i= --extra-index-url=* --gather-license-texts --PEP-639 --only= --without= --with= --extras,-E= --all-extras --no-dev', aliases: verb === 'environment' ? ['cyclonedx-py env', 'cyclonedx-py venv'] : [], effects: [ofSource('cyclonedx', '{flags.output-file | or flags.stdout-file}', 'cyclonedx-py')] })),
  command('cyclonedx-py', notRead('https://github.com/CycloneDX/cyclonedx-python'), { flags: '-o,--output= --format= --schema-version= -r,--requirements -e,--environment -p,--poetry -pip,--pipenv -i= -pb --force,-F --omit=', effects: [ofSource('cyclonedx', '{flags.output | or flags.stdout-file}', 'cyclonedx-py')], aliases: ['cyclonedx-bom'] }),
  command('cargo cyclonedx', rust('cargo-cyclonedx/src/cli.rs'), {
    flags: '--manifest-path= --format,-f= --describe= --verbose,-v --quiet,-q --all-features --no-default-features --features,-F=* --target= --target-in-filename --all,-a --top-level --override-filename= --license-strict --license-accept-named=* --spec-version= --no-build-deps --output-cdx --output-pattern= --output-prefix=',
    aliases: ['cargo-cyclonedx cyclonedx', 'cargo-cyclonedx'],
    tool: 'cargo-cyclonedx',
    effects: [{ kind: 'describes', subject: { kind: 'source' }, format: 'cyclonedx', output: '*.cdx.xml', attachedTo: 'nowhere', tool: 'cargo-cyclonedx', choose: { output: { cases: [{ when: { all: [{ flag: 'override-filename', set: true }, { flag: 'format', is: 'json' }] }, value: '{flags.override-filename}.json' }, { when: { flag: 'override-filename', set: true }, value: '{flags.override-filename}.xml' }, { when: { flag: 'format', is: 'json' }, value: '*.cdx.json' }] } } }],
    note: 'it writes beside each Cargo.toml',
  }),
  command('cargo sbom', cargoSbom('cargo-sbom/src/main.rs'), {
    flags: '--cargo-package= --output-format= --project-directory=',
    aliases: ['cargo-sbom'],
    tool: 'cargo-sbom',
    effects: [{ kind: 'describes', subject: { kind: 'source' }, format: 'spdx', output: '{flags.stdout-file}', attachedTo: 'nowhere', tool: 'cargo-sbom', choose: { format: { cases: [{ when: { flag: 'output-format', matches: 'cyclone*' }, value: 'cyclonedx' }] } } }],
  }),
  command('cdxgen', cdxgen('bin/cdxgen.js'), {
    flags: '--output,-o= --evinse-output= --type,-t=* --exclude-type=* --recurse,-r --print,-p --resolve-class,-c --deep --server-url= --api-key= --project-group= --project-name= --project-version= --project-id= --parent-project-id= --required-only --fail-on-error --no-babel --generate-key-and-sign --install-deps --validate --evidence --spec-version= --filter=* --only=* --author=* --profile= --include-regex= --exclude=* --export-proto --proto-bin-file= --include-formulation --include-crypto --standard=* --no-banner --json-pretty --min-confidence= --technique=* --auto-compositions --no-recurse --no-install-deps --lifecycle= --feature-flags=*',
    defaults: { output: 'bom.json' },
    view: 'sbom-target',
    effects: [{ ...described('cyclonedx', '{flags.output}', 'cdxgen', { flag: 'output', set: true }), choose: { subject: { cases: [{ when: { flag: 'type', matches: ['docker', 'podman', 'oci', 'oci-dir', 'container'] }, value: { kind: 'image', refs: '{args.0}' } }, { when: { any: [{ args: 'none', from: 0 }, { not: { flag: 'target-kind', is: 'files' } }] }, value: { kind: 'source' } }, ...targets] } } }],
  }),
  command('bom generate', bom('cmd/bom/cmd/generate.go'), {
    flags: '--image,-i=* --file,-f=* --tarball,-t=* --image-archive=* --archive=* --dirs,-d=* --ignore=* --license,-l= --no-gitignore --no-gomod --no-transient --namespace,-n= --format= --output,-o= --analyze-images,-a --config,-c= --provenance= --scan-images --name= --license-list-version= --log-level=',
    effects: [
      { kind: 'describes', subject: { kind: 'source' }, format: 'spdx', output: '{flags.output | or flags.stdout-file}', attachedTo: 'nowhere', tool: 'bom', choose: { subject: { cases: [{ when: { flag: 'image', set: true }, value: { kind: 'image', refs: '{flags.image | commas}' } }, { when: { flag: 'file', set: true }, value: { kind: 'files', paths: '{flags.file | commas}' } }, { when: { flag: 'archive', set: true }, value: { kind: 'files', paths: '{flags.archive | commas}' } }] } } },
    ],
  }),
  command('sbom-tool generate', sbomTool('docs/sbom-tool-arguments.md'), {
    flags: '-b,-BuildDropPath= -bc,-BuildComponentPath= -bl,-BuildListFile= -m,-ManifestDirPath= -pn,-PackageName= -pv,-PackageVersion= -ps,-PackageSupplier= -nsu= -nsb,-NamespaceUriBase= -di= -cd= -li -pm -D= -V,-Verbosity= -mi= -P= -F= -lto= -gt=',
    effects: [{ kind: 'describes', subject: { kind: 'files', paths: '{flags.b}', recursive: true }, format: 'spdx', output: '{flags.m | or flags.b}/_manifest/spdx_*/manifest.spdx.json', attachedTo: 'nowhere', tool: 'sbom-tool' }],
    aliases: ['sbom-tool-linux-x64 generate', 'sbom-tool-win-x64 generate', 'sbom-tool-osx-x64 generate'],
    tool: 'sbom-tool',
  }),
  ...commands(['dotnet CycloneDX', 'dotnet-CycloneDX'], dotnet('README.md'), {
    flags: '--framework,-tfm= --runtime,-rt= --output,-o= --filename,-fn,-f= --exclude-dev,-ed --exclude-test-projects,-t --url,-u= --recursive,-rs,-r --no-serial-number,-ns --github-username,-gu= --github-token,-gt= --github-bearer-token,-gbt= --enable-github-licenses,-egl --disable-package-restore,-dpr --disable-hash-computation,-dhc --dotnet-command-timeout,-dct= --base-intermediate-output-path,-biop= --import-metadata-path,-imp= --include-project-references,-ipr --set-name,-sn= --set-version,-sv= --set-type,-st= --exclude-filter,-ef= --output-format,-F= --spec-version,-spv= --json,-j',
    tool: 'dotnet-CycloneDX',
    effects: [{ kind: 'describes', subject: { kind: 'source' }, format: 'cyclonedx', output: '{flags.output}/bom.xml', attachedTo: 'nowhere', tool: 'dotnet-CycloneDX', choose: { output: { cases: [{ when: { all: [{ flag: 'filename', set: true }, { flag: 'output', set: true }] }, value: '{flags.output}/{flags.filename}' }, { when: { flag: 'filename', set: true }, value: '{flags.filename}' }, { when: { all: [{ any: [{ flag: 'json', set: true }, { flag: 'output-format', is: ['Json', 'json'] }] }, { flag: 'output', set: true }] }, value: '{flags.output}/bom.json' }, { when: { any: [{ flag: 'json', set: true }, { flag: 'output-format', is: ['Json', 'json'] }] }, value: 'bom.json' }, { when: { flag: 'output', set: false }, value: 'bom.xml' }] } } }],
  }),
  command('docker sbom', notRead('https://github.com/docker/sbom-cli-plugin'), { flags: '--format= --output,-o= --platform= --layers= --exclude=* --quiet', effects: [{ kind: 'describes', subject: { kind: 'image', refs: '{args.0}' }, format: 'unknown', output: '{flags.output | or flags.stdout-file}', attachedTo: 'nowhere', tool: 'docker sbom', choose: { format: { cases: [{ when: { flag: 'format', matches: 'spdx*' }, value: 'spdx' }, { when: { flag: 'format', matches: 'cyclonedx*' }, value: 'cyclonedx' }] } } }] }),
  command('docker scout sbom', notRead('https://docs.docker.com/reference/cli/docker/scout/sbom/'), { flags: '--format= --output,-o= --platform= --only-package-type= --ref=', effects: [{ kind: 'describes', subject: { kind: 'image', refs: '{args.0}' }, format: 'unknown', output: '{flags.output | or flags.stdout-file}', attachedTo: 'nowhere', tool: 'docker scout', choose: { format: { cases: [{ when: { flag: 'format', is: 'spdx' }, value: 'spdx' }, { when: { flag: 'format', is: 'cyclonedx' }, value: 'cyclonedx' }] } } }] }),
  command('spdx-sbom-generator', notRead('https://github.com/opensbom-generator/spdx-sbom-generator'), { flags: '--path,-p= --output-dir,-o= --format,-f= --include-license-text,-i --schema,-s= --depth,-d=', effects: [{ kind: 'describes', subject: { kind: 'source' }, format: 'spdx', output: '{flags.output-dir}/bom-*.*', attachedTo: 'nowhere', tool: 'spdx-sbom-generator', choose: { output: { cases: [{ when: { flag: 'output-dir', set: false }, value: 'bom-*.*' }] } } }] }),
  command('pip-audit', notRead('https://github.com/pypa/pip-audit'), { flags: '--format,-f= --output,-o= --requirement,-r=* --strict,-S --desc[=] --local,-l --progress-spinner= --ignore-vuln=*', effects: [{ kind: 'describes', subject: { kind: 'source' }, format: 'cyclonedx', output: '{flags.output | or flags.stdout-file}', attachedTo: 'nowhere', tool: 'pip-audit', when: { flag: 'format', matches: 'cyclonedx*' } }] }),
  command('cyclonedx merge', notRead('https://github.com/CycloneDX/cyclonedx-cli'), { flags: '--input-files=* --output-file= --input-format= --output-format= --hierarchical --group= --name= --version=', effects: [{ kind: 'transforms', how: 'merge', inputs: '{flags.input-files}', outputs: '{flags.output-file | or flags.stdout-file}' }], aliases: ['cyclonedx-cli merge'] }),
  command('cyclonedx convert', notRead('https://github.com/CycloneDX/cyclonedx-cli'), { flags: '--input-file= --output-file= --input-format= --output-format= --output-version=', effects: [{ kind: 'transforms', how: 'convert', inputs: '{flags.input-file}', outputs: '{flags.output-file | or flags.stdout-file}' }], aliases: ['cyclonedx-cli convert'] }),
];
