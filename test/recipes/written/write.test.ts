import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit, type SurfaceRecipes } from '../../../src/audit/index.ts';
import { defaultConfig } from '../../../src/decisions/index.ts';
import { parse } from '../../../src/cli/verify/options.ts';
import { renderRecipesMarkdown } from '../../../src/report/index.ts';
import { auditOf, git, onTag } from '../../lineage/surfaces-of.ts';
import { memoryTree } from '../../support/memory-tree.ts';

const checkout = '- uses: actions/checkout@v4\n- uses: sigstore/cosign-installer@v3\n';
const build = '- run: mkdir dist && go build -o dist/lamp .\n';
const release = "- uses: softprops/action-gh-release@v2\n  with: { files: 'dist/*' }\n";
const permissions = 'contents: write\nid-token: write\nattestations: write\npackages: write';

function filesOf(steps: string): Record<string, string> {
  return { 'go.mod': 'module x', '.github/workflows/r.yml': onTag(checkout + steps, permissions) };
}

function recipesOf(files: Record<string, string>, name: string): SurfaceRecipes['recipes'] {
  const { report, recipes } = auditOf(files);
  const surface = report.surfaces.find((one) => one.members.some((member) => member.includes(name)));
  return recipes.find((one) => one.surface === surface?.id)?.recipes ?? [];
}

function linesOf(files: Record<string, string>, name: string, control: string): string {
  const found = recipesOf(files, name).filter((one) => one.control === control && one.kind === 'written');
  return found.flatMap((one) => (one.kind === 'written' ? one.lines : [])).join('\n');
}

const identity = '"https://github.com/acme/lantern/.github/workflows/r.yml@refs/tags/${TAG}"';
const image = `- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: x, password: '\${{ secrets.GITHUB_TOKEN }}' }
- id: push
  uses: docker/build-push-action@v6
  with: { push: true, tags: 'ghcr.io/acme/lantern:\${{ github.ref_name }}' }
`;

const ways: readonly (readonly [what: string, steps: string, name: string, control: string, want: readonly string[]])[] = [
  [
    'a bundle beside a file',
    `${build}- run: cosign sign-blob --yes --bundle dist/lamp.bundle dist/lamp\n${release}`,
    'lamp',
    'signature',
    ['curl -fLO "https://github.com/acme/lantern/releases/download/${TAG}/${FILE}.bundle"', '--bundle "${FILE}.bundle"', `--certificate-identity ${identity}`],
  ],
  [
    'a signature with its certificate',
    `${build}- run: cosign sign-blob --yes --output-signature dist/lamp.sig --output-certificate dist/lamp.pem dist/lamp\n${release}`,
    'lamp',
    'signature',
    ['--signature "${FILE}.sig"', '--certificate "${FILE}.pem"'],
  ],
  [
    'a list that is signed',
    `${build}- run: |\n    cd dist && sha256sum lamp > SHA256SUMS\n    cosign sign-blob --yes --bundle SHA256SUMS.bundle SHA256SUMS\n${release}`,
    'lamp',
    'signature',
    ['cosign verify-blob "SHA256SUMS"', '"SHA256SUMS" | sha256sum -c -'],
  ],
  [
    'an attestation by cosign beside a file',
    `${build}- run: ./tell > p.json && cosign attest-blob --yes --predicate p.json --type slsaprovenance1 --bundle dist/lamp.intoto.bundle dist/lamp\n${release}`,
    'lamp',
    'provenance',
    ['cosign verify-blob-attestation "${FILE}"', '--bundle "${FILE}.intoto.bundle"', '--type slsaprovenance1', `--certificate-identity ${identity}`],
  ],
  [
    'an attestation of GitHub',
    `${build}- uses: actions/attest-build-provenance@v2\n  with: { subject-path: dist/lamp }\n${release}`,
    'lamp',
    'provenance',
    ['gh attestation verify "${FILE}"', '--repo acme/lantern', `--cert-identity ${identity}`],
  ],
  [
    'an image',
    `${image}- run: cosign sign --yes ghcr.io/acme/lantern@\${{ steps.push.outputs.digest }}\n`,
    'ghcr.io/acme/lantern',
    'signature',
    ['VERSION="${TAG#v}"', 'IMAGE="ghcr.io/acme/lantern:v${VERSION}"', 'cosign verify "${IMAGE}"', `--certificate-identity ${identity}`],
  ],
];

for (const [what, steps, name, control, want] of ways) {
  test(`a recipe for ${what} names its exact signer`, () => {
    const lines = linesOf(filesOf(steps), name, control);
    for (const part of want) assert.ok(lines.includes(part), `${part} in\n${lines}`);
  });

  test(`a recipe for ${what} is read as one when it stands in a document`, () => {
    const files = filesOf(steps);
    const { report, recipes } = auditOf(files);
    const told = auditOf({ ...files, 'README.md': `# Lantern\n\n## Verify a download\n\n${renderRecipesMarkdown(report, recipes)}` });
    const surface = told.report.surfaces.find((one) => one.members.some((member) => member.includes(name)));
    assert.equal(surface?.controls.verifyRecipe.status, 'present', surface?.controls.verifyRecipe.reason ?? '');
  });
}

test('nothing of the audited repository leaves its word in a command', () => {
  for (const name of ['lamp;id', 'lamp$(id)', 'lamp"', 'lamp`id`', 'la mp', "lamp'"]) {
    const files = filesOf(
      `- run: |\n    mkdir dist && go build -o 'dist/${name.replaceAll("'", "'\\''")}' .\n    cd dist && sha256sum * > SHA256SUMS\n${release}`,
    );
    for (const { recipes } of auditOf(files).recipes)
      for (const recipe of recipes) if (recipe.kind === 'written') assert.doesNotMatch(recipe.lines.join('\n'), /\bid\b|la mp|lamp["']/, name);
  }
});

test('a workflow whose file name the shell would read gives no command', () => {
  for (const name of ['a$(id).yml', 'a`id`.yml', 'a" ; id ; ".yml']) {
    const files = {
      'go.mod': 'module x',
      [`.github/workflows/${name}`]: onTag(`${checkout}${build}- run: cosign sign-blob --yes --bundle dist/lamp.bundle dist/lamp\n${release}`, permissions),
    };
    const all = auditOf(files).recipes.flatMap((one) => one.recipes);
    assert.ok(
      all.some((one) => one.kind === 'unwritten' && one.control === 'signature'),
      name,
    );
    for (const one of all) if (one.kind === 'written') assert.doesNotMatch(one.lines.join('\n'), /id/, name);
  }
});

test('several commands stop at the first that fails, and the certificate tells whose run it was', () => {
  const lines = linesOf(filesOf(`${build}- run: cosign sign-blob --yes --bundle dist/lamp.bundle dist/lamp\n${release}`), 'lamp', 'signature');
  assert.match(lines, /^\(\nset -e\n[^]*\n\)$/);
  assert.match(lines, /--certificate-github-workflow-repository "acme\/lantern"/);
});

test('a certificate without its signature is no signature', () => {
  const files = filesOf(`${build}- run: cosign sign-blob --yes --output-signature lamp.sig --output-certificate dist/lamp.pem dist/lamp\n${release}`);
  const found = auditOf(files).report.surfaces.find((one) => one.members.some((member) => member.includes('lamp')));
  assert.equal(found?.controls.signature.status, 'absent');
});

test('a key that no file tells gives no recipe, and the reason', () => {
  const files = filesOf(
    `${build}- run: cosign sign-blob --yes --key env://KEY --output-signature dist/lamp.sig dist/lamp\n  env: { KEY: '\${{ secrets.COSIGN_KEY }}' }\n${release}`,
  );
  const recipe = recipesOf(files, 'lamp').find((one) => one.control === 'signature');
  assert.equal(recipe?.kind, 'unwritten');
  assert.match(recipe?.kind === 'unwritten' ? recipe.why : '', /public half/);
});

test('what is not there gets no recipe', () => {
  assert.deepEqual(recipesOf(filesOf(build + release), 'lamp'), []);
});

test('a release that people start by hand is signed at a branch, unless the workflow refuses branches', () => {
  const steps = `${build}- run: cosign sign-blob --yes --bundle dist/lamp.bundle dist/lamp\n- uses: softprops/action-gh-release@v2\n  with: { files: 'dist/*', tag_name: '\${{ inputs.tag }}' }\n`;
  const byHand = (more: string): string =>
    onTag(checkout + steps, permissions)
      .replace(/^on: .*$/m, 'on: workflow_dispatch')
      .replace('    steps:', `${more}    steps:`);
  const files = (more: string): Record<string, string> => ({ 'go.mod': 'module x', '.github/workflows/r.yml': byHand(more) });
  assert.match(linesOf(files(''), 'lamp', 'signature'), /r\.yml@refs\/heads\/\$\{BRANCH\}"/);
  assert.match(linesOf(files("    if: startsWith(github.ref, 'refs/tags/')\n"), 'lamp', 'signature'), /r\.yml@refs\/tags\/\$\{TAG\}"/);
});

test('the identity of a called workflow holds no ref of the run, so the recipe asks for it beside', () => {
  const commit = 'a'.repeat(40);
  const called = `on: { workflow_call: }\njobs:\n  sign:\n    runs-on: ubuntu-latest\n    steps:\n${`${checkout}${build}- run: cosign sign-blob --yes --bundle dist/lamp.bundle dist/lamp\n- uses: actions/attest-build-provenance@v2\n  with: { subject-path: dist/lamp }\n${release}`.replaceAll(/^/gm, '      ')}`;
  const calls = `on: { push: { tags: ['v*'] } }\npermissions: { ${permissions.replaceAll('\n', ', ')} }\njobs:\n  call: { uses: acme/shared/.github/workflows/sign.yml@${commit} }\n`;
  const { recipes } = audit({
    files: memoryTree({ 'go.mod': 'module x', '.github/workflows/r.yml': calls }),
    folderName: 'lantern',
    git,
    config: defaultConfig,
    resolve: new Map([[`acme/shared@${commit}`, memoryTree({ '.github/workflows/sign.yml': called })]]),
  });
  const lines = recipes
    .flatMap((one) => one.recipes)
    .flatMap((one) => (one.kind === 'written' ? one.lines : []))
    .join('\n');
  assert.match(lines, new RegExp(`--certificate-identity "https://github.com/acme/shared/.github/workflows/sign.yml@${commit}"`));
  assert.match(lines, /--certificate-github-workflow-ref "refs\/tags\/\$\{TAG\}"/);
  assert.match(lines, /--source-ref "refs\/tags\/\$\{TAG\}"/);
});

/** The same check in the words of our own command. */
function ownLinesOf(files: Record<string, string>, name: string, control: string): string {
  const found = recipesOf(files, name).filter((one) => one.control === control);
  return found.flatMap((one) => (one.kind === 'written' ? (one.own?.lines ?? []) : [])).join('\n');
}

test('each way has its form for our own command, which asks for no less', () => {
  const signer = ['--repo acme/lantern', '--workflow .github/workflows/r.yml', '--ref "refs/tags/${TAG}"'];
  const attested: Readonly<Record<string, readonly string[]>> = {
    'a bundle beside a file': ['sealwright verify "${FILE}"', '--bundle "${FILE}.bundle"', '--type signature', ...signer],
    'a signature with its certificate': ['--bundle "${FILE}.sig"', '--bundle "${FILE}.pem"', ...signer],
    'a list that is signed': ['curl -fLO', 'SHA256SUMS.bundle"', 'sealwright verify "${FILE}"', '--type signature', ...signer],
  };
  let seen = 0;
  for (const [what, steps, name, control] of ways) {
    const wanted = attested[what];
    if (wanted === undefined) continue;
    seen++;
    const lines = ownLinesOf(filesOf(steps), name, control);
    for (const part of wanted) assert.ok(lines.includes(part), `${what}: ${part} in\n${lines}`);
  }
  assert.equal(seen, Object.keys(attested).length);
  const github = ownLinesOf(
    filesOf(`${build}- uses: actions/attest-build-provenance@v3\n  with: { subject-path: dist/lamp }\n${release}`),
    'lamp',
    'provenance',
  );
  for (const part of ['sealwright verify "${FILE}"', '--type provenance', ...signer]) assert.ok(github.includes(part), `${part} in\n${github}`);
});

test('what is written for our own command is read back as a recipe, and of another workflow it is not', () => {
  let seen = 0;
  for (const [what, steps, name, control] of ways) {
    const files = filesOf(steps);
    const lines = ownLinesOf(files, name, control);
    if (lines === '') continue;
    seen++;
    const statusOf = (text: string): string | undefined => {
      const { report } = auditOf({ ...files, 'README.md': `# Verify\n\n\`\`\`sh\n${text}\n\`\`\`\n` });
      return report.surfaces.find((one) => one.members.some((member) => member.includes(name)))?.controls.verifyRecipe.status;
    };
    assert.equal(statusOf(lines), 'present', `${what}:\n${lines}`);
    assert.notEqual(statusOf(lines.replace('workflows/r.yml', 'workflows/other.yml')), 'present', what);
    assert.notEqual(statusOf(lines.replace('--repo acme/lantern', '--repo acme/other')), 'present', what);
  }
  assert.ok(seen > 3, `${seen} ways`);
});

test('our own command takes every form that is written for it', () => {
  let seen = 0;
  for (const [what, steps, name, control] of ways) {
    const lines = ownLinesOf(filesOf(steps), name, control);
    const text = lines.replaceAll('\\\n', ' ').replaceAll(/\$\{\w+\}/g, 'v1');
    for (const command of text.split('\n').filter((line) => line.startsWith('sealwright verify '))) {
      seen++;
      const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '').slice(2);
      const options = parse([...words, '--strict']);
      assert.equal(options.kind, 'verify', `${what}: ${command}: ${JSON.stringify(options)}`);
    }
  }
  assert.ok(seen > 5, `${seen} commands`);
});
