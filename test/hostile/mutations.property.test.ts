import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isCollection, isMap, isScalar, isSeq, parseDocument, visit, type Document, type Node as YamlNode } from 'yaml';
import { SealwrightError } from '../../src/base/index.ts';
import { loadConfig } from '../../src/decisions/index.ts';
import { renderJson, renderLineage, renderMarkdown, renderTerminal } from '../../src/report/index.ts';
import { goldenNames, loadRepo } from '../support/little-repo.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { assertSound, assertWentOn, auditFiles, healthy, type Files } from './support.ts';

/** SEALWRIGHT_FUZZ=1000 makes a campaign of it: so many times the runs, from a seed of its own. */
const campaign = Number(process.env['SEALWRIGHT_FUZZ'] ?? '0');
const runs = (usual: number): { readonly numRuns: number; readonly seed?: number } =>
  campaign > 0 ? { numRuns: usual * campaign } : { numRuns: usual, seed: 20_261_123 };

const repos: readonly Files[] = goldenNames()
  .filter((name) => name !== 'seed-before')
  .map((name) => loadRepo(name).texts);
const workflows = repos.flatMap((files) =>
  Object.keys(files)
    .filter((path) => path.startsWith('.github/workflows/'))
    .map((path) => ({ files, path })),
);

/** Audits twice, in every form: no fault, the same bytes, places inside their files, and the healthy workflow still there. */
function holds(files: Files): void {
  const whole = { ...healthy, ...files };
  const once = auditFiles(whole);
  assertSound(once, whole);
  assertWentOn(once.report);
  const forms = (audited: typeof once): string =>
    [
      renderJson(audited.report),
      renderMarkdown(audited.report),
      renderTerminal(audited.report, { width: 80, colour: false, all: true, target: '.' }),
      renderLineage(audited.lineage, undefined, 'text'),
    ].join('\n');
  assert.equal(forms(auditFiles(whole)), forms(once));
}

const strings = fc.oneof(
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'toString',
    '${{ github.ref }}',
    '${{ matrix.__proto__ }}',
    "${{ fromJSON('[') }}",
    '${{',
    '}}',
    '../../../etc/passwd',
    '/etc/passwd',
    './',
    '.',
    '*',
    '**',
    '~',
    'null',
    'true',
    '-1',
    '1e999',
    '\u0000',
    '\u001b[2J',
    '\u202e',
    '\ud800',
    '\u00a0',
    '\ufeff',
    '$(',
    '`',
    '"',
    "'",
    '\\',
    '\n',
    '\r\n',
    '\t',
    ': ',
    '&a',
    '*a',
    '!!js/function x',
    '%',
    '{{ .Tag }}',
    '{{',
    '$X',
    '${X:-${X}}',
    '$((1/0))',
    'a'.repeat(5_000),
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/** A change at a place of a text that is chosen by a fraction of its length. */
const textEdit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat(30), put: strings, copy: fc.nat(60) });
const textEdits = fc.array(textEdit, { minLength: 1, maxLength: 5 });
type TextEdit = typeof textEdit extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, edits: readonly TextEdit[]): string {
  return edits.reduce((now, { at, remove, put, copy }) => {
    const start = Math.floor(at * now.length);
    return now.slice(0, start) + put + now.slice(start, start + copy) + now.slice(start + remove);
  }, text);
}

/** A change of one value of a YAML document: taken away, doubled, made another kind, replaced, swapped with the next. */
const nodeEdit = fc.record({
  at: fc.nat(10_000),
  how: fc.constantFrom('delete', 'double', 'list', 'map', 'number', 'null', 'text', 'key', 'swap', 'inject'),
  put: strings,
});
type NodeEdit = typeof nodeEdit extends fc.Arbitrary<infer T> ? T : never;

function changeNode(document: Document, { at, how, put }: NodeEdit): void {
  const places: { readonly parent: YamlNode; readonly index: number }[] = [];
  visit(document, { Collection: (_, node) => void node.items.forEach((_item, index) => places.push({ parent: node, index })) });
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined || !isCollection(place.parent)) return;
  const { parent, index } = place;
  const item: unknown = parent.items[index];
  const set = (value: unknown): void => {
    if (isMap(parent)) parent.items[index]!.value = document.createNode(value);
    else if (isSeq(parent)) parent.items[index] = document.createNode(value);
  };
  const old = isMap(parent) ? parent.items[index]!.value : item;
  if (how === 'delete') parent.items.splice(index, 1);
  else if (how === 'double') parent.items.splice(index, 0, item as never);
  else if (how === 'list') set([put, { [put === '' ? 'k' : put]: 1 }]);
  else if (how === 'map')
    set(
      Object.fromEntries(
        [
          ['__proto__', put],
          ['run', put],
          ['uses', put],
        ].map(([k, v]) => [k, v]),
      ),
    );
  else if (how === 'number') set(1e21);
  else if (how === 'null') set(null);
  else if (how === 'text') set(put);
  else if (how === 'key' && isMap(parent)) parent.items[index]!.key = document.createNode(put);
  else if (how === 'swap') parent.items.reverse();
  else if (how === 'inject' && isScalar(old) && typeof old.value === 'string') old.value = edited(old.value, [{ at: (at % 97) / 97, remove: 0, put, copy: 0 }]);
}

test('workflows of real shape with values changed: no fault, the same bytes twice', () => {
  fc.assert(
    fc.property(fc.constantFrom(...workflows), fc.array(nodeEdit, { minLength: 1, maxLength: 4 }), ({ files, path }, edits) => {
      const document = parseDocument(files[path] ?? '');
      for (const edit of edits) changeNode(document, edit);
      let text: string;
      try {
        text = document.toString({ lineWidth: 0 });
      } catch {
        // The printer refuses what no file could hold.
        return;
      }
      holds({ ...files, [path]: text });
    }),
    runs(100),
  );
});

test('workflows with their text changed: no fault, the same bytes twice', () => {
  fc.assert(
    fc.property(fc.constantFrom(...workflows), textEdits, ({ files, path }, edits) => holds({ ...files, [path]: edited(files[path] ?? '', edits) })),
    runs(80),
  );
});

const script = [
  '#!/usr/bin/env bash\nset -euo pipefail\nVERSION="${GITHUB_REF_NAME#v}"\nfor os in linux darwin; do\n  for arch in amd64 arm64; do\n    out="dist/lens-${VERSION}-${os}-${arch}"\n    GOOS=$os GOARCH=$arch go build -o "$out" ./cmd/lens\n    tar -C dist -czf "$out.tar.gz" "${out##*/}"\n  done\ndone\n(cd dist && sha256sum *.tar.gz > SHA256SUMS)\nif [[ -n "${KEY:-}" && "$VERSION" =~ ^[0-9]+\\.[0-9]+ ]]; then\n  while IFS= read -r f; do cosign sign-blob --yes --bundle "$f.bundle" "$f"; done < <(find dist -name \'*.tar.gz\' | sort)\nfi\ncase "$VERSION" in\n  *-rc*) flags=--prerelease ;;\n  *) flags= ;;\nesac\ncat > notes.md <<EOF\nrelease $VERSION\nEOF\ngh release create "v$VERSION" $flags --notes-file notes.md dist/*.tar.gz dist/SHA256SUMS dist/*.bundle\n',
  'digest=$(docker buildx imagetools inspect "$IMAGE:$TAG" --format \'{{json .Manifest}}\' | jq -r .digest)\necho "digest=$digest" >> "$GITHUB_OUTPUT"\nsign() { local ref="$1"; shift; cosign sign --yes "$@" "$ref" || { echo "failed: $ref" >&2; return 1; }; }\nIFS=, read -ra tags <<< "${TAGS}"\nfor t in "${tags[@]}"; do sign "$IMAGE:${t}@${digest}"; done\nprintf \'%s\\n\' "${tags[@]}" | xargs -I{} crane tag "$IMAGE@$digest" {}\n',
];

test('scripts with their text changed, in a step and in a file: no fault, the same bytes twice', () => {
  fc.assert(
    fc.property(fc.constantFrom(...script), textEdits, fc.constantFrom('bash', 'sh', 'pwsh', 'python'), (text, edits, shell) => {
      const changed = edited(text, edits);
      holds({
        '.github/workflows/a.yml': `on: {push: {tags: ['v*']}}\npermissions: {contents: write, packages: write, id-token: write}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${JSON.stringify(changed)}\n        shell: ${shell}\n      - run: ./s.sh && make release\n`,
        's.sh': changed,
        Makefile: `release: build\n\t${changed.replaceAll('\n', '\n\t')}\nbuild:\n\tgo build -o dist/lens .\n`,
      });
    }),
    runs(50),
  );
});

/** Release configurations of real shape, and the command that reads each. */
const configs: Readonly<Record<string, { readonly run: string; readonly text: string }>> = {
  '.goreleaser.yaml': {
    run: 'goreleaser release --clean',
    text: "version: 2\nproject_name: lens\nbefore: {hooks: [go mod tidy]}\nbuilds:\n  - id: lens\n    goos: [linux, darwin]\n    goarch: [amd64, arm64]\n    ignore: [{goos: darwin, goarch: amd64}]\narchives:\n  - name_template: '{{ .ProjectName }}_{{ .Version }}_{{ title .Os }}_{{ if eq .Arch \"amd64\" }}x86_64{{ else }}{{ .Arch }}{{ end }}'\nchecksum: {name_template: checksums.txt}\nsigns:\n  - cmd: cosign\n    artifacts: checksum\n    args: [sign-blob, --yes, '--bundle=${signature}', '${artifact}']\nsboms: [{artifacts: archive}]\ndockers:\n  - image_templates: ['ghcr.io/acme/lens:{{ .Tag }}']\ndocker_signs: [{artifacts: all}]\nnfpms: [{formats: [deb, rpm]}]\nbrews: [{repository: {owner: acme, name: tap}}]\n",
  },
  'pyproject.toml': {
    run: 'python -m build && twine upload dist/*',
    text: '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n\n[project]\nname = "acme-lens"\ndynamic = ["version"]\n\n[tool.hatch.build.targets.wheel]\npackages = ["src/acme_lens"]\n\n[[tool.x.y]]\na = { b = [1, 2, "c"] }\n',
  },
  'package.json': {
    run: 'npm run release',
    text: '{"name": "@acme/lens", "version": "1.2.3", "files": ["dist"], "workspaces": ["packages/*"], "publishConfig": {"access": "public", "provenance": true}, "scripts": {"prerelease": "npm run build", "release": "npm publish --provenance && npx semantic-release", "build": "tsc -p ."}, "release": {"plugins": ["@semantic-release/npm", ["@semantic-release/github", {"assets": ["dist/*.tgz"]}]]}}',
  },
  'Cargo.toml': {
    run: 'cargo publish --workspace; dist build',
    text: '[workspace]\nmembers = ["core", "cli/*"]\n\n[package]\nname = "lens"\nversion = "1.0.0"\n\n[workspace.metadata.dist]\ntargets = ["x86_64-unknown-linux-gnu"]\ninstallers = ["shell"]\ngithub-attestations = true\n\n[dependencies]\ncore = { path = "core", version = "1" }\n',
  },
  'charts/lens/Chart.yaml': {
    run: 'helm package charts/lens --sign && helm push lens-1.0.0.tgz oci://ghcr.io/acme/charts && cr upload',
    text: 'apiVersion: v2\nname: lens\nversion: 1.0.0\nappVersion: "1.0"\ndependencies: [{name: redis, version: 1.x, repository: "https://charts.example.com"}]\n',
  },
  'pom.xml': {
    run: 'mvn -B deploy -Prelease',
    text: '<?xml version="1.0"?>\n<project>\n  <groupId>org.example</groupId>\n  <artifactId>lens</artifactId>\n  <version>1.0</version>\n  <modules><module>core</module></modules>\n  <!-- signing -->\n  <profiles><profile><id>release</id><build><plugins><plugin><artifactId>maven-gpg-plugin</artifactId><executions><execution><goals><goal>sign</goal></goals></execution></executions><configuration><skip>${gpg.skip}</skip></configuration></plugin></plugins></build></profile></profiles>\n</project>\n',
  },
  'build.gradle': {
    run: './gradlew publish',
    text: "plugins {\n  id 'maven-publish'\n  id 'signing' // keys\n}\n/* block */\npublishing {\n  publications { mavenJava(MavenPublication) { from components.java } }\n  repositories { maven { url = \"https://oss.sonatype.org/${path}\" } }\n}\nsigning { sign publishing.publications.mavenJava }\n",
  },
  Dockerfile: {
    run: 'docker buildx build --push -t ghcr.io/acme/lens:v1 --sbom=true --provenance=mode=max .',
    text: '# syntax=docker/dockerfile:1\nARG V=1\nFROM golang:1.${V} AS build\nCOPY . .\nRUN --mount=type=cache,target=/root go build \\\n  -o /lens\nFROM scratch\nCOPY --from=build /lens /lens\nENTRYPOINT ["/lens"]\n',
  },
};

test('release configurations with their text changed: no fault, the same bytes twice', () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(configs)), textEdits, (name, edits) => {
      const { run, text } = configs[name]!;
      holds({
        '.github/workflows/a.yml': `on: {push: {tags: ['v*']}}\npermissions: {contents: write, packages: write, id-token: write}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: ${JSON.stringify(run)}\n`,
        [name]: edited(text, edits),
      });
    }),
    runs(120),
  );
});

const readme =
  '# Lens\n\n## Verify\n\nDownload the [release](https://github.com/acme/lens/releases), then:\n\n```sh\nexport TAG=v1.2.3\ncosign verify-blob \\\n  --bundle lantern.tar.gz.bundle \\\n  --certificate-identity-regexp "^https://github.com/acme/lens/" --certificate-oidc-issuer https://token.actions.githubusercontent.com \\\n  lantern.tar.gz\ngh attestation verify "lantern.tar.gz" -R acme/lens\n```\n\n- `sha256sum -c SHA256SUMS`\n  1. gpg --verify a.asc\n\n> quoted `minisign -Vm x -P KEY`\n\n| a | `cosign verify ghcr.io/acme/lens@sha256:<digest>` |\n|---|---|\n| b | c |\n\n<details><summary>x</summary><pre><code>slsa-verifier verify-artifact x</code></pre></details>\n\nTags are signed: `git tag -s v1`, then `npm publish`.\n';

test('documents with their text changed: no fault, the same bytes twice', () => {
  const names = ['README.md', 'docs/verify.rst', 'INSTALL.adoc', 'docs/index.html', 'RELEASING.md', 'SECURITY.txt', 'docs/a.mdx'] as const;
  fc.assert(
    fc.property(fc.constantFrom(...names), textEdits, (name, edits) => holds({ [name]: edited(readme, edits) })),
    runs(120),
  );
});

test('a configuration with its text changed is read or refused with a code', async () => {
  const text =
    'version: 1\nextends: org.yaml\nresolve: { "acme/actions@v2": vendor/actions }\ndeployment: { host: github.example.com, issuer: https://i.example.com }\ncatalog:\n  actions:\n    - name: acme/sign\n      effects: [{ kind: signs, what: file, of: "{input:path}" }]\n';
  await fc.assert(
    fc.asyncProperty(textEdits, async (edits) => {
      const files = memoryTree({ 'sealwright.yaml': edited(text, edits), 'org.yaml': 'version: 1\n' });
      try {
        await loadConfig({ files, trust: 'checkout' });
      } catch (error) {
        assert.ok(error instanceof SealwrightError && (error.code === 'CONFIG_MALFORMED' || error.code === 'CONFIG_MISSING'), String(error));
        assert.notEqual(error.details.hint ?? '', '', error.message);
      }
    }),
    runs(300),
  );
});
