import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const shown = (line: string): string => `# Lamp\n\n\`\`\`sh\n${line}\n\`\`\`\n`;
const first = (workflow: string, line: string, more: Record<string, string> = {}): string | undefined =>
  surfacesOf({ 'go.mod': 'module x', '.github/workflows/r.yml': workflow, 'README.md': shown(line), ...more })[0]?.verifyRecipe;

const released = (name: string, signs = 'true'): string =>
  onTag(
    `
- uses: actions/checkout@v4
- uses: actions/setup-java@v4
- run: mkdir dist && go build -o dist/${name} .
- run: echo "$STORE" | base64 -d > k.jks
  env: { STORE: '\${{ secrets.STORE }}' }
- run: ${signs}
- uses: actions/attest-build-provenance@v2
  with: { subject-path: dist/${name} }
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`,
    'contents: write\nid-token: write\nattestations: write',
  );

const files: readonly (readonly [name: string, line: string, want: string, signs?: string])[] = [
  ['lamp.jar', 'jarsigner -verify lamp.jar', 'absent'],
  ['lamp.jar', 'jarsigner -verify lamp.jar', 'present', 'jarsigner -keystore k.jks dist/lamp.jar a'],
  ['lamp.apk', 'apksigner verify lamp.apk', 'absent'],
  ['lamp.rpm', 'rpm -K lamp.rpm', 'absent'],
  ['lamp.deb', 'dpkg-sig --verify lamp.deb', 'absent'],
  ['lamp.deb', 'debsig-verify lamp.deb', 'absent'],
  ['lamp.jar', 'gh attestation verify lamp.jar --repo acme/lantern', 'present'],
];
for (const [name, line, want, signs] of files)
  test(`${line}, ${signs ?? 'only attested'}: ${want}`, () => assert.equal(first(released(name, signs), line), want));

const image = onTag(
  `
- uses: sigstore/cosign-installer@v3
- uses: docker/build-push-action@v6
  id: push
  with: { push: true, tags: "ghcr.io/acme/lantern:latest" }
- run: cosign sign --yes ghcr.io/acme/lantern@\${{ steps.push.outputs.digest }}
`,
  'packages: write\nid-token: write',
);
for (const line of ['notation verify ghcr.io/acme/lantern:latest', 'skopeo standalone-verify m.json ghcr.io/acme/lantern:latest ABCD lamp.sig'])
  test(`${line}, which cosign signs`, () => assert.equal(first(image, line), 'absent'));

const chart = onTag('- uses: actions/checkout@v4\n- run: helm package chart && helm push lamp-1.0.0.tgz oci://ghcr.io/acme/charts\n', 'packages: write');
test('helm --verify of a chart that is not signed', () =>
  assert.equal(
    first(chart, 'helm pull oci://ghcr.io/acme/charts/lamp --verify', { 'chart/Chart.yaml': 'apiVersion: v2\nname: lamp\nversion: 1.0.0\n' }),
    'absent',
  ));

const pypi = (settings = ''): string =>
  onTag(
    `- uses: actions/checkout@v4\n- run: pip install build && python -m build\n- uses: pypa/gh-action-pypi-publish@release/v1${settings}\n`,
    'id-token: write',
  );
const project = { 'pyproject.toml': '[project]\nname = "lamp.post"\nversion = "1.0"\n' };
const attested = (file: string): string => `pypi-attestations verify pypi --repository https://github.com/acme/lantern pypi:${file}`;
const wheel = 'lamp_post-1.0-py3-none-any.whl';
const packages: readonly (readonly [what: string, line: string, want: string, settings?: string])[] = [
  ['attested', attested(wheel), 'present'],
  ['not attested', attested(wheel), 'absent', '\n  with: { attestations: false }'],
  ['of another name', attested('wick-1.0-py3-none-any.whl'), 'absent'],
  ['by gpg, where nothing signs with it', `gpg --verify ${wheel}.asc ${wheel}`, 'absent'],
  ['attested to PyPI alone', `gh attestation verify ${wheel} --repo acme/lantern`, 'absent'],
];
for (const [what, line, want, settings] of packages) test(`a package ${what}: ${want}`, () => assert.equal(first(pypi(settings), line, project), want));
