import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  { what: 'a chart', line: 'helm package charts/app -d out', gives: ['runs-tool(tool=helm-package args=package, charts/app, -d, out)'] },
  {
    what: 'a signed chart',
    line: 'helm package charts/app --sign --key k --keyring r',
    gives: [
      'runs-tool(tool=helm-package args=package, charts/app, --sign, --key, k, --keyring, r)',
      'signs(subject=files(paths=./*.tgz) mechanism=helm-prov keyless=false outputs={file}.prov attachedTo=beside key=k)',
    ],
  },
  {
    what: 'a chart of a known name',
    line: 'helm push app-1.2.3.tgz oci://ghcr.io/o/charts',
    gives: ['pushes-image(refs=ghcr.io/o/charts/app:1.2.3 digest={helm push digest} media=helm-chart files=app-1.2.3.tgz)'],
    stdout: 'Pushed: ghcr.io/o/charts/app:1.2.3\nDigest: {helm push digest}',
  },
  {
    what: 'a chart of a known name and an unknown version',
    line: 'helm push out/app-${version}.tgz oci://ghcr.io/o/charts/',
    gives: ['pushes-image(refs=ghcr.io/o/charts/app:{version} digest={helm push digest} media=helm-chart files=out/app-{version}.tgz)'],
    stdout: 'Pushed: ghcr.io/o/charts/app:{version}\nDigest: {helm push digest}',
  },
  {
    what: 'a chart of any name',
    line: 'helm push *.tgz oci://ghcr.io/o/charts',
    gives: ['pushes-image(refs=ghcr.io/o/charts/* digest={helm push digest} media=helm-chart files=*.tgz)'],
    stdout: 'Pushed: ghcr.io/o/charts/*\nDigest: {helm push digest}',
  },
  {
    what: 'helm logs in',
    line: 'helm registry login ghcr.io -u x --password-stdin',
    stdin: '${secrets.GITHUB_TOKEN}',
    gives: ['logs-in(registry=ghcr.io credential=job-token)'],
  },
  {
    what: 'an index of charts',
    line: 'helm repo index out --url https://example.org',
    gives: ['builds(outputs=out/index.yaml by=helm repo index inputs=out)'],
  },
  {
    what: 'verifying a chart',
    line: 'helm verify app-1.2.3.tgz',
    gives: ['verifies(subject=files(paths=app-1.2.3.tgz) tool=helm verify identity=pinned integrityOnly=false)'],
  },
  {
    what: 'pulling and verifying',
    line: 'helm pull oci://ghcr.io/o/charts/app --verify -d in',
    gives: [
      'builds(outputs="" by=helm pull folders=in)',
      'consumes(subject=image(refs=ghcr.io/o/charts/app) how=helm pull)',
      'verifies(subject=image(refs=ghcr.io/o/charts/app) tool=helm pull --verify identity=pinned integrityOnly=false)',
    ],
  },
  {
    what: 'installing a chart',
    line: 'helm upgrade app oci://ghcr.io/o/charts/app --install',
    gives: ['consumes(subject=image(refs=ghcr.io/o/charts/app) how=helm install)'],
  },
  { what: 'dependencies', line: 'helm dep update charts/app', gives: ['builds(outputs="" by=helm dependency folders=charts/app/charts)'] },
  { what: 'cr packages', line: 'cr package charts/app', gives: ['runs-tool(tool=chart-releaser args=package, charts/app)'] },
  { what: 'cr uploads', line: 'cr upload --skip-existing', gives: ['runs-tool(tool=chart-releaser args=upload, --skip-existing)'] },
  { what: 'cr indexes', line: 'cr index --push', gives: ['runs-tool(tool=chart-releaser args=index, --push)'] },
  {
    what: 'a chart museum',
    line: 'helm cm-push app.tgz https://charts.example.org',
    gives: ['publishes(sink=helm-index(url=https://charts.example.org) subject=files(paths=app.tgz) auth=token)'],
  },
];
