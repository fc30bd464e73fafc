import type { ActionCase } from '../support.ts';

export const helmCases: readonly ActionCase[] = [
  {
    what: 'packages and releases charts',
    uses: 'helm/chart-releaser-action@v1',
    with: { charts_dir: 'deploy', config: 'cr.yaml' },
    gives: [
      'installs(tool=cr via=helm/chart-releaser-action right=true)',
      'runs-tool(tool=chart-releaser args=--charts-dir=deploy, --config=cr.yaml, --packages-with-index=false)',
    ],
  },
  {
    what: 'only installs',
    uses: 'helm/chart-releaser-action@v1',
    with: { install_only: 'true' },
    gives: ['installs(tool=cr via=helm/chart-releaser-action right=true)'],
  },
  {
    what: 'pushes a chart',
    uses: 'appany/helm-oci-chart-releaser@v0.5.0',
    with: { name: 'a', repository: 'o/charts', tag: '1.2.3', registry: 'ghcr.io', registry_username: 'u', registry_password: '${secrets.GITHUB_TOKEN}' },
    outputs: { image: 'ghcr.io/o/charts/a:1.2.3' },
    gives: ['builds(outputs=a-1.2.3.tgz by=helm package madeType=chart)', 'pushes-image(refs=ghcr.io/o/charts/a:1.2.3 media=helm-chart files=a-1.2.3.tgz)'],
  },
  {
    what: 'pushes a signed chart',
    uses: 'appany/helm-oci-chart-releaser@v0.5.0',
    with: { name: 'a', repository: 'o/charts', tag: '1.2.3', registry: 'ghcr.io', sign: 'true' },
    gives: [
      'builds(outputs=a-1.2.3.tgz by=helm package madeType=chart)',
      'signs(subject=files(paths=a-1.2.3.tgz) mechanism=helm-prov keyless=false key=signing_key outputs={file}.prov attachedTo=registry)',
      'pushes-image(refs=ghcr.io/o/charts/a:1.2.3 media=helm-chart files=a-1.2.3.tgz)',
    ],
  },
  {
    what: 'publishes an index',
    uses: 'stefanprodan/helm-gh-pages@v1',
    with: { token: '${secrets.T}', charts_url: 'https://o.github.io/charts' },
    gives: [
      'builds(outputs={out.packages}/*.tgz by=helm package madeType=chart folders={out.packages})',
      'publishes(sink=helm-index(url=https://o.github.io/charts) subject=files(paths={out.packages}/*.tgz) auth=token)',
    ],
  },
  {
    what: 'pushes a chart',
    uses: 'bsord/helm-push@v4',
    with: { 'registry-url': 'https://charts.example.org', 'chart-folder': 'c' },
    gives: ['publishes(sink=helm-index(url=https://charts.example.org) subject=unknown(why=the chart that it packages) auth=token)'],
  },
  {
    what: 'pushes a chart to a registry of images',
    uses: 'bsord/helm-push@v4',
    with: { 'registry-url': 'oci://ghcr.io/o/charts', useOCIRegistry: 'true' },
    gives: ['runs-script(script=helm package chart && helm push *.tgz oci://ghcr.io/o/charts shell=bash)'],
  },
  {
    what: 'another of the name',
    uses: 'goodsmileduck/helm-push-action@v1',
    with: { 'registry-url': 'https://charts.example.org' },
    gives: ['publishes(sink=helm-index(url=https://charts.example.org) subject=unknown(why=the chart that it packages) auth=token)'],
  },
];
