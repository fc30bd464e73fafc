import { command, commands, notRead, readAt } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';
import { attachType } from './oras.ts';
import { logsIn } from './registry-login.ts';

const crane = readAt('google/go-containerregistry', '3f4ff3ca60f51c876ac4bd89e9a787157aaa4f15', 'v0.21.9');
const regctl = readAt('regclient/regclient', '725072f65f14ab63d6b220246c3a889dcd5e2f5f');
const skopeo = readAt('containers/skopeo', 'b71619af4512a2c77dd160576492d4ebbc0b63ea', 'v1.20.0');

const craneFlags = '--verbose,-v --insecure --allow-nondistributable-artifacts --platform=';

/** Takes a tag, or an image with all its tags, out of a registry. */
const deletes: readonly CommandRow[] = [
  command('crane delete', notRead('https://github.com/google/go-containerregistry/blob/main/cmd/crane/doc/crane_delete.md'), {
    flags: craneFlags,
    aliases: ['gcrane delete'],
    effects: [{ kind: 'withdraws', place: 'registry', names: '{args.0}', by: 'crane delete' }],
  }),
  command('skopeo delete', notRead('https://github.com/containers/skopeo/blob/main/docs/skopeo-delete.1.md'), {
    flags: '--authfile= --creds= --cert-dir= --tls-verify[] --daemon-host= --username= --password= --registry-token= --no-creds --retry-times= --quiet,-q',
    effects: [{ kind: 'withdraws', place: 'registry', names: '{args.0 | noscheme}', by: 'skopeo delete' }],
  }),
  ...commands(['regctl tag delete', 'regctl image delete', 'regctl manifest delete'], notRead('https://regclient.org/cli/regctl/'), {
    flags: '--force-tag-dereference --referrers --ignore-missing --verbosity,-v= --logopt= --host=*',
    effects: [{ kind: 'withdraws', place: 'registry', names: '{args.0}', by: 'regctl' }],
  }),
];

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
  command('crane copy', crane('cmd/crane/cmd/copy.go'), {
    flags: `${craneFlags} --all-tags,-a --no-clobber,-n --jobs,-j=`,
    aliases: ['crane cp', 'gcrane cp', 'gcrane copy'],
    effects: [{ kind: 'copies-image', from: '{args.0}', to: '{args.1}', evidence: false }],
  }),
  command('crane append', crane('cmd/crane/cmd/append.go'), {
    flags: `${craneFlags} --base,-b= --new_tag,-t= --new_layer,-f=* --output,-o= --set-base-image-annotations --oci-empty-base`,
    effects: [
      {
        kind: 'pushes-image',
        refs: '{flags.new_tag}',
        digest: '{outputs.digest}',
        media: 'image',
        files: '{flags.new_layer | commas}',
        provenance: 'none',
        sbom: 'none',
        when: {
          all: [
            { flag: 'new_tag', set: true },
            { flag: 'output', set: false },
          ],
        },
      },
      { kind: 'builds', outputs: '{flags.output}', by: 'crane append', when: { flag: 'output', set: true } },
    ],
    stdout: '{flags.new_tag}@{outputs.digest}',
  }),
  command('crane mutate', crane('cmd/crane/cmd/mutate.go'), {
    flags: `${craneFlags} --annotation,-a=* --label,-l=* --env,-e=* --entrypoint= --cmd= --repo= --tag,-t= --output,-o= --append=* --user,-u= --workdir,-w= --exposed-ports= --set-platform=`,
    effects: [
      {
        kind: 'pushes-image',
        refs: '{flags.tag | or flags.repo | or args.0}',
        digest: '{outputs.digest}',
        media: 'image',
        provenance: 'none',
        sbom: 'none',
        when: { flag: 'output', set: false },
      },
      { kind: 'builds', outputs: '{flags.output}', by: 'crane mutate', when: { flag: 'output', set: true } },
    ],
    stdout: '{flags.tag | or flags.repo | or args.0}@{outputs.digest}',
  }),
  ...commands(['crane flatten', 'crane rebase'], crane('cmd/crane/cmd/flatten.go'), {
    flags: `${craneFlags} --tag,-t= --original= --old_base= --new_base= --rebased=`,
    effects: [
      {
        kind: 'pushes-image',
        refs: '{flags.tag | or flags.rebased | or args.0}',
        digest: '{outputs.digest}',
        media: 'image',
        provenance: 'none',
        sbom: 'none',
      },
    ],
  }),
  command('crane tag', crane('cmd/crane/cmd/tag.go'), {
    flags: craneFlags,
    view: 'retag',
    effects: [{ kind: 'tags-image', refs: '{flags.retagged}', sources: '{args.0}', newIndex: false }],
  }),
  command('crane digest', crane('cmd/crane/cmd/digest.go'), {
    flags: `${craneFlags} --tarball= --full-ref`,
    view: 'image-inspect',
    effects: [{ kind: 'reads-digest', ref: '{args.0}', value: '{outputs.digest}', platform: '{flags.platform}', when: { flag: 'tarball', set: false } }],
    stdout: '{flags.printed}',
    aliases: ['gcrane digest'],
  }),
  command('crane index append', crane('cmd/crane/cmd/index.go'), {
    flags: `${craneFlags} --tag,-t= --manifest,-m=* --docker-empty-base --flatten`,
    effects: [{ kind: 'tags-image', refs: '{flags.tag}', sources: ['{args.0}', '{flags.manifest | commas}'], newIndex: true, digest: '{outputs.digest}' }],
    stdout: '{flags.tag}@{outputs.digest}',
  }),
  command('crane index filter', crane('cmd/crane/cmd/index.go'), {
    flags: `--verbose,-v --insecure --tag,-t= --platform=*`,
    effects: [{ kind: 'tags-image', refs: '{flags.tag | or args.0}', sources: '{args.0}', newIndex: true, rewrites: true, digest: '{outputs.digest}' }],
    stdout: '{flags.tag | or args.0}@{outputs.digest}',
  }),
  command('crane pull', crane('cmd/crane/cmd/pull.go'), {
    flags: `${craneFlags} --cache_path,-c= --format= --annotate-ref`,
    effects: [
      { kind: 'consumes', subject: { kind: 'image', refs: '{args.0}' }, how: 'crane pull' },
      { kind: 'builds', outputs: '{args.1}', by: 'crane pull' },
    ],
  }),
  command('crane export', crane('cmd/crane/cmd/export.go'), {
    flags: craneFlags,
    effects: [
      { kind: 'consumes', subject: { kind: 'image', refs: '{args.0}' }, how: 'crane export' },
      { kind: 'builds', outputs: '{args.1}', by: 'crane export', when: { args: 'some', from: 1 } },
    ],
  }),
  command('crane auth login', crane('cmd/crane/cmd/auth.go'), {
    flags: `${craneFlags} --username,-u= --password,-p= --password-stdin`,
    view: 'credential',
    effects: logsIn,
  }),
];

const regGlobal = '--verbosity,-v= --logopt=* --host=* --user-agent=';
const regFlags = `${regGlobal} --format= --platform,-p=`;
const withEvidence: Condition = {
  all: [
    { flag: 'referrers', set: true },
    { flag: 'digest-tags', set: true },
  ],
};

/** regctl. */
const regctlRows: readonly CommandRow[] = [
  command('regctl image copy', regctl('cmd/regctl/image.go'), {
    flags: `${regFlags} --digest-tags --fast --force-recursive --include-external --platforms=* --referrers --referrers-src= --referrers-tgt=`,
    aliases: ['regctl image cp'],
    effects: [
      {
        kind: 'copies-image',
        from: '{args.0}',
        to: '{args.1}',
        evidence: false,
        choose: { evidence: { cases: [{ when: withEvidence, value: true }], undecided: false } },
      },
    ],
  }),
  command('regctl image digest', regctl('cmd/regctl/image.go'), {
    flags: `${regFlags} --list --require-list`,
    aliases: ['regctl manifest head'],
    view: 'image-inspect',
    effects: [{ kind: 'reads-digest', ref: '{args.0}', value: '{outputs.digest}', platform: '{flags.platform}' }],
    stdout: '{flags.printed}',
  }),
  command('regctl image mod', regctl('cmd/regctl/image.go'), {
    flags: `${regFlags} --create= --replace --annotation=* --label=* --rebase --to-oci --to-docker --time= --reproducible`,
    effects: [{ kind: 'pushes-image', refs: '{flags.create | or args.0}', digest: '{outputs.digest}', media: 'image', provenance: 'none', sbom: 'none' }],
  }),
  command('regctl image import', regctl('cmd/regctl/image.go'), {
    flags: `${regFlags} --name=`,
    effects: [
      { kind: 'pushes-image', refs: '{args.0}', digest: '{outputs.digest}', media: 'image', files: '{args.1}', provenance: 'unknown', sbom: 'unknown' },
    ],
  }),
  command('regctl index create', regctl('cmd/regctl/index.go'), {
    flags: `${regFlags} --annotation=* --artifact-type= --by-digest --desc-annotation=* --desc-platform= --digest=* --digest-tags --media-type,-m= --ref=* --referrers --subject=`,
    effects: [{ kind: 'tags-image', refs: '{args.0}', sources: ['{flags.ref}', '{flags.digest}'], newIndex: true, digest: '{outputs.digest}' }],
  }),
  command('regctl artifact put', regctl('cmd/regctl/artifact.go'), {
    flags: `${regFlags} --annotation=* --artifact-type= --by-digest --config-file= --config-type= --external= --file,-f=* --file-media-type,-m=* --file-title --index --strip-dirs --subject=`,
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'image', refs: '{flags.subject}' },
        predicate: 'custom',
        predicateType: '{flags.artifact-type}',
        signed: false,
        mechanism: 'custom',
        keyless: false,
        predicateFile: '{flags.file}',
        attachedTo: 'registry-unsigned',
        choose: {
          predicate: {
            cases: [
              { when: attachType(['*spdx*']), value: 'sbom-spdx' },
              { when: attachType(['*cyclonedx*']), value: 'sbom-cyclonedx' },
            ],
            undecided: 'custom',
          },
        },
        when: { flag: 'subject', set: true },
      },
      { kind: 'pushes-image', refs: '{args.0}', digest: '{outputs.digest}', media: 'artifact', files: '{flags.file}', when: { flag: 'subject', set: false } },
    ],
  }),
  command('regctl registry login', regctl('cmd/regctl/registry.go'), {
    flags: `${regGlobal} --user,-u= --pass,-p= --pass-stdin --skip-check`,
    view: 'credential',
    effects: logsIn,
  }),
];

const skopeoFlags =
  '--debug --policy= --insecure-policy --require-signed --registries.d= --override-arch= --override-os= --override-variant= --command-timeout= --tmpdir= --user-agent-prefix= --authfile= --src-authfile= --dest-authfile= --creds= --src-creds= --dest-creds= --username= --password= --src-username= --src-password= --dest-username= --dest-password= --cert-dir= --src-cert-dir= --dest-cert-dir= --tls-verify --src-tls-verify --dest-tls-verify --no-creds --src-no-creds --dest-no-creds --registry-token= --src-registry-token= --dest-registry-token= --retry-times= --retry-delay=';
const toRegistry: Condition = { arg: 1, matches: 'docker://*' };
const fromRegistry: Condition = { arg: 0, matches: 'docker://*' };

/** skopeo: where an image comes from and goes to is in its transport, `docker://` being a registry. */
const skopeoRows: readonly CommandRow[] = [
  command('skopeo copy', skopeo('cmd/skopeo/copy.go'), {
    flags: `${skopeoFlags} --additional-tag=* --quiet,-q --all,-a --multi-arch= --sign-identity= --digestfile= --encryption-key=* --encrypt-layer=* --decryption-key=* --image-parallel-copies= --remove-signatures --sign-by= --sign-by-sigstore= --sign-by-sigstore-private-key= --sign-passphrase-file= --format,-f= --preserve-digests --dest-compress --dest-compress-format= --dest-compress-level= --dest-precompute-digests --src-shared-blob-dir= --dest-shared-blob-dir=`,
    effects: [
      { kind: 'copies-image', from: '{args.0 | noscheme}', to: '{args.1 | noscheme}', evidence: false, when: { all: [fromRegistry, toRegistry] } },
      {
        kind: 'pushes-image',
        refs: '{args.1 | noscheme}',
        digest: '{outputs.digest}',
        media: 'image',
        provenance: 'unknown',
        sbom: 'unknown',
        when: { all: [toRegistry, { not: fromRegistry }] },
      },
      { kind: 'consumes', subject: { kind: 'image', refs: '{args.0 | noscheme}' }, how: 'skopeo copy', when: { all: [fromRegistry, { not: toRegistry }] } },
      {
        kind: 'signs',
        subject: { kind: 'image', refs: '{args.1 | noscheme}' },
        mechanism: 'gpg',
        keyless: false,
        key: '{flags.sign-by}',
        attachedTo: 'registry',
        when: { all: [toRegistry, { flag: 'sign-by', set: true }] },
      },
      {
        kind: 'signs',
        subject: { kind: 'image', refs: '{args.1 | noscheme}' },
        mechanism: 'cosign-key',
        keyless: false,
        key: '{flags.sign-by-sigstore-private-key}',
        attachedTo: 'registry',
        when: {
          all: [
            toRegistry,
            {
              any: [
                { flag: 'sign-by-sigstore', set: true },
                { flag: 'sign-by-sigstore-private-key', set: true },
              ],
            },
          ],
        },
      },
      { kind: 'writes', path: '{flags.digestfile}', content: '{outputs.digest}', when: { flag: 'digestfile', set: true } },
    ],
    note: 'without --all one platform of an index is copied',
  }),
  command('skopeo inspect', skopeo('cmd/skopeo/inspect.go'), {
    flags: `${skopeoFlags} --raw --config --format,-f= --no-tags,-n --manifest-digest=`,
    view: 'image-inspect',
    effects: [{ kind: 'reads-digest', ref: '{args.0 | noscheme}', value: '{outputs.digest}', when: { all: [fromRegistry, { flag: 'config', set: false }] } }],
    stdout: '{flags.printed}',
  }),
  command('skopeo sync', skopeo('cmd/skopeo/sync.go'), {
    flags: `${skopeoFlags} --src,-s= --dest,-d= --all,-a --scoped --dry-run --keep-going --remove-signatures`,
    effects: [
      {
        kind: 'copies-image',
        from: '{args.0}',
        to: '{args.1}',
        evidence: false,
        when: {
          all: [
            { flag: 'dest', is: 'docker' },
            { flag: 'dry-run', set: false },
          ],
        },
      },
    ],
  }),
  command('skopeo standalone-verify', skopeo('cmd/skopeo/signing.go'), {
    flags: '--public-key-file=',
    effects: [{ kind: 'verifies', subject: { kind: 'image', refs: '{args.1}' }, tool: 'skopeo standalone-verify', identity: 'pinned', integrityOnly: false }],
  }),
];

/** Programs that speak to registries. */
export const ociRows: readonly CommandRow[] = [...craneRows, ...regctlRows, ...skopeoRows, ...deletes];
