import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../support/little-repo.ts';
import { build, goreleaser, goreleaserFiles, imagePermissions, publish, pushImage, release, testTraps, type Most, type Trap } from '../support/trap.ts';

const syft = '      - uses: anchore/sbom-action/download-syft@v0\n';

function run(lines: string): string {
  return `      - run: |\n${lines
    .split('\n')
    .map((line) => `          ${line}\n`)
    .join('')}`;
}

const image = 'ghcr.io/acme/lens@${{ steps.push.outputs.digest }}';

/** An image for which `s.json` is attested as its SBOM, and what makes that file. */
function ofImage(making: string, context = ''): string {
  const attest = run(`cosign attest --yes --type spdxjson --predicate s.json ${image}`);
  return release(pushImage(context) + syft + making + attest, { permissions: imagePermissions });
}

/** A program for which `s.json` is attested as its SBOM. */
function ofFile(making: string): string {
  return release(`${build}${syft}${making}      - uses: actions/attest-sbom@v2\n        with: {subject-path: dist/lens, sbom-path: s.json}\n${publish}`);
}

const files = { 'app/Dockerfile': 'FROM scratch\n', 'lib/x.js': '', 'src/a.go': '', 'docs/sbom.json': '{}' };

function imageTrap(what: string, making: string, most: Most, context = ''): Trap {
  return { what: `image: ${what}`, workflow: ofImage(making, context), files, kind: 'container-image', control: 'sbom', most };
}

function fileTrap(what: string, making: string, most: Most): Trap {
  return { what: `file: ${what}`, workflow: ofFile(making), files, control: 'sbom', most };
}

const trivyAction = (format: string): string =>
  `      - uses: aquasecurity/trivy-action@0.28.0\n        with: {image-ref: 'ghcr.io/acme/lens:1', format: ${format}, output: s.json}\n`;

testTraps([
  imageTrap('its own, by digest', run(`syft ${image} -o spdx-json=s.json`), 'present'),
  imageTrap('its own, to standard output', run('syft ghcr.io/acme/lens:1 -o spdx-json > s.json'), 'present'),
  imageTrap('its own, in a variable', run('document=$(syft ghcr.io/acme/lens:1 -o spdx-json)\necho "$document" > s.json'), 'present'),
  imageTrap('its own, without some fields', run("syft ghcr.io/acme/lens:1 -o spdx-json=t.json\njq 'del(.files)' t.json > s.json"), 'present'),
  imageTrap('its own, converted', run('syft ghcr.io/acme/lens:1 -o syft-json=t.json\nsyft convert t.json -o spdx-json=s.json'), 'present'),
  imageTrap('its own, by an action', trivyAction('spdx-json'), 'present'),
  imageTrap('its own, shortened by a program', run('syft ghcr.io/acme/lens:1 -o spdx-json=t.json\n./tools/shorten t.json s.json'), 'present'),
  imageTrap('the names in it', run("syft ghcr.io/acme/lens:1 -o spdx-json=t.json\njq '.packages' t.json > s.json"), 'nothing'),
  imageTrap('another image, by a bare name', run('syft alpine -o spdx-json=s.json'), 'nothing'),
  imageTrap('another image, by a tag', run('syft alpine:3.19 -o spdx-json | tee s.json'), 'nothing'),
  imageTrap('a folder outside', run('syft dir:/usr -o spdx-json=s.json'), 'nothing'),
  imageTrap('a folder beside', run('syft ../other -o spdx-json=s.json'), 'nothing'),
  imageTrap('a folder that it is not built from', run('syft dir:lib -o spdx-json=s.json'), 'nothing', '          context: ./app\n'),
  imageTrap('the folder that it is built from', run('syft dir:app -o spdx-json=s.json'), 'partly', '          context: ./app\n'),
  imageTrap('a folder of the checkout', run('syft packages dir:src -o spdx-json=s.json'), 'partly'),
  imageTrap('the folder that was built', run('mkdir -p dist\ngo build -o dist/lens .\nsyft dir:dist -o spdx-json=s.json'), 'present'),
  imageTrap('a report of findings', trivyAction('sarif'), 'nothing'),
  imageTrap('a report of another form', run('trivy image --format json -o s.json ghcr.io/acme/lens:1'), 'nothing'),
  imageTrap('a table', run('syft ghcr.io/acme/lens:1 -o table > s.json'), 'nothing'),
  imageTrap('echo', run("echo '{}' > s.json"), 'nothing'),
  imageTrap('printf', run(`printf '{"v":"%s"}' "$GITHUB_REF_NAME" > s.json`), 'nothing'),
  imageTrap('cat of a text', run('cat > s.json <<END\n{"spdxVersion": "SPDX-2.3"}\nEND'), 'nothing'),
  imageTrap('jq from nothing', run(`jq -n --arg v "$GITHUB_REF_NAME" '{v: $v}' > s.json`), 'nothing'),
  imageTrap('a file of the repository, copied', run('cat docs/sbom.json > s.json'), 'nothing'),
  imageTrap('a download', run('curl -sSLo s.json https://example.com/s.json'), 'nothing'),
  imageTrap('its own, in a file of another name', run(`syft ${image} -o spdx-json=t.json`), 'nothing'),
  imageTrap('its own, and a file that a program makes', run(`syft ${image} -o spdx-json=t.json\n./tools/shorten t.json`), 'present'),
  imageTrap('nothing that was read', run('./tools/sbom -o s.json'), 'nothing'),
  fileTrap('its own', run('syft file:dist/lens -o spdx-json=s.json'), 'present'),
  fileTrap('its own, in a file of another name', run('syft file:dist/lens -o spdx-json=t.json'), 'nothing'),
  fileTrap('its folder', run('syft dir:dist -o spdx-json=s.json'), 'present'),
  fileTrap('another program', run('go build -o dist/other ./other\nsyft file:dist/other -o spdx-json=s.json'), 'nothing'),
  fileTrap('an image', run('syft alpine:3 -o spdx-json=s.json'), 'nothing'),
  fileTrap('a bare name', run('syft alpine -o spdx-json=s.json'), 'nothing'),
  fileTrap('the source', run('syft dir:. -o spdx-json=s.json'), 'partly'),
  fileTrap('a folder of the source', run('syft dir:src -o spdx-json=s.json'), 'partly'),
  fileTrap('echo', run("echo '{}' > s.json"), 'nothing'),
]);

function cellOf(workflow: string, kind: string): { readonly reason: string | null; readonly assumes: readonly string[] } {
  const { report } = auditTexts({ '.github/workflows/r.yml': workflow, 'go.mod': 'module x\n', ...files }, 'acme', 'lens');
  return report.surfaces.find((row) => row.kind === kind)!.controls.sbom;
}

test('what makes the document is told, and what is taken on trust', () => {
  assert.equal(
    cellOf(ofImage(run("echo '{}' > s.json")), 'container-image').reason,
    's.json is made by the script itself, and is not known to be an SBOM of what it is attested for',
  );
  assert.match(cellOf(ofImage(run('syft alpine -o spdx-json=s.json')), 'container-image').reason ?? '', /describes alpine/);
  assert.match(
    cellOf(ofFile(run('go build -o dist/other ./other\nsyft file:dist/other -o spdx-json=s.json')), 'release-asset').reason ?? '',
    /is of dist\/other/,
  );
  assert.deepEqual(cellOf(ofImage(run('mkdir -p dist\ngo build -o dist/lens .\nsyft dir:dist -o spdx-json=s.json')), 'container-image').assumes, [
    'the image holds dist',
  ]);
  assert.match(
    cellOf(ofImage(run('syft ghcr.io/acme/lens:1 -o spdx-json=t.json\n./tools/shorten t.json s.json')), 'container-image').assumes[0] ?? '',
    /changed by a step/,
  );
});

/** GoReleaser's `sboms` with a command of one's own. */
function sboms(what: string, entry: string, most: Most): Trap {
  return { what: `sboms: ${what}`, workflow: release(syft + goreleaser()), files: goreleaserFiles(`sboms:\n  - ${entry}\n`), control: 'sbom', most };
}

testTraps([
  sboms('the default command', 'artifacts: archive', 'present'),
  sboms('given the artifact', 'args: ["${artifact}", "--file", "${artifact}.sbom.json", "--output", "spdx-json"]', 'present'),
  sboms('through a shell', 'cmd: sh\n    args: ["-c", "syft $artifact -o spdx-json > $document"]', 'present'),
  sboms('a shell that writes a text', 'cmd: sh\n    args: ["-c", "echo > $document"]', 'nothing'),
  sboms('a shell that writes over it', 'cmd: sh\n    args: ["-c", "syft $artifact -o spdx-json > $document; echo > $document"]', 'nothing'),
  sboms('a program that was not read', 'cmd: ./tools/sbom', 'nothing'),
  sboms('given another image', 'args: [alpine, "--output", "spdx-json=$document"]', 'nothing'),
  sboms('given the source', 'args: ["dir:..", "--output", "spdx-json=$document"]', 'partly'),
]);
