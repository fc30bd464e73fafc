import { command, readAt } from '../command-row.ts';
import type { CommandRow, Condition } from '../schema.ts';
import { logsIn } from './registry-login.ts';

const oras = readAt('oras-project/oras', '94fa1d8adac78d388a9545f1b4095d0bc52f2dd8', 'v1.3.3');

const orasFlags =
  '--debug,-d --no-tty --username,-u= --password,-p= --password-stdin --identity-token= --identity-token-stdin --insecure --plain-http --ca-file= --cert-file= --key-file= --resolve=* --registry-config=* --header,-H=* --oci-layout --oci-layout-path= --format= --template= --verbose,-v --concurrency= --platform= --distribution-spec= --from-registry-config= --to-registry-config= --from-oci-layout --to-oci-layout --from-oci-layout-path= --to-oci-layout-path= --from-plain-http --to-plain-http --from-username= --from-password= --to-username= --to-password= --from-insecure --to-insecure';
/** Artifacts whose type matches. */
export const attachType = (values: readonly string[]): Condition => ({ flag: 'artifact-type', matches: values });
const bundleType = attachType(['application/vnd.dev.sigstore.bundle*', 'application/vnd.in-toto*', 'application/vnd.dsse*']);
const inLayout: Condition = {
  any: [
    { flag: 'oci-layout', set: true },
    { flag: 'oci-layout-path', set: true },
    { flag: 'to-oci-layout', set: true },
    { flag: 'to-oci-layout-path', set: true },
  ],
};

/** oras: artifacts, and what is attached to them. */
export const orasRows: readonly CommandRow[] = [
  command('oras push', oras('cmd/oras/root/push.go'), {
    flags: `${orasFlags} --config= --artifact-type= --artifact-platform= --image-spec= --annotation,-a=* --annotation-file= --export-manifest= --disable-path-validation --force`,
    view: 'oras',
    effects: [{ kind: 'pushes-image', refs: '{flags.refs}', digest: '{outputs.digest}', media: 'artifact', files: '{flags.files}', when: { not: inLayout } }],
    stdout: '{flags.printed}',
  }),
  command('oras attach', oras('cmd/oras/root/attach.go'), {
    flags: `${orasFlags} --artifact-type= --config= --annotation,-a=* --annotation-file= --export-manifest= --disable-path-validation --image-spec=`,
    view: 'oras',
    effects: [
      {
        kind: 'attests',
        subject: { kind: 'image', refs: '{flags.refs}' },
        predicate: 'custom',
        predicateType: '{flags.artifact-type}',
        signed: false,
        mechanism: 'custom',
        keyless: false,
        predicateFile: '{flags.files}',
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
        when: { all: [{ not: inLayout }, { not: bundleType }] },
      },
      {
        kind: 'attests',
        subject: { kind: 'image', refs: '{flags.refs}' },
        predicate: 'custom',
        predicateType: '{flags.artifact-type}',
        signed: true,
        mechanism: 'unknown',
        keyless: false,
        predicateFile: '{flags.files}',
        attachedTo: 'registry',
        note: 'an attestation made elsewhere',
        when: { all: [{ not: inLayout }, bundleType] },
      },
    ],
    stdout: '{flags.printed}',
  }),
  command('oras cp', oras('cmd/oras/root/cp.go'), {
    flags: `${orasFlags} --recursive,-r --force`,
    aliases: ['oras copy'],
    view: 'oras',
    effects: [
      {
        kind: 'copies-image',
        from: '{args.0}',
        to: '{args.1}',
        evidence: false,
        choose: { evidence: { cases: [{ when: { flag: 'recursive', set: true }, value: true }], undecided: false } },
        when: { not: inLayout },
      },
    ],
  }),
  command('oras tag', oras('cmd/oras/root/tag.go'), {
    flags: orasFlags,
    view: 'retag',
    effects: [{ kind: 'tags-image', refs: '{flags.retagged}', sources: '{args.0}', newIndex: false, when: { not: inLayout } }],
  }),
  command('oras resolve', oras('cmd/oras/root/resolve.go'), {
    flags: `${orasFlags} --full-reference,-l`,
    aliases: ['oras digest'],
    view: 'image-inspect',
    effects: [{ kind: 'reads-digest', ref: '{args.0}', value: '{outputs.digest}', platform: '{flags.platform}', when: { not: inLayout } }],
    stdout: '{flags.printed}',
  }),
  command('oras pull', oras('cmd/oras/root/pull.go'), {
    flags: `${orasFlags} --output,-o= --config= --keep-old-files,-k --allow-path-traversal --include-subject`,
    defaults: { output: '.' },
    effects: [
      { kind: 'consumes', subject: { kind: 'image', refs: '{args.0}' }, how: 'oras pull' },
      { kind: 'builds', outputs: [], by: 'oras pull', folders: '{flags.output}' },
    ],
  }),
  command('oras login', oras('cmd/oras/root/login.go'), { flags: orasFlags, view: 'credential', effects: logsIn }),
  command('oras manifest fetch', oras('cmd/oras/root/manifest/fetch.go'), { flags: `${orasFlags} --output,-o= --descriptor --pretty --media-type=` }),
];
