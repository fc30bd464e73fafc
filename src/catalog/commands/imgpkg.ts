import { command, readAt } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';

const imgpkg = readAt('carvel-dev/imgpkg', '240e8789fa543b7c3c4561dee85866dd6c852c44');

const uiFlags = '--tty --color --json --yes,-y --column=* --debug';
const registryFlags =
  '--registry-ca-cert-path=* --registry-verify-certs --registry-insecure --registry-username= --registry-password= --registry-token= --registry-anon --registry-response-header-timeout= --registry-retry-count=';
const sourceFlags = '--bundle,-b= --image,-i=';
const isSet = (flag: string): Condition => ({ flag, set: true });

/** imgpkg: bundles of configuration kept in registries. It signs nothing, and describes nothing. */
export const imgpkgRows: readonly CommandRow[] = [
  command('imgpkg push', imgpkg('pkg/imgpkg/cmd/push.go'), {
    flags: `${uiFlags} ${registryFlags} ${sourceFlags} --lock-output= --file,-f=* --file-exclude-defaults=* --file-exclusion=* --preserve-permissions --labels,-l=*`,
    effects: [
      {
        kind: 'pushes-image',
        refs: '{flags.bundle | or flags.image}',
        digest: '{outputs.digest}',
        media: 'artifact',
        files: '{flags.file | commas}',
        provenance: 'none',
        sbom: 'none',
      },
      { kind: 'writes', path: '{flags.lock-output}', content: '{flags.bundle}@{outputs.digest}', when: isSet('lock-output') },
    ],
    stdout: "Pushed '{flags.bundle | or flags.image}@{outputs.digest}'",
  }),
  command('imgpkg copy', imgpkg('pkg/imgpkg/cmd/copy.go'), {
    flags: `${uiFlags} ${registryFlags} ${sourceFlags} --lock= --lock-output= --to-tar= --tar= --resume --cosign-signatures --to-repo= --concurrency= --include-non-distributable-layers --repo-based-tags`,
    effects: [
      {
        kind: 'copies-image',
        from: '{flags.bundle | or flags.image}',
        to: '{flags.to-repo}',
        evidence: false,
        choose: { evidence: { cases: [{ when: isSet('cosign-signatures'), value: true }], undecided: false } },
        when: { all: [isSet('to-repo'), { any: [isSet('bundle'), isSet('image')] }] },
      },
      {
        kind: 'pushes-image',
        refs: '{flags.to-repo}',
        digest: '{outputs.digest}',
        media: 'artifact',
        files: '{flags.tar}',
        provenance: 'unknown',
        sbom: 'unknown',
        when: { all: [isSet('to-repo'), { any: [isSet('tar'), isSet('lock')] }] },
      },
      { kind: 'builds', outputs: '{flags.to-tar}', by: 'imgpkg copy', when: isSet('to-tar') },
    ],
  }),
  command('imgpkg pull', imgpkg('pkg/imgpkg/cmd/pull.go'), {
    flags: `${uiFlags} ${registryFlags} ${sourceFlags} --lock= --recursive,-r --image-is-bundle-check --output,-o=`,
    effects: [
      { kind: 'consumes', subject: { kind: 'image', refs: '{flags.bundle | or flags.image}' }, how: 'imgpkg pull' },
      { kind: 'builds', outputs: [], by: 'imgpkg pull', folders: '{flags.output}' },
    ],
  }),
  command('imgpkg tag resolve', imgpkg('pkg/imgpkg/cmd/tag_resolve.go'), {
    flags: `${uiFlags} ${registryFlags} --image,-i=`,
    effects: [{ kind: 'reads-digest', ref: '{flags.image}', value: '{outputs.digest}' }],
  }),
];
