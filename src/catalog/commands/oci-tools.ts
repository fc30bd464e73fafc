import { command, commands, readAt } from '../command-row.ts';
import type { CommandRow, Condition, EffectTemplate } from '../schema.ts';

const crane = readAt('google/go-containerregistry', '3f4ff3ca60f51c876ac4bd89e9a787157aaa4f15', 'v0.21.9');
const oras = readAt('oras-project/oras', '94fa1d8adac78d388a9545f1b4095d0bc52f2dd8', 'v1.3.3');
const regctl = readAt('regclient/regclient', '725072f65f14ab63d6b220246c3a889dcd5e2f5f');
const skopeo = readAt('containers/skopeo', 'b71619af4512a2c77dd160576492d4ebbc0b63ea', 'v1.20.0');
const flux = readAt('fluxcd/flux2', 'da2d22d3690191a315822612085f424e4133b06a', 'v2.9.0');
const ko = readAt('ko-build/ko', '42978711adcbd3ff231b81907534090d30838a4d', 'v0.19.1');
const apko = readAt('chainguard-dev/apko', 'd1b5d5ec7633ad7288e5841b38fc8103a9773436', 'v1.2.39');
const kaniko = readAt('GoogleContainerTools/kaniko', '236ba5690eda9170d0157aa8137ebbeb09d38685', 'v1.24.0');
const pack = readAt('buildpacks/pack', '7640af991ccd0ed30c2365bf91175271ba9b05b7', 'v0.40.5');

const craneFlags = '--verbose,-v --insecure --allow-nondistributable-artifacts --platform=';
const credential = { credential: { cases: [{ when: { flag: 'credential', is: 'job-token' } as const, value: 'job-token' as const }, { when: { flag: 'credential', is: 'secret' } as const, value: 'secret' as const }] } };
const login: readonly EffectTemplate[] = [{ kind: 'logs-in', registry: '{args.0}', credential: 'unknown', choose: credential }];

/** crane, and gcrane, which takes the same words. */
const craneRows: readonly CommandRow[] = [
  command('crane push', crane('cmd/crane/cmd/push.go'), {
    flags: `${craneFlags} --index --image-refs= --annotate-ref`,
    effects: [
      { kind: 'pushes-image', refs: '{args.1}', digest: '{outputs.digest}', media: 'image', files: '{args.0}', provenance: 'unknown', sbom: 'unknown' },
      { kind: 'writes', path: '{flags.image-refs}', content: '{args.1}@{outputs.digest}', when: { flag: 'image-refs', set: true } },
    ],
    stdout: '{args.1}@{outputs.digest}',
    aliases: ['gcrane push'],
  }),
  command('crane copy', crane('cmd/crane/cmd/copy.go'), { flags: `${craneFlags} --all-tags,-a --no-clobber,-n --jobs,-j=`, aliases: ['crane cp', 'gcrane cp', 'gcrane copy'], effects: [{ kind: 'copies-image', from: '{args.0}', to: '{args.1}', evidence: false }] }),
  command('crane append', crane('cmd/crane/cmd/append.go'), {
    flags: `${craneFlags} --base,-b= --new_tag,-t= --new_layer,-f=* --output,-o= --set-base-image-annotations --oci-empty-base`,
    effects: [
      { kind: 'pushes-image', refs: '{flags.new_tag}', digest: '{outputs.digest}', media: 'image', files: '{flags.new_layer | commas}', provenance: 'none', sbom: 'none', when: { all: [{ flag: 'new_tag', set: true }, { flag: 'output', set: false }] } },
      { kind: 'builds', outputs: '{flags.output}', by: 'crane append', when: { flag: 'output', set: true } },
    ],
    stdout: '{flags.new_tag}@{outputs.digest}',
  }),
  command('crane mutate', crane('cmd/crane/cmd/mutate.go'), {
    flags: `${craneFlags} --annotation,-a=* --label,-l=* --env,-e=* --entrypoint= --cmd= --repo= --tag,-t= --output,-o= --append=* --user,-u= --workdir,-w= --exposed-ports= --set-platform=`,
    effects: [{ kind: 'pushes-image', refs: '{flags.tag | or flags.repo | or args.0}', digest: '{outputs.digest}', media: 'image', provenance: 'none', sbom: 'none', when: { flag: 'output', set: false } }, { kind: 'builds', outputs: '{flags.output}', by: 'crane mutate', when: { flag: 'output', set: true } }],
    stdout: '{flags.tag | or flags.repo | or args.0}@{outputs.digest}',
  }),
  ...commands(['crane flatten', 'crane rebase'], crane('cmd/crane/cmd/flatten.go'), { flags: `${craneFlags} --tag,-t= --original= --old_base= --new_base= --rebased=`, effects: [{ kind: 'pushes-image', refs: '{flags.tag | or flags.rebased | or args.0}', digest: '{outputs.digest}', media: 'image', provenance: 'none', sbom: 'none' }] }),
  command('crane tag', crane('cmd/crane/cmd/tag.go'), { flags: craneFlags, view: 'retag', effects: [{ kind: 'tags-image', refs: '{flags.retagged}', sources: '{args.0}', newIndex: false }] }),
  command('crane digest', crane('cmd/crane/cmd/digest.go'), { flags: `${craneFlags} --tarball= --full-ref`, view: 'image-inspect', effects: [{ kind: 'reads-digest', ref: '{args.0}', value: '{outputs.digest}', when: { flag: 'tarball', set: false } }], stdout: '{flags.printed}', aliases: ['gcrane digest'] }),
  command('crane index append', crane('cmd/crane/cmd/index.go'), { flags: `${craneFlags} --tag,-t= --manifest,-m=* --docker-empty-base --flatten`, effects: [{ kind: 'tags-image', refs: '{flags.tag}', sources: ['{args.0}', '{flags.manifest | commas}'], newIndex: true, digest: '{outputs.digest}' }], stdout: '{flags.tag}@{outputs.digest}' }),
  command('crane index filter', crane('cmd/crane/cmd/index.go'), { flags: `--verbose,-v --insecure --tag,-t= --platform=*`, effects: [{ kind: 'tags-image', refs: '{flags.tag | or args.0}', sources: '{args.0}', newIndex: true, digest: '{outputs.digest}' }], stdout: '{flags.tag | or args.0}@{outputs.digest}' }),
  command('crane pull', crane('cmd/crane/cmd/pull.go'), { flags: `${craneFlags} --cache_path,-c= --format= --annotate-ref`, effects: [{ kind: 'consumes', subject: { kind: 'image', refs: '{args.0}' }, how: 'crane pull' }, { kind: 'builds', outputs: '{args.1}', by: 'crane pull' }] }),
  command('crane export', crane('cmd/crane/cmd/export.go'), { flags: craneFlags, effects: [{ kind: 'consumes', subject: { kind: 'image', refs: '{args.0}' }, how: 'crane export' }, { kind: 'builds', outputs: '{args.1}', by: 'crane export', when: { args: 'some', from: 1 } }] }),
  command('crane auth login', crane('cmd/crane/cmd/auth.go'), { flags: `${craneFlags} --username,-u= --password,-p= --password-stdin`, view: 'credential', effects: login }),
];

const orasFlags = '--debug,-d --no-tty --username,-u= --password,-p= --password-stdin --identity-token= --identity-token-stdin --insecure --plain-http --ca-file= --cert-file= --key-file= --resolve=* --registry-config=* --header,-H=* --oci-layout --oci-layout-path= --format= --template= --verbose,-v --concurrency= --platform= --distribution-spec= --from-registry-config= --to-registry-config= --from-oci-layout --to-oci-layout --from-oci-layout-path= --to-oci-layout-path= --from-plain-http --to-plain-http --from-username= --from-password= --to-username= --to-password= --from-insecure --to-insecure';
const attachType = (values: readonly string[]): Condition => ({ flag: 'artifact-type', matches: values });
const bundleType = attachType(['application/vnd.dev.sigstore.bundle*', 'application/vnd.in-toto*', 'application/vnd.dsse*']);
const inLayout: Condition = { any: [{ flag: 'oci-layout', set: true }, { flag: 'oci-layout-path', set: true }, { flag: 'to-oci-layout', set: true }, { flag: 'to-oci-layout-path', set: true }] };

/** oras. */
const orasRows: readonly CommandRow[] = [
  command('oras push', oras('cmd/oras/root/push.go'), { flags: `${orasFlags} --config= --artifact-type= --artifact-platform= --image-spec= --annotation,-a=* --annotation-file= --export-manifest= --disable-path-validation --force`, view: 'oras', effects: [{ kind: 'pushes-image', refs: '{flags.refs}', digest: '{outputs.digest}', media: 'artifact', files: '{flags.files}', when: { not: inLayout } }], stdout: '{flags.printed}' }),
  command('oras attach', oras('cmd/oras/root/attach.go'), {
    flags: `${orasFlags} --artifact-type= --config= --annotation,-a=* --annotation-file= --export-manifest= --disable-path-validation --image-spec=`,
    view: 'oras',
    effects: [
      {
        kind: 'attests', subject: { kind: 'image', refs: '{flags.refs}' }, predicate: 'custom', predicateType: '{flags.artifact-type}', signed: false, mechanism: 'custom', keyless: false, predicateFile: '{flags.files}', attachedTo: 'registry-unsigned',
        choose: { predicate: { cases: [{ when: attachType(['*spdx*']), value: 'sbom-spdx' }, { when: attachType(['*cyclonedx*']), value: 'sbom-cyclonedx' }], undecided: 'custom' } },
        when: { all: [{ not: inLayout }, { not: bundleType }] },
      },
      { kind: 'attests', subject: { kind: 'image', refs: '{flags.refs}' }, predicate: 'custom', predicateType: '{flags.artifact-type}', signed: true, mechanism: 'unknown', keyless: false, predicateFile: '{flags.files}', attachedTo: 'registry', note: 'an attestation made elsewhere', when: { all: [{ not: inLayout }, bundleType] } },
    ],
    stdout: '{flags.printed}',
  }),
  command('oras cp', oras('cmd/oras/root/cp.go'), { flags: `${orasFlags} --recursive,-r --force`, aliases: ['oras copy'], view: 'oras', effects: [{ kind: 'copies-image', from: '{args.0}', to: '{args.1}', evidence: false, choose: { evidence: { cases: [{ when: { flag: 'recursive', set: true }, value: true }], undecided: false } }, when: { not: inLayout } }] }),
  command('oras tag', oras('cmd/oras/root/tag.go'), { flags: orasFlags, view: 'retag', effects: [{ kind: 'tags-image', refs: '{flags.retagged}', sources: '{args.0}', newIndex: false, when: { not: inLayout } }] }),
  command('oras resolve', oras('cmd/oras/root/resolve.go'), { flags: `${orasFlags} --full-reference,-l`, aliases: ['oras digest'], view: 'image-inspect', effects: [{ kind: 'reads-digest', ref: '{args.0}', value: '{outputs.digest}', when: { not: inLayout } }], stdout: '{flags.printed}' }),
  command('oras pull', oras('cmd/oras/root/pull.go'), { flags: `${orasFlags} --output,-o= --config= --keep-old-files,-k --allow-path-traversal --include-subject`, defaults: { output: '.' }, effects: [{ kind: 'consumes', subject: { kind: 'image', refs: '{args.0}' }, how: 'oras pull' }, { kind: 'builds', outputs: [], by: 'oras pull', folders: '{flags.output}' }] }),
  command('oras login', oras('cmd/oras/root/login.go'), { flags: orasFlags, view: 'credential', effects: login }),
  command('oras manifest fetch', oras('cmd/oras/root/manifest/fetch.go'), { flags: `${orasFlags} --output,-o= --descriptor --pretty --media-type=` }),
];

const regGlobal = '--verbosity,-v= --logopt=* --host=* --user-agent=';
const regFlags = `${regGlobal} --format= --platform,-p=`;
const withEvidence: Condition = { all: [{ flag: 'referrers', set: true }, { flag: 'digest-tags', set: true }] };

/** regctl. */
const regctlRows: readonly CommandRow[] = [
  command('regctl image copy', regctl('cmd/regctl/image.go'), { flags: `${regFlags} --digest-tags --fast --force-recursive --include-external --platforms=* --referrers --referrers-src= --referrers-tgt=`, aliases: ['regctl image cp'], effects: [{ kind: 'copies-image', from: '{args.0}', to: '{args.1}', evidence: false, choose: { evidence: { cases: [{ when: withEvidence, value: true }], undecided: false } } }] }),
  command('regctl image digest', regctl('cmd/regctl/image.go'), { flags: `${regFlags} --list --require-list`, aliases: ['regctl manifest head'], view: 'image-inspect', effects: [{ kind: 'reads-digest', ref: '{args.0}', value: '{outputs.digest}' }], stdout: '{flags.printed}' }),
  command('regctl image mod', regctl('cmd/regctl/image.go'), { flags: `${regFlags} --create= --replace --annotation=* --label=* --rebase --to-oci --to-docker --time= --reproducible`, effects: [{ kind: 'pushes-image', refs: '{flags.create | or args.0}', digest: '{outputs.digest}', media: 'image', provenance: 'none', sbom: 'none' }] }),
  command('regctl image import', regctl('cmd/regctl/image.go'), { flags: `${regFlags} --name=`, effects: [{ kind: 'pushes-image', refs: '{args.0}', digest: '{outputs.digest}', media: 'image', files: '{args.1}', provenance: 'unknown', sbom: 'unknown' }] }),
  command('regctl index create', regctl('cmd/regctl/index.go'), { flags: `${regFlags} --annotation=* --artifact-type= --by-digest --desc-annotation=* --desc-platform= --digest=* --digest-tags --media-type,-m= --ref=* --referrers --subject=`, effects: [{ kind: 'tags-image', refs: '{args.0}', sources: ['{flags.ref}', '{flags.digest}'], newIndex: true, digest: '{outputs.digest}' }] }),
  command('regctl artifact put', regctl('cmd/regctl/artifact.go'), {
    flags: `${regFlags} --annotation=* --artifact-type= --by-digest --config-file= --config-type= --external= --file,-f=* --file-media-type,-m=* --file-title --index --strip-dirs --subject=`,
    effects: [
      { kind: 'attests', subject: { kind: 'image', refs: '{flags.subject}' }, predicate: 'custom', predicateType: '{flags.artifact-type}', signed: false, mechanism: 'custom', keyless: false, predicateFile: '{flags.file}', attachedTo: 'registry-unsigned', choose: { predicate: { cases: [{ when: attachType(['*spdx*']), value: 'sbom-spdx' }, { when: attachType(['*cyclonedx*']), value: 'sbom-cyclonedx' }], undecided: 'custom' } }, when: { flag: 'subject', set: true } },
      { kind: 'pushes-image', refs: '{args.0}', digest: '{outputs.digest}', media: 'artifact', files: '{flags.file}', when: { flag: 'subject', set: false } },
    ],
  }),
  command('regctl registry login', regctl('cmd/regctl/registry.go'), { flags: `${regGlobal} --user,-u= --pass,-p= --pass-stdin --skip-check`, view: 'credential', effects: login }),
];

const skopeoFlags = '--debug --policy= --insecure-policy --require-signed --registries.d= --override-arch= --override-os= --override-variant= --command-timeout= --tmpdir= --user-agent-prefix= --authfile= --src-authfile= --dest-authfile= --creds= --src-creds= --dest-creds= --username= --password= --src-username= --src-password= --dest-username= --dest-password= --cert-dir= --src-cert-dir= --dest-cert-dir= --tls-verify --src-tls-verify --dest-tls-verify --no-creds --src-no-creds --dest-no-creds --registry-token= --src-registry-token= --dest-registry-token= --retry-times= --retry-delay=';
const toRegistry: Condition = { arg: 1, matches: 'docker://*' };
const fromRegistry: Condition = { arg: 0, matches: 'docker://*' };

/** skopeo: where an image comes from and goes to is in its transport, `docker://` being a registry. */
const skopeoRows: readonly CommandRow[] = [
  command('skopeo copy', skopeo('cmd/skopeo/copy.go'), {
    flags: `${skopeoFlags} --additional-tag=* --quiet,-q --all,-a --multi-arch= --sign-identity= --digestfile= --encryption-key=* --encrypt-layer=* --decryption-key=* --image-parallel-copies= --remove-signatures --sign-by= --sign-by-sigstore= --sign-by-sigstore-private-key= --sign-passphrase-file= --format,-f= --preserve-digests --dest-compress --dest-compress-format= --dest-compress-level= --dest-precompute-digests --src-shared-blob-dir= --dest-shared-blob-dir=`,
    effects: [
      { kind: 'copies-image', from: '{args.0 | noscheme}', to: '{args.1 | noscheme}', evidence: false, when: { all: [fromRegistry, toRegistry] } },
      { kind: 'pushes-image', refs: '{args.1 | noscheme}', digest: '{outputs.digest}', media: 'image', provenance: 'unknown', sbom: 'unknown', when: { all: [toRegistry, { not: fromRegistry }] } },
      { kind: 'consumes', subject: { kind: 'image', refs: '{args.0 | noscheme}' }, how: 'skopeo copy', when: { all: [fromRegistry, { not: toRegistry }] } },
      { kind: 'signs', subject: { kind: 'image', refs: '{args.1 | noscheme}' }, mechanism: 'gpg', keyless: false, key: '{flags.sign-by}', attachedTo: 'registry', when: { all: [toRegistry, { flag: 'sign-by', set: true }] } },
      { kind: 'signs', subject: { kind: 'image', refs: '{args.1 | noscheme}' }, mechanism: 'cosign-key', keyless: false, key: '{flags.sign-by-sigstore-private-key}', attachedTo: 'registry', when: { all: [toRegistry, { any: [{ flag: 'sign-by-sigstore', set: true }, { flag: 'sign-by-sigstore-private-key', set: true }] }] } },
      { kind: 'writes', path: '{flags.digestfile}', content: '{outputs.digest}', when: { flag: 'digestfile', set: true } },
    ],
    note: 'without --all one platform of an index is copied',
  }),
  command('skopeo inspect', skopeo('cmd/skopeo/inspect.go'), { flags: `${skopeoFlags} --raw --config --format,-f= --no-tags,-n --manifest-digest=`, view: 'image-inspect', effects: [{ kind: 'reads-digest', ref: '{args.0 | noscheme}', value: '{outputs.digest}', when: { all: [fromRegistry, { flag: 'config', set: false }] } }], stdout: '{flags.printed}' }),
  command('skopeo sync', skopeo('cmd/skopeo/sync.go'), { flags: `${skopeoFlags} --src,-s= --dest,-d= --all,-a --scoped --dry-run --keep-going --remove-signatures`, effects: [{ kind: 'copies-image', from: '{args.0}', to: '{args.1}', evidence: false, when: { all: [{ flag: 'dest', is: 'docker' }, { flag: 'dry-run', set: false }] } }] }),
  command('skopeo standalone-verify', skopeo('cmd/skopeo/signing.go'), { flags: '--public-key-file=', effects: [{ kind: 'verifies', subject: { kind: 'image', refs: '{args.1}' }, tool: 'skopeo standalone-verify', identity: 'pinned', integrityOnly: false }] }),
];

const koFlags = '--tags,-t=* --tag-only --push --local,-L --insecure-registry --oci-layout-path= --tarball= --image-refs= --preserve-import-paths,-P --base-import-paths,-B --bare --jobs,-j= --disable-optimizations --ldflags=* --sbom= --sbom-dir= --platform=* --image-label=* --image-annotation=* --image-user= --debug --filename,-f=* --recursive,-R --selector,-l=';

const runsKo: readonly EffectTemplate[] = [{ kind: 'runs-tool', tool: 'ko', args: '{flags.line}', outputs: { stdout: '{stdout}', digest: '{outputs.digest}' } }];

/** Builders that publish images themselves. */
const builderRows: readonly CommandRow[] = [
  command('ko build', ko('pkg/commands/build.go'), { flags: koFlags, aliases: ['ko publish'], effects: runsKo }),
  ...commands(['ko resolve', 'ko apply', 'ko create'], ko('pkg/commands/options/publish.go'), { flags: koFlags, effects: runsKo }),
  command('executor', kaniko('cmd/executor/cmd/root.go'), {
    flags: '--verbosity,-v= --log-format= --log-timestamp --force --dockerfile,-f= --context,-c= --context-sub-path= --bucket,-b= --destination,-d=* --snapshot-mode,--snapshotMode= --custom-platform,--customPlatform= --build-arg=* --insecure --skip-tls-verify --insecure-pull --skip-tls-verify-pull --push-retry= --image-fs-extract-retry= --image-download-retry= --kaniko-dir= --tar-path,--tarPath= --single-snapshot --reproducible --target= --no-push --no-push-cache --cache-repo= --cache-dir= --digest-file= --image-name-with-digest-file= --image-name-tag-with-digest-file= --oci-layout-path= --compression= --compression-level= --cache --compressed-caching --cleanup --cache-ttl= --insecure-registry=* --skip-tls-verify-registry=* --registry-certificate=* --registry-mirror=* --label=* --skip-unused-stages --use-new-run --git= --cache-copy-layers --cache-run-layers --ignore-path=*',
    aliases: ['kaniko'],
    tool: 'kaniko',
    effects: [
      { kind: 'pushes-image', refs: '{flags.destination}', digest: '{outputs.digest}', media: 'image', provenance: 'none', sbom: 'none', when: { all: [{ flag: 'no-push', set: false }, { flag: 'destination', set: true }] } },
      { kind: 'writes', path: '{flags.digest-file}', content: '{outputs.digest}', when: { flag: 'digest-file', set: true } },
      { kind: 'writes', path: '{flags.image-name-with-digest-file}', content: '{flags.destination}@{outputs.digest}', when: { flag: 'image-name-with-digest-file', set: true } },
      { kind: 'builds', outputs: '{flags.tar-path}', by: 'kaniko', when: { flag: 'tar-path', set: true } },
    ],
  }),
  command('apko publish', apko('internal/cli/publish.go'), {
    flags: '--vcs --build-date= --sbom --sbom-path= --arch=* --keyring-append,-k=* --sbom-formats=* --build-repository-append,-b=* --repository-append,-r=* --package-append,-p=* --annotations=* --cache-dir= --offline --lockfile= --ignore-signatures --format= --local --image-refs= --log-level= --workdir,-C=',
    effects: [
      { kind: 'pushes-image', refs: '{args.1..}', digest: '{outputs.digest}', media: 'image', platforms: '{flags.arch | commas}', provenance: 'none', sbom: 'none', when: { flag: 'local', set: false } },
      { kind: 'describes', subject: { kind: 'digest', name: '{args.1}', digest: '{outputs.digest}' }, format: 'spdx', output: '{flags.sbom-path}/sbom-*.spdx.json', attachedTo: 'nowhere', tool: 'apko', when: { all: [{ flag: 'sbom-path', set: true }, { not: { flag: 'sbom', is: 'false' } }] } },
      { kind: 'writes', path: '{flags.image-refs}', content: '{args.1}@{outputs.digest}', when: { flag: 'image-refs', set: true } },
    ],
    stdout: '{args.1}@{outputs.digest}',
    note: 'its SBOMs are files in --sbom-path; nothing is attached to the image',
  }),
  command('apko build', apko('internal/cli/build.go'), { flags: '--vcs --build-date= --sbom --sbom-path= --arch=* --keyring-append,-k=* --repository-append,-r=* --package-append,-p=* --annotations=* --cache-dir= --offline --lockfile= --ignore-signatures --log-level= --workdir,-C=', effects: [{ kind: 'builds', outputs: '{args.2}', by: 'apko build' }] }),
  command('pack build', pack('internal/commands/build.go'), {
    flags: '--path,-p= --buildpack,-b=* --extension=* --insecure-registry=* --builder,-B= --cache=* --cache-image= --clear-cache --creation-time= --descriptor,-d= --default-process,-D= --disable-system-buildpacks --env,-e=* --env-file=* --network= --pre-buildpack=* --post-buildpack=* --publish --docker-host= --lifecycle-image= --platform= --pull-policy= --exec-env= --buildpack-registry,-r= --run-image= --tag,-t=* --trust-builder --trust-extra-buildpacks --volume=* --workspace= --gid= --uid= --previous-image= --sbom-output-dir= --report-output-dir= --verbose,-v --quiet,-q --no-color --timestamps',
    effects: [
      { kind: 'pushes-image', refs: ['{args.0}', '{flags.tag | commas}'], digest: '{outputs.digest}', media: 'image', provenance: 'none', sbom: 'none', when: { flag: 'publish', set: true } },
      { kind: 'builds-image', refs: ['{args.0}', '{flags.tag | commas}'], provenance: 'none', when: { flag: 'publish', set: false } },
      { kind: 'describes', subject: { kind: 'image', refs: '{args.0}' }, format: 'unknown', output: '{flags.sbom-output-dir}/**', attachedTo: 'nowhere', tool: 'pack', when: { flag: 'sbom-output-dir', set: true } },
    ],
  }),
  command('flux push artifact', flux('cmd/flux/push_artifact.go'), {
    flags: '--path,-f= --source= --revision= --creds= --provider= --ignore-paths=* --add-ignore-paths=* --annotations,-a=* --output,-o= --debug --reproducible --insecure-registry --resolve-symlinks --timeout= --namespace,-n= --verbose --kubeconfig= --context=',
    view: 'image-inspect',
    effects: [{ kind: 'pushes-image', refs: '{args.0 | noscheme}', digest: '{outputs.digest}', media: 'artifact', files: '{flags.path}' }],
    stdout: '{flags.printed}',
  }),
  command('flux tag artifact', flux('cmd/flux/tag_artifact.go'), { flags: '--tag=* --creds= --provider= --timeout=', view: 'retag', effects: [{ kind: 'tags-image', refs: '{flags.retagged}', sources: '{args.0 | noscheme}', newIndex: false }] }),
  command('flux build artifact', flux('cmd/flux/build_artifact.go'), { flags: '--path,-p= --output,-o= --ignore-paths=* --add-ignore-paths=* --resolve-symlinks', defaults: { output: 'artifact.tgz' }, effects: [{ kind: 'builds', outputs: '{flags.output}', by: 'flux build artifact' }] }),
  command('flux pull artifact', flux('cmd/flux/pull_artifact.go'), { flags: '--output,-o= --creds= --provider= --insecure-registry', effects: [{ kind: 'consumes', subject: { kind: 'image', refs: '{args.0 | noscheme}' }, how: 'flux pull artifact' }, { kind: 'builds', outputs: [], by: 'flux pull artifact', folders: '{flags.output}' }] }),
];

/** Programs that speak to registries, and builders that push there themselves. */
export const ociRows: readonly CommandRow[] = [...craneRows, ...orasRows, ...regctlRows, ...skopeoRows, ...builderRows];
