import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../src/audit/index.ts';
import { defaultConfig } from '../../src/decisions/index.ts';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';
import { memoryTree } from '../support/memory-tree.ts';

const build = '- uses: actions/checkout@v4\n- run: mkdir dist && go build -o dist/lamp .\n';
const installs = '- uses: sigstore/cosign-installer@v3\n';
const publish = '- uses: softprops/action-gh-release@v2\n  with: { files: dist/* }\n';
const permissions = 'contents: write\nid-token: write\nattestations: write';
const keyless = onTag(`${build}${installs}- run: cosign sign-blob --yes --bundle dist/lamp.sigstore.json dist/lamp\n${publish}`, permissions);
const keyed = onTag(
  `${build}${installs}- run: cosign sign-blob --yes --key env://KEY --bundle dist/lamp.sigstore.json dist/lamp\n  env: { KEY: '\${{ secrets.KEY }}' }\n${publish}`,
  permissions,
);
const generator = `${onTag(`${build}- id: h\n  run: echo "h=$(cd dist && sha256sum lamp | base64 -w0)" >> $GITHUB_OUTPUT\n${publish}`, permissions).replace(
  '    steps:',
  "    outputs: { h: '${{ steps.h.outputs.h }}' }\n    steps:",
)}  prove:
    needs: release
    permissions: { actions: read, id-token: write, contents: write }
    uses: slsa-framework/slsa-github-generator/.github/workflows/generator_generic_slsa3.yml@v2.0.0
    with: { base64-subjects: '\${{ needs.release.outputs.h }}', upload-assets: true, provenance-name: lamp.intoto.jsonl }
`;

const issuer = 'https://token.actions.githubusercontent.com';
const own = `--certificate-identity https://github.com/acme/lantern/.github/workflows/r.yml@refs/tags/v3 --certificate-oidc-issuer ${issuer}`;
const slsa = (more: string): string => `slsa-verifier verify-artifact lamp --provenance-path lamp.intoto.jsonl --source-uri github.com/acme/lantern ${more}`;
const builder = (name: string): string =>
  slsa(`--builder-id https://github.com/slsa-framework/slsa-github-generator/.github/workflows/${name}@refs/tags/v2.0.0`);

const cases: readonly (readonly [what: string, workflow: string, recipe: string, passes: boolean])[] = [
  ['the workflow', keyless, `cosign verify-blob --bundle lamp.sigstore.json ${own} lamp`, true],
  [
    'a person',
    keyless,
    'cosign verify-blob --bundle lamp.sigstore.json --certificate-identity ann@acme.dev --certificate-oidc-issuer https://accounts.google.com lamp',
    false,
  ],
  ['an attestation of a signature', keyless, `cosign verify-blob-attestation --bundle lamp.sigstore.json ${own} lamp`, false],
  ['a key', keyed, 'cosign verify-blob --bundle lamp.sigstore.json --key https://acme.dev/cosign.pub lamp', true],
  ['an identity where a key signs', keyed, `cosign verify-blob --bundle lamp.sigstore.json ${own} lamp`, false],
  ['the source', generator, slsa(''), true],
  ['the tag', generator, slsa('--source-tag v3.1'), true],
  ['the tag to be filled in', generator, slsa('--source-tag "$VERSION"'), true],
  ['a tag that starts nothing', generator, slsa('--source-tag 3.1'), false],
  ['a branch', generator, slsa('--source-branch main'), false],
  ['the builder', generator, builder('generator_generic_slsa3.yml'), true],
  ['another builder', generator, builder('builder_go_slsa3.yml'), false],
];

for (const [what, workflow, recipe, passes] of cases) {
  test(`a recipe that asks for ${what} ${passes ? 'passes' : 'cannot pass'}`, () => {
    const files = { 'go.mod': 'module x', '.github/workflows/r.yml': workflow, 'README.md': `# Lamp\n\n\`\`\`sh\n${recipe}\n\`\`\`\n` };
    assert.equal(surfacesOf(files).find((s) => s.name === 'lamp')?.verifyRecipe, passes ? 'present' : 'partial');
  });
}

test('provenance of a package that has none', () => {
  const publishes = (flag: string): string =>
    onTag(`- uses: actions/checkout@v4\n- run: npm publish ${flag}\n  env: { NODE_AUTH_TOKEN: '\${{ secrets.N }}' }\n`, 'contents: read\nid-token: write');
  const recipe =
    'slsa-verifier verify-npm-package lamp.tgz --attestations-path a.json --builder-id https://github.com/actions/runner/github-hosted --package-name lamp --package-version 1.0.0 --source-uri github.com/acme/lantern';
  const of = (flag: string): string | undefined =>
    surfacesOf({
      'package.json': '{"name":"lamp","version":"1.0.0","repository":"acme/lantern"}',
      '.github/workflows/r.yml': publishes(flag),
      'README.md': `# Lamp\n\n\`\`\`sh\n${recipe}\n\`\`\`\n`,
    }).find((s) => s.kind === 'npm-package')?.verifyRecipe;
  assert.equal(of('--provenance'), 'present');
  assert.equal(of(''), 'absent');
});

test('a folder whose owner is not known asks for nobody in particular', () => {
  const git = { host: null, owner: null, repo: null, commit: null, date: null, tags: [], defaultBranch: null };
  const line = `cosign verify-blob --bundle lamp.sigstore.json ${own} lamp\ngh attestation verify lamp --repo acme/lantern --signer-repo acme/lantern`;
  const files = memoryTree({ 'go.mod': 'module x', '.github/workflows/r.yml': keyless, 'README.md': `# Lamp\n\n\`\`\`sh\n${line}\n\`\`\`\n` });
  const { report } = audit({ files, folderName: 'lantern', git, config: defaultConfig, resolve: new Map() });
  assert.equal(report.surfaces.find((s) => s.name === 'lamp')?.controls.verifyRecipe.status, 'present');
});
