import { command, commands, notRead, readAt } from '../command-row.ts';
import type { CommandRow } from '../schema.ts';

const helm = readAt('helm/helm', 'e9b85e4de16ad45805843fb121748018cf89094b', 'v4.1.0');
const releaser = readAt('helm/chart-releaser', '8c52c9ebf905bf875c021226faf8c03a97126602', 'v1.8.1');

const global =
  '--namespace,-n= --kubeconfig= --kube-context= --kube-token= --kube-as-user= --kube-as-group=* --kube-apiserver= --kube-ca-file= --kube-tls-server-name= --kube-insecure-skip-tls-verify --debug --registry-config= --repository-config= --repository-cache= --content-cache= --burst-limit= --qps= --color,--colour=';
const credentials = '--username= --password= --cert-file= --key-file= --ca-file= --insecure-skip-tls-verify --plain-http --pass-credentials';
const chart =
  '--version= --verify --keyring= --repo= --devel --destination,-d= --untar --untardir= --prov --dependency-update --set=* --set-string=* --set-file=* --values,-f=* --set-json=* --set-literal=* --wait --atomic --install,-i --create-namespace --timeout= --dry-run[=] --generate-name,-g --output,-o= --description= --skip-crds --include-crds --show-only,-s=* --validate --api-versions,-a=* --kube-version= --output-dir= --no-hooks --force --reuse-values --reset-values --history-max=';
const credential = {
  credential: {
    cases: [
      { when: { flag: 'credential', is: 'job-token' } as const, value: 'job-token' as const },
      { when: { flag: 'credential', is: 'secret' } as const, value: 'secret' as const },
    ],
  },
};

/** Helm charts: packages, registries, and repositories with an index. */
export const helmRows: readonly CommandRow[] = [
  command('helm package', helm('pkg/cmd/package.go'), {
    flags: `${global} ${credentials} --sign --key= --keyring= --passphrase-file= --version= --app-version= --destination,-d= --dependency-update,-u`,
    defaults: { destination: '.' },
    effects: [
      { kind: 'runs-tool', tool: 'helm-package', args: '{flags.line}' },
      {
        kind: 'signs',
        subject: { kind: 'files', paths: '{flags.destination}/*.tgz' },
        mechanism: 'helm-prov',
        keyless: false,
        key: '{flags.key}',
        outputs: ['{file}.prov'],
        attachedTo: 'beside',
        when: { flag: 'sign', set: true },
      },
    ],
  }),
  command('helm push', helm('pkg/cmd/push.go'), {
    flags: `${global} ${credentials}`,
    view: 'helm-push',
    effects: [{ kind: 'pushes-image', refs: '{flags.ref}', digest: '{outputs.digest}', media: 'helm-chart', files: '{args.0}' }],
    stdout: 'Pushed: {flags.ref}\nDigest: {outputs.digest}',
    note: 'a .prov file beside the package is pushed with it',
  }),
  command('helm registry login', helm('pkg/cmd/registry_login.go'), {
    flags: `${global} --username,-u= --password,-p= --password-stdin --insecure --cert-file= --key-file= --ca-file= --plain-http`,
    view: 'credential',
    effects: [{ kind: 'logs-in', registry: '{args.0}', credential: 'unknown', choose: credential }],
  }),
  command('helm repo index', helm('pkg/cmd/repo_index.go'), {
    flags: `${global} --url= --merge= --json`,
    effects: [{ kind: 'builds', outputs: '{args.0}/index.yaml', by: 'helm repo index', inputs: '{args.0}' }],
  }),
  command('helm verify', helm('pkg/cmd/verify.go'), {
    flags: `${global} --keyring=`,
    effects: [{ kind: 'verifies', subject: { kind: 'files', paths: '{args.0}' }, tool: 'helm verify', identity: 'pinned', integrityOnly: false }],
  }),
  command('helm pull', helm('pkg/cmd/pull.go'), {
    aliases: ['helm fetch'],
    flags: `${global} ${credentials} ${chart}`,
    defaults: { destination: '.' },
    effects: [
      { kind: 'builds', outputs: [], by: 'helm pull', folders: '{flags.destination}' },
      { kind: 'consumes', subject: { kind: 'image', refs: '{args.0 | noscheme}' }, how: 'helm pull', when: { arg: 0, matches: 'oci://*' } },
      {
        kind: 'verifies',
        subject: { kind: 'image', refs: '{args.0 | noscheme}' },
        tool: 'helm pull --verify',
        identity: 'pinned',
        integrityOnly: false,
        when: {
          all: [
            { flag: 'verify', set: true },
            { arg: 0, matches: 'oci://*' },
          ],
        },
      },
    ],
  }),
  command('helm install', helm('pkg/cmd/flags.go'), {
    aliases: ['helm upgrade', 'helm template', 'helm test', 'helm uninstall', 'helm rollback'],
    flags: `${global} ${credentials} ${chart}`,
    effects: [{ kind: 'consumes', subject: { kind: 'image', refs: '{args.1 | noscheme}' }, how: 'helm install', when: { arg: 1, matches: 'oci://*' } }],
  }),
  command('helm dependency update', helm('pkg/cmd/dependency_update.go'), {
    aliases: ['helm dependency build', 'helm dep update', 'helm dep up', 'helm dep build'],
    flags: `${global} ${credentials} --verify --keyring= --skip-refresh`,
    effects: [{ kind: 'builds', outputs: [], by: 'helm dependency', folders: '{args.0}/charts' }],
    roles: ['consumes'],
  }),
  ...commands(
    ['helm cm-push', 'helm s3 push', 'helm gcs push', 'helm nexus-push', 'helm push-artifactory'],
    notRead('https://github.com/chartmuseum/helm-push'),
    {
      flags: `${global} ${credentials} --version,-v= --app-version= --force,-f --dry-run --access-token=`,
      effects: [
        {
          kind: 'publishes',
          sink: { kind: 'helm-index', url: '{args.1}' },
          subject: { kind: 'files', paths: '{args.0}' },
          auth: 'token',
          when: { flag: 'dry-run', set: false },
        },
      ],
    },
  ),
  ...commands(['cr package', 'cr upload', 'cr index'], releaser('cr/cmd/upload.go'), {
    flags:
      '--config= --owner,-o= --git-repo,-r= --package-path,-p= --token,-t= --git-base-url,-b= --git-upload-url,-u= --commit,-c= --skip-existing --release-name-template= --release-notes-file= --generate-release-notes --make-release-latest --pages-branch= --remote= --push --pr --packages-with-index --sign --key= --keyring= --passphrase-file= --charts-repo= --index-path,-i= --pages-index-path=',
    effects: [{ kind: 'runs-tool', tool: 'chart-releaser', args: '{flags.line}' }],
  }),
  command('helmfile', notRead('https://helmfile.readthedocs.io/'), { flags: '--file,-f= --environment,-e= --selector,-l=*' }),
];
