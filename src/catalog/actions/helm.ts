import type { ActionRow } from '../schema.ts';
import { harmless, installer, notRead, read } from './shared.ts';

/** Actions that package and publish Helm charts, and the tools around them. */
export const helmRows: readonly ActionRow[] = [
  {
    kind: 'action',
    uses: 'helm/chart-releaser-action',
    roles: ['builds', 'publishes', 'tags', 'installs'],
    defaults: { charts_dir: 'charts', config: '', install_only: '', skip_packaging: '', skip_existing: '', skip_upload: '', packages_with_index: 'false', pages_branch: '', version: '' },
    outputs: { changed_charts: '{outputs.changed_charts}', chart_version: '{outputs.chart_version}' },
    effects: [
      { kind: 'installs', tool: 'cr', via: 'helm/chart-releaser-action', right: true },
      {
        kind: 'runs-tool',
        tool: 'chart-releaser',
        args: ['--charts-dir={inputs.charts_dir}', '--config={inputs.config}', '--skip-packaging={inputs.skip_packaging}', '--skip-upload={inputs.skip_upload}', '--packages-with-index={inputs.packages_with_index}', '--pages-branch={inputs.pages_branch}'],
        when: { not: { input: 'install_only', set: true } },
      },
    ],
    source: read('helm/chart-releaser-action', 'cr.sh'),
    note: 'charts are signed only when its configuration file says sign',
  },
  {
    kind: 'action',
    uses: 'appany/helm-oci-chart-releaser',
    roles: ['builds', 'signs', 'publishes', 'grants'],
    defaults: { name: '', repository: '', tag: '', path: '', registry: '', sign: 'false', registry_password: '' },
    outputs: { image: '{inputs.registry}/{inputs.repository}/{inputs.name}:{inputs.tag}' },
    effects: [
      { kind: 'builds', outputs: '{inputs.name}-{inputs.tag}.tgz', by: 'helm package', madeType: 'chart' },
      { kind: 'signs', subject: { kind: 'files', paths: '{inputs.name}-{inputs.tag}.tgz' }, mechanism: 'helm-prov', keyless: false, key: 'signing_key', outputs: ['{file}.prov'], attachedTo: 'registry', when: { input: 'sign', is: 'true' } },
      { kind: 'pushes-image', refs: '{inputs.registry}/{inputs.repository}/{inputs.name}:{inputs.tag}', media: 'helm-chart', files: '{inputs.name}-{inputs.tag}.tgz' },
    ],
    source: read('appany/helm-oci-chart-releaser', 'action.yaml'),
    note: 'gives no digest, so that what it pushed can only be signed by tag',
  },
  {
    kind: 'action',
    uses: 'stefanprodan/helm-gh-pages',
    roles: ['builds', 'publishes'],
    defaults: { charts_dir: 'charts', charts_url: '', owner: '', repository: '', branch: 'gh-pages', token: '' },
    outputs: {},
    effects: [
      { kind: 'builds', outputs: '{outputs.packages}/*.tgz', folders: '{outputs.packages}', by: 'helm package', madeType: 'chart' },
      { kind: 'publishes', sink: { kind: 'helm-index', url: '{inputs.charts_url}' }, subject: { kind: 'files', paths: '{outputs.packages}/*.tgz' }, auth: 'token' },
    ],
    source: read('stefanprodan/helm-gh-pages'),
  },
  {
    kind: 'action',
    uses: 'bsord/helm-push',
    aliases: ['goodsmileduck/helm-push-action'],
    roles: ['builds', 'publishes'],
    defaults: { 'registry-url': '', 'chart-folder': '', 'useOCIRegistry': 'false' },
    outputs: {},
    effects: [{ kind: 'publishes', sink: { kind: 'helm-index', url: '{inputs.registry-url}' }, subject: { kind: 'unknown', why: 'the chart that it packages' }, auth: 'token' }],
    source: notRead('bsord/helm-push'),
  },
  installer('azure/setup-helm', ['helm'], read('Azure/setup-helm'), { version: 'version', default: 'latest' }),
  installer('azure/setup-kubectl', ['kubectl'], notRead('azure/setup-kubectl'), { version: 'version' }),
  installer('helm/kind-action', ['kind', 'kubectl'], read('helm/kind-action'), { version: 'version', default: 'v0.31.0', note: 'starts a cluster; its registry is local to the runner' }),
  installer('engineerd/setup-kind', ['kind'], notRead('engineerd/setup-kind'), { version: 'version' }),
  installer('helm/chart-testing-action', ['ct', 'cosign', 'uv'], read('helm/chart-testing-action'), { version: 'version' }),
  installer('oras-project/setup-oras', ['oras'], read('oras-project/setup-oras'), { version: 'version', default: '1.3.1' }),
  installer('imjasonh/setup-crane', ['crane'], read('imjasonh/setup-crane'), { version: 'version', default: 'latest-release' }),
  installer('fluxcd/flux2/action', ['flux'], read('fluxcd/flux2', 'action/action.yml'), { version: 'version' }),
  installer('imranismail/setup-kustomize', ['kustomize'], notRead('imranismail/setup-kustomize')),
  installer('carvel-dev/setup-action', ['ytt', 'kbld', 'kapp', 'imgpkg', 'vendir'], notRead('carvel-dev/setup-action')),
  harmless('losisin/helm-docs-github-action', notRead('losisin/helm-docs-github-action')),
  harmless('medyagh/setup-minikube', notRead('medyagh/setup-minikube')),
  harmless('manusa/actions-setup-minikube', notRead('manusa/actions-setup-minikube')),
  harmless('nolar/setup-k3d-k3s', notRead('nolar/setup-k3d-k3s')),
];
