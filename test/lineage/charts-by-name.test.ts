import { imagePermissions, login, release, testTraps, type Trap } from '../support/trap.ts';

const chart = { 'deploy/lens/Chart.yaml': 'apiVersion: v2\nname: lens\nversion: 1.4.0 # of the chart\ndependencies:\n  - name: other\n    version: 9.9.9\n' };
const pushes = (script: string): string =>
  release(
    `${login}      - run: |\n${script
      .trim()
      .split('\n')
      .map((line) => `          ${line}\n`)
      .join('')}`,
    { permissions: imagePermissions },
  );
const named = 'oci://ghcr.io/acme/charts/lens:1.4.0';
const row = (what: string, script: string, most: Trap['most'], member: string = named): Trap => ({
  what,
  workflow: pushes(script),
  files: chart,
  kind: 'helm-chart',
  member,
  control: 'signature',
  most,
});

/** A chart that a pattern names is called after its Chart.yaml, and a signature by that name and version is of it. */
testTraps([
  row(
    'a version read with yq',
    `VERSION=$(yq e '.version' deploy/lens/Chart.yaml)
helm package ./deploy/lens --destination ./out
helm push ./out/*.tgz oci://ghcr.io/acme/charts
cosign sign --yes "ghcr.io/acme/charts/lens:\${VERSION}"`,
    'present',
  ),
  row(
    'a loop over the packages',
    `helm package deploy/lens -d out
for file in out/*.tgz; do
  helm push "$file" oci://ghcr.io/acme/charts
done
cosign sign --yes ghcr.io/acme/charts/lens:1.4.0`,
    'present',
  ),
  row(
    'a version that the command gives',
    `helm package deploy/lens -d out --version 2.0.0
helm push out/*.tgz oci://ghcr.io/acme/charts
cosign sign --yes ghcr.io/acme/charts/lens:2.0.0`,
    'present',
    'oci://ghcr.io/acme/charts/lens:2.0.0',
  ),
  row(
    'another chart signed',
    `helm package deploy/lens -d out
helm push out/*.tgz oci://ghcr.io/acme/charts
cosign sign --yes ghcr.io/acme/charts/other:1.4.0`,
    'nothing',
  ),
  row(
    'another version signed',
    `helm package deploy/lens -d out
helm push out/*.tgz oci://ghcr.io/acme/charts
cosign sign --yes ghcr.io/acme/charts/lens:9.9.9`,
    'nothing',
  ),
  row(
    'a Chart.yaml that was changed in a way that is not known',
    `yq -i '.version = strenv(NEXT)' deploy/lens/Chart.yaml
helm package deploy/lens -d out
helm push out/*.tgz oci://ghcr.io/acme/charts
cosign sign --yes ghcr.io/acme/charts/lens:1.4.0`,
    'nothing',
    'oci://ghcr.io/acme/charts/lens',
  ),
  {
    ...row('a version that an action reads', '', 'present'),
    workflow: release(
      `${login}      - id: version
        uses: mikefarah/yq@v4
        with:
          cmd: yq e '.version' deploy/lens/Chart.yaml
      - run: helm package deploy/lens -d out && helm push out/*.tgz oci://ghcr.io/acme/charts
      - run: cosign sign --yes ghcr.io/acme/charts/lens:\${{ steps.version.outputs.result }}
`,
      { permissions: imagePermissions },
    ),
  },
]);
