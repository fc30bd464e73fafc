import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const workflow = (subject: string, published: string): string =>
  onTag(
    `
- uses: actions/checkout@v4
- run: |
    mkdir out
    tar -czf out/lantern.tar.gz README.md
    cd out
    sha256sum lantern.tar.gz > sums.txt
- uses: actions/attest-build-provenance@v3
  with: { subject-path: '${subject}' }
- run: gh release upload "$GITHUB_REF_NAME" ${published}
  env: { GH_TOKEN: '\${{ github.token }}' }`,
    'contents: write\nid-token: write\nattestations: write',
  );

const readme = (file: string): string =>
  `# Lantern\n\n## Verify\n\n\`\`\`sh\ngh attestation verify ${file} --repo acme/lantern\nsha256sum -c sums.txt\n\`\`\`\n`;

const cases = [
  {
    what: 'the list covers them in part, and the recipe is of the list',
    subject: 'out/sums.txt',
    published: 'out/lantern.tar.gz out/sums.txt',
    verify: 'sums.txt',
    gives: ['partial', 'GitHub attestation, via checksums', 'partial', 'present'],
  },
  {
    what: 'a file that is not attested itself cannot be verified',
    subject: 'out/sums.txt',
    published: 'out/lantern.tar.gz out/sums.txt',
    verify: 'lantern.tar.gz',
    gives: ['partial', 'GitHub attestation, via checksums', 'partial', 'partial'],
  },
  {
    what: 'a list that nobody gets covers nothing',
    subject: 'out/sums.txt',
    published: 'out/lantern.tar.gz',
    verify: 'sums.txt',
    gives: ['absent', '', 'absent', 'absent'],
  },
  {
    what: 'files that are attested themselves',
    subject: 'out/*',
    published: 'out/lantern.tar.gz out/sums.txt',
    verify: 'lantern.tar.gz',
    gives: ['present', 'GitHub attestation', 'partial', 'present'],
  },
];

for (const c of cases) {
  test(`attested checksum lists: ${c.what}`, () => {
    const found = surfacesOf({ '.github/workflows/release.yml': workflow(c.subject, c.published), 'README.md': readme(c.verify) });
    const [archive] = found;
    assert.equal(found.length, 1);
    assert.deepEqual([archive?.provenance, archive?.full.controls.provenance.how, archive?.signature, archive?.verifyRecipe], c.gives);
  });
}
