import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from '../lineage/surfaces-of.ts';

// The version is cut out of the ref and falls back to a word: the archive's name is a choice with an unknown inside an unknown.
const workflow = onTag(
  `
- uses: actions/checkout@v4
- id: which
  run: |
    number=\`echo \${GITHUB_REF} | grep '^refs/tags/v' | sed -e 's|^refs/tags/v\\(.*\\)|\\1|'\`
    if [ "$number" = "" ]; then number=nightly; fi
    echo "number=$number" >> "$GITHUB_OUTPUT"
- run: tar czf wick-\${{ steps.which.outputs.number }}.tar.gz src
- uses: actions/attest-build-provenance@v2
  with: { subject-path: 'wick-\${{ steps.which.outputs.number }}.tar.gz' }
- uses: softprops/action-gh-release@v2
  with: { files: 'wick-\${{ steps.which.outputs.number }}.tar.gz' }
`,
  'contents: write\nid-token: write\nattestations: write',
);

const recipes = [
  { file: 'wick-4.2.0.tar.gz', is: 'present' },
  { file: 'wick-nightly.tar.gz', is: 'present' },
  { file: 'wick-<version>.tar.gz', is: 'present' },
  { file: 'wick-4.2.0.zip', is: 'absent' },
  { file: 'snuffer-4.2.0.tar.gz', is: 'absent' },
  { file: 'wickless-4.2.0.tar.gz', is: 'absent' },
] as const;

for (const { file, is } of recipes) {
  test(`a recipe for ${file}, where a version that was worked out names the archive`, () => {
    const readme = `# Wick\n\n\`\`\`sh\ngh attestation verify '${file}' --repo acme/lantern\n\`\`\`\n`;
    const [archive] = surfacesOf({ '.github/workflows/release.yml': workflow, 'README.md': readme });
    assert.equal(archive?.verifyRecipe, is);
  });
}
