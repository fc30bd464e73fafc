import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayMatchIdentity } from '../../src/recipes/identity-pattern.ts';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

const workflow = `name: Ship\n${onTag(
  `
- uses: actions/checkout@v4
- uses: sigstore/cosign-installer@v3
- run: mkdir dist && go build -o dist/lamp .
- run: cosign sign-blob --yes --bundle dist/lamp.sigstore.json dist/lamp
- uses: actions/attest-build-provenance@v2
  with: { subject-path: dist/lamp }
- uses: softprops/action-gh-release@v2
  with: { files: dist/* }
`,
  'contents: write\nid-token: write\nattestations: write',
)}`;
const host = 'https://github.com';
const issuer = 'https://token.actions.githubusercontent.com';
const path = 'acme/lantern/.github/workflows/r.yml';
const cosign = ({
  identity = `--certificate-identity ${host}/${path}@refs/tags/v3`,
  by = issuer,
  issuerFlag = '--certificate-oidc-issuer',
  more = '',
} = {}): string => `cosign verify-blob --bundle lamp.sigstore.json ${identity} ${issuerFlag} ${by} ${more} lamp`;
const pattern = (text: string): string => cosign({ identity: `--certificate-identity-regexp '${text}'` });
const gh = (more: string): string => `gh attestation verify lamp --repo acme/lantern ${more}`;

const asked: readonly { readonly what: string; readonly recipe: string; readonly passes: boolean }[] = [
  { what: 'the identity that signs', recipe: cosign(), passes: true },
  { what: 'an identity by http', recipe: cosign({ identity: `--certificate-identity http://github.com/${path}@refs/tags/v3` }), passes: false },
  { what: 'an identity without its scheme', recipe: cosign({ identity: `--certificate-identity github.com/${path}@refs/tags/v3` }), passes: false },
  { what: 'a tag that starts nothing', recipe: cosign({ identity: `--certificate-identity ${host}/${path}@refs/tags/3.0.0` }), passes: false },
  { what: 'a tag to be filled in', recipe: cosign({ identity: `--certificate-identity ${host}/${path}@refs/tags/<tag>` }), passes: true },
  { what: 'an exact identity that is a pattern', recipe: cosign({ identity: `--certificate-identity '^${host}/${path}@refs/tags/v.*$'` }), passes: false },
  { what: 'an exact identity with any end', recipe: cosign({ identity: `--certificate-identity '${host}/${path}@refs/tags/v.*'` }), passes: false },
  {
    what: 'an exact identity with escaped dots',
    recipe: cosign({ identity: `--certificate-identity '${host}/acme/lantern/\\.github/workflows/r\\.yml@refs/tags/v3'` }),
    passes: false,
  },
  { what: 'an exact identity with a variable', recipe: cosign({ identity: `--certificate-identity "${host}/${path}@refs/tags/\${TAG}"` }), passes: true },
  { what: 'the issuer with a slash behind it', recipe: cosign({ by: `${issuer}/` }), passes: false },
  {
    what: 'a pattern of the issuer',
    recipe: cosign({ issuerFlag: '--certificate-oidc-issuer-regexp', by: "'^https://.*githubusercontent[.]com$'" }),
    passes: true,
  },
  { what: 'a pattern of another issuer', recipe: cosign({ issuerFlag: '--certificate-oidc-issuer-regexp', by: "'^http://token.'" }), passes: false },
  { what: 'an identity in printed quotes', recipe: cosign({ identity: `--certificate-identity “${host}/${path}@refs/tags/v3”` }), passes: false },
  { what: 'a pattern of the repository', recipe: pattern('^https://github\\.com/acme/lantern/'), passes: true },
  { what: 'a pattern of a name alone', recipe: pattern('acme/lantern'), passes: true },
  { what: 'a pattern of another name', recipe: pattern('acme/wick'), passes: false },
  { what: 'the event of the run', recipe: cosign({ more: '--certificate-github-workflow-trigger push' }), passes: true },
  { what: 'another event', recipe: cosign({ more: '--certificate-github-workflow-trigger release' }), passes: false },
  { what: 'the ref of a tag', recipe: cosign({ more: '--certificate-github-workflow-ref refs/tags/v3' }), passes: true },
  { what: 'the ref of a branch', recipe: cosign({ more: '--certificate-github-workflow-ref refs/heads/main' }), passes: false },
  { what: 'the name of the workflow', recipe: cosign({ more: '--certificate-github-workflow-name Ship' }), passes: true },
  { what: 'another name of a workflow', recipe: cosign({ more: '--certificate-github-workflow-name Build' }), passes: false },
  { what: 'no commit at all', recipe: cosign({ more: `--certificate-github-workflow-sha ${'0'.repeat(40)}` }), passes: false },
  { what: 'the source of a tag', recipe: gh('--source-ref refs/tags/v3'), passes: true },
  { what: 'the source of a branch', recipe: gh('--source-ref refs/heads/main'), passes: false },
  { what: 'the repository that signs', recipe: gh('--signer-repo acme/lantern'), passes: true },
  { what: 'another repository that signs', recipe: gh('--signer-repo other/builder'), passes: false },
  { what: 'the host', recipe: gh('--hostname github.com'), passes: true },
  { what: 'another host', recipe: gh('--hostname code.example.com'), passes: false },
  { what: 'the digest that is kept', recipe: gh('--digest-alg sha256'), passes: true },
  { what: 'a digest that is not kept', recipe: gh('--digest-alg sha512'), passes: false },
  { what: 'the digest of nothing', recipe: gh(`--source-digest ${'0'.repeat(40)}`), passes: false },
  { what: 'provenance as it is made', recipe: gh('--predicate-type https://slsa.dev/provenance/v1'), passes: true },
  { what: 'provenance of an older form', recipe: gh('--predicate-type https://slsa.dev/provenance/v0.2'), passes: false },
  { what: 'a statement that nobody makes', recipe: gh('--predicate-type https://in-toto.io/attestation/vulns'), passes: false },
];

for (const { what, recipe, passes } of asked) {
  test(`a recipe that asks for ${what} ${passes ? 'passes' : 'cannot pass'}`, () => {
    const files = { 'go.mod': 'module x', '.github/workflows/r.yml': workflow, 'README.md': `# Lamp\n\n\`\`\`sh\n${recipe}\n\`\`\`\n` };
    assert.equal(surfacesOf(files).find((s) => s.name === 'lamp')?.verifyRecipe, passes ? 'present' : 'partial');
  });
}

const identity = 'https://github.com/acme/lantern/.github/workflows/r.yml@';
const patterns: readonly (readonly [string, boolean])[] = [
  ['^https://github.com/acme/.*', true],
  ['^https://github.com/acme/(lantern|wick)/.*', true],
  ['^https://github.com/ACME/Lantern/', true],
  ['.', true],
  ['^https://github.com/(wick|flame)/lantern/.*', false],
  ['^https://github.com/acme/(?:lantern|wick)(-next)?/.github/workflows/r.ya?ml@.*$', true],
  ['^https://github.com/acme/(wick|flame)/.github/workflows/r.yml@refs/(heads/main|tags/v.*)$', false],
  ['^https://github.com/wick/.*$|^https://github.com/acme/lantern/.*$', true],
  ['^https://github.com/wick/.*$|^https://gitlab.com/acme/lantern/.*$', false],
  ['^https://github.com/[^/]+/lantern/', true],
  ['^https://github.com/<owner>/lantern/', true],
  ['^https://github.com/(((acme)))/l[a-z]{6}/.*', true],
  ['refs/tags/v[0-9]+\\.[0-9]+$', true],
  ['^acme/lantern', false],
  ['acme/lantern$', false],
  ['^https://github\\.com/acme/lantern$', false],
  ['^https://gitlab\\.com/', false],
  ['^https://github.com/acme/lantern/.github/workflows/r.yml@refs/tags/v.*$', true],
  ['^https://github\\.com/acme/lantern/\\.github/workflows/r\\.yml@refs/tags/v\\d+\\.\\d+$', true],
  ['^https://github.com/acme/lantern/.github/workflows/..yml@refs/heads/release/.*', true],
  ['acme/lantern/.github/workflows/[a-z].yml@refs/tags/lamp@.*$', true],
  ['.*@refs/tags/.*', true],
  ['^https://github.com/acme/.*@refs/(heads/main|tags/.*)$', true],
  ['^https://github.com/acme/lamp/.github/workflows/r.yml@refs/tags/v.*$', false],
  ['acme/lamp/.github/workflows/r.yml@refs/tags/v.*', false],
  ['^https://github.com/acme/lantern/github/workflows/r.yml@refs/tags/v.*$', false],
  ['^https://github.com/acme/lantern/.github/workflows/.yml@refs/tags/v.*$', false],
  ['^https://github.com/acme/lantern/.github/workflows/r.yml@refs/tag/.*$', false],
  ['^https://github.com/acme/lantern/.github/workflows/r.yml@v.*$', false],
];
for (const [expression, may] of patterns) {
  test(`the pattern ${expression} ${may ? 'may match' : 'does not match'} an identity`, () => {
    assert.equal(mayMatchIdentity(expression, [identity]), may);
  });
}
