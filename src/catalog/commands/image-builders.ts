import { command, commands, readAt } from '../command-row.ts';
import type { CommandRow, EffectTemplate } from '../schema.ts';

const flux = readAt('fluxcd/flux2', 'da2d22d3690191a315822612085f424e4133b06a', 'v2.9.0');
const ko = readAt('ko-build/ko', '42978711adcbd3ff231b81907534090d30838a4d', 'v0.19.1');
const apko = readAt('chainguard-dev/apko', 'd1b5d5ec7633ad7288e5841b38fc8103a9773436', 'v1.2.39');
const kaniko = readAt('GoogleContainerTools/kaniko', '236ba5690eda9170d0157aa8137ebbeb09d38685', 'v1.24.0');
const pack = readAt('buildpacks/pack', '7640af991ccd0ed30c2365bf91175271ba9b05b7', 'v0.40.5');

const koFlags =
  '--tags,-t=* --tag-only --push --local,-L --insecure-registry --oci-layout-path= --tarball= --image-refs= --preserve-import-paths,-P --base-import-paths,-B --bare --jobs,-j= --disable-optimizations --ldflags=* --sbom= --sbom-dir= --platform=* --image-label=* --image-annotation=* --image-user= --debug --filename,-f=* --recursive,-R --selector,-l=';

const runsKo: readonly EffectTemplate[] = [
  { kind: 'runs-tool', tool: 'ko', args: '{flags.line}', outputs: { stdout: '{stdout}', digest: '{outputs.digest}' } },
];

/** Builders that publish images themselves. */
export const imageBuilderRows: readonly CommandRow[] = [
  command('ko build', ko('pkg/commands/build.go'), { flags: koFlags, aliases: ['ko publish'], effects: runsKo }),
  command('ko login', ko('docs/reference/ko_login.md'), { flags: '--username,-u= --password,-p= --password-stdin', roles: ['none'], stdout: '' }),
  ...commands(['ko resolve', 'ko apply', 'ko create'], ko('pkg/commands/options/publish.go'), { flags: koFlags, effects: runsKo }),
  command('executor', kaniko('cmd/executor/cmd/root.go'), {
    flags:
      '--verbosity,-v= --log-format= --log-timestamp --force --dockerfile,-f= --context,-c= --context-sub-path= --bucket,-b= --destination,-d=* --snapshot-mode,--snapshotMode= --custom-platform,--customPlatform= --build-arg=* --insecure --skip-tls-verify --insecure-pull --skip-tls-verify-pull --push-retry= --image-fs-extract-retry= --image-download-retry= --kaniko-dir= --tar-path,--tarPath= --single-snapshot --reproducible --target= --no-push --no-push-cache --cache-repo= --cache-dir= --digest-file= --image-name-with-digest-file= --image-name-tag-with-digest-file= --oci-layout-path= --compression= --compression-level= --cache --compressed-caching --cleanup --cache-ttl= --insecure-registry=* --skip-tls-verify-registry=* --registry-certificate=* --registry-mirror=* --label=* --skip-unused-stages --use-new-run --git= --cache-copy-layers --cache-run-layers --ignore-path=*',
    aliases: ['kaniko'],
    tool: 'kaniko',
    effects: [
      {
        kind: 'pushes-image',
        refs: '{flags.destination}',
        digest: '{outputs.digest}',
        media: 'image',
        provenance: 'none',
        sbom: 'none',
        when: {
          all: [
            { flag: 'no-push', set: false },
            { flag: 'destination', set: true },
          ],
        },
      },
      { kind: 'writes', path: '{flags.digest-file}', content: '{outputs.digest}', when: { flag: 'digest-file', set: true } },
      {
        kind: 'writes',
        path: '{flags.image-name-with-digest-file}',
        content: '{flags.destination}@{outputs.digest}',
        when: { flag: 'image-name-with-digest-file', set: true },
      },
      { kind: 'builds', outputs: '{flags.tar-path}', by: 'kaniko', when: { flag: 'tar-path', set: true } },
    ],
  }),
  command('apko publish', apko('internal/cli/publish.go'), {
    flags:
      '--vcs --build-date= --sbom --sbom-path= --arch=* --keyring-append,-k=* --sbom-formats=* --build-repository-append,-b=* --repository-append,-r=* --package-append,-p=* --annotations=* --cache-dir= --offline --lockfile= --ignore-signatures --format= --local --image-refs= --log-level= --workdir,-C=',
    effects: [
      {
        kind: 'pushes-image',
        refs: '{args.1..}',
        digest: '{outputs.digest}',
        media: 'image',
        platforms: '{flags.arch | commas}',
        provenance: 'none',
        sbom: 'none',
        when: { flag: 'local', set: false },
      },
      {
        kind: 'describes',
        subject: { kind: 'digest', name: '{args.1}', digest: '{outputs.digest}' },
        format: 'spdx',
        output: '{flags.sbom-path}/sbom-*.spdx.json',
        attachedTo: 'nowhere',
        tool: 'apko',
        when: { all: [{ flag: 'sbom-path', set: true }, { not: { flag: 'sbom', is: 'false' } }] },
      },
      { kind: 'writes', path: '{flags.image-refs}', content: '{args.1}@{outputs.digest}', when: { flag: 'image-refs', set: true } },
    ],
    stdout: '{args.1}@{outputs.digest}',
    note: 'its SBOMs are files in --sbom-path; nothing is attached to the image',
  }),
  command('apko build', apko('internal/cli/build.go'), {
    flags:
      '--vcs --build-date= --sbom --sbom-path= --arch=* --keyring-append,-k=* --repository-append,-r=* --package-append,-p=* --annotations=* --cache-dir= --offline --lockfile= --ignore-signatures --log-level= --workdir,-C=',
    effects: [{ kind: 'builds', outputs: '{args.2}', by: 'apko build' }],
  }),
  command('pack build', pack('internal/commands/build.go'), {
    flags:
      '--path,-p= --buildpack,-b=* --extension=* --insecure-registry=* --builder,-B= --cache=* --cache-image= --clear-cache --creation-time= --descriptor,-d= --default-process,-D= --disable-system-buildpacks --env,-e=* --env-file=* --network= --pre-buildpack=* --post-buildpack=* --publish --docker-host= --lifecycle-image= --platform= --pull-policy= --exec-env= --buildpack-registry,-r= --run-image= --tag,-t=* --trust-builder --trust-extra-buildpacks --volume=* --workspace= --gid= --uid= --previous-image= --sbom-output-dir= --report-output-dir= --verbose,-v --quiet,-q --no-color --timestamps',
    effects: [
      {
        kind: 'pushes-image',
        refs: ['{args.0}', '{flags.tag | commas}'],
        digest: '{outputs.digest}',
        media: 'image',
        provenance: 'none',
        sbom: 'none',
        when: { flag: 'publish', set: true },
      },
      { kind: 'builds-image', refs: ['{args.0}', '{flags.tag | commas}'], provenance: 'none', when: { flag: 'publish', set: false } },
      {
        kind: 'describes',
        subject: { kind: 'image', refs: '{args.0}' },
        format: 'unknown',
        output: '{flags.sbom-output-dir}/**',
        attachedTo: 'nowhere',
        tool: 'pack',
        when: { flag: 'sbom-output-dir', set: true },
      },
    ],
  }),
  command('flux push artifact', flux('cmd/flux/push_artifact.go'), {
    flags:
      '--path,-f= --source= --revision= --creds= --provider= --ignore-paths=* --add-ignore-paths=* --annotations,-a=* --output,-o= --debug --reproducible --insecure-registry --resolve-symlinks --timeout= --namespace,-n= --verbose --kubeconfig= --context=',
    view: 'image-inspect',
    effects: [{ kind: 'pushes-image', refs: '{args.0 | noscheme}', digest: '{outputs.digest}', media: 'artifact', files: '{flags.path}' }],
    stdout: '{flags.printed}',
  }),
  command('flux tag artifact', flux('cmd/flux/tag_artifact.go'), {
    flags: '--tag=* --creds= --provider= --timeout=',
    view: 'retag',
    effects: [{ kind: 'tags-image', refs: '{flags.retagged}', sources: '{args.0 | noscheme}', newIndex: false }],
  }),
  command('flux build artifact', flux('cmd/flux/build_artifact.go'), {
    flags: '--path,-p= --output,-o= --ignore-paths=* --add-ignore-paths=* --resolve-symlinks',
    defaults: { output: 'artifact.tgz' },
    effects: [{ kind: 'builds', outputs: '{flags.output}', by: 'flux build artifact' }],
  }),
  command('flux pull artifact', flux('cmd/flux/pull_artifact.go'), {
    flags: '--output,-o= --creds= --provider= --insecure-registry',
    effects: [
      { kind: 'consumes', subject: { kind: 'image', refs: '{args.0 | noscheme}' }, how: 'flux pull artifact' },
      { kind: 'builds', outputs: [], by: 'flux pull artifact', folders: '{flags.output}' },
    ],
  }),
];
