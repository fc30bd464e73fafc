import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planTexts, showPlan } from '../support/plan-fixes.ts';

const path = '.github/workflows/release.yml';

/** A job that pushes an image and puts files on the release, none of which is signed. */
const both = (upload: string): string => `on:
  push:
    tags: ["v*"]
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions: { contents: write, packages: write }
    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with: { registry: ghcr.io, username: x, password: "\${{ secrets.GITHUB_TOKEN }}" }
      - id: push
        uses: docker/build-push-action@v6
        with:
          push: true
          tags: ghcr.io/acme/lens:\${{ github.ref_name }}
      - run: go build -o lens .
${upload}`;

test('an image is attested together with the files of its job, which would be the only ones left out', () => {
  const upload = '      - uses: softprops/action-gh-release@v2\n        with: { files: lens, fail_on_unmatched_files: true }\n';
  const plan = planTexts({ [path]: both(upload), 'README.md': '# lens\n' }, { rule: 'provenance-unsigned' });
  const text = showPlan(plan);
  assert.equal(plan.refused.length, 0, text);
  assert.match(text, /attest the digest that is pushed[^\n]*; attest the files before they are uploaded/);
  assert.deepEqual(
    ['ghcr.io/acme/lens', 'lens'].map((name) => plan.after.report.surfaces.find((one) => one.name.startsWith(name))?.controls.provenance.status),
    ['present', 'present'],
    text,
  );
});

test('where no edit attests the files, the image is attested all the same and the note tells what is left', () => {
  // The tool computes what it uploads: no path is written that could be attested.
  const upload =
    '      - run: gh release upload "$GITHUB_REF_NAME" $(ls build/*.bin)\n        env: { GH_TOKEN: "${{ github.token }}" }\n      - run: gh release upload "$GITHUB_REF_NAME" lens\n        env: { GH_TOKEN: "${{ github.token }}" }\n      - run: cp lens other && gh release upload "$GITHUB_REF_NAME" lens --clobber\n        env: { GH_TOKEN: "${{ github.token }}" }\n';
  const plan = planTexts({ [path]: both(upload), 'README.md': '# lens\n' }, { rule: 'provenance-unsigned' });
  const text = showPlan(plan);
  const unsigned = plan.before.report.findings.find((one) => one.rule === 'published-unsigned' && one.surface?.startsWith('release-asset') === true);
  assert.equal(unsigned?.severity, 'medium', JSON.stringify(plan.before.report.findings.map((one) => [one.id, one.severity])));
  assert.equal(plan.applied.length, 1, text);
  assert.equal(plan.applied[0]?.fix.kind, 'needs-review');
  assert.match(text, /look: it leaves published-unsigned behind: not signed, although other things that are published here are/);
});

test('of two images of one name the second is attested too, though the command for the first names a tag', () => {
  const job = (id: string, tag: string): string => `  ${id}:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with: { username: x, password: "\${{ secrets.HUB }}" }
      - uses: docker/build-push-action@v6
        with: { push: true, tags: "${tag}" }
`;
  const text = `on:
  push:
    tags: ["v*"]
permissions: {}
jobs:
${job('examples', 'acme/lens:examples')}${job('main', 'acme/lens:${{ github.ref_name }},acme/lens:latest')}`;
  const plan = planTexts({ [path]: text, 'README.md': '# lens\n' }, { rule: 'provenance-unsigned' });
  assert.equal(plan.refused.length, 0, showPlan(plan));
  assert.equal((plan.texts.get(path)?.after.match(/uses: actions\/attest@/g) ?? []).length, 2, showPlan(plan));
});
