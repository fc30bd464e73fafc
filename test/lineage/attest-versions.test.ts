import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

/** A release of one archive, whose attest step is called as given. */
function provenanceOf(uses: string, inputs = 'subject-path: fern.tar.gz'): readonly unknown[] {
  const text = onTag(
    `
- uses: actions/checkout@v4
- run: tar czf fern.tar.gz src
- uses: softprops/action-gh-release@v2
  with: { files: fern.tar.gz }
- uses: ${uses}
  with:
    ${inputs}
`,
    'contents: write\nid-token: write\nattestations: write',
  );
  const [archive] = surfacesOf({ '.github/workflows/release.yml': text });
  const { provenance, signature } = archive!.full.controls;
  return [provenance.status, provenance.strength, signature.status];
}

const rows: readonly { readonly uses: string; readonly inputs?: string; readonly is: readonly unknown[] }[] = [
  { uses: 'actions/attest@v4', is: ['present', 'wired', 'partial'] },
  { uses: `actions/attest@${commit} # v4.1.0`, is: ['present', 'wired', 'partial'] },
  { uses: 'actions/attest@v3', is: ['absent', 'cannot-work', 'absent'] },
  { uses: `actions/attest@${commit} # v2.4.0`, is: ['absent', 'cannot-work', 'absent'] },
  { uses: `actions/attest@${commit}`, is: ['unknown', null, 'unknown'] },
  { uses: 'actions/attest@main', is: ['unknown', null, 'unknown'] },
  {
    uses: 'actions/attest@v3',
    inputs: "subject-path: fern.tar.gz\n    predicate-type: https://slsa.dev/provenance/v1\n    predicate: '{}'",
    is: ['present', 'wired', 'partial'],
  },
  {
    uses: 'actions/attest@v4',
    inputs: 'subject-path: fern.tar.gz\n    predicate-type: https://slsa.dev/provenance/v1',
    is: ['absent', 'cannot-work', 'absent'],
  },
  { uses: 'actions/attest-build-provenance@v1', is: ['present', 'wired', 'partial'] },
];

for (const { uses, inputs, is } of rows) {
  test(`provenance by ${uses}${inputs === undefined ? '' : ` with ${inputs.split('\n').at(-1)!.trim()}`}`, () => {
    assert.deepEqual(provenanceOf(uses, inputs), is);
  });
}

test('an image whose attestation cannot work says so beside what BuildKit attaches', () => {
  const text = onTag(
    `
- uses: docker/build-push-action@v6
  id: push
  with: { push: true, tags: ghcr.io/acme/fern:1 }
- uses: actions/attest@v3
  with:
    subject-name: ghcr.io/acme/fern
    subject-digest: \${{ steps.push.outputs.digest }}
`,
    'packages: write\nid-token: write\nattestations: write',
  );
  const [image] = surfacesOf({ '.github/workflows/release.yml': text });
  const { status, reason } = image!.full.controls.provenance;
  assert.equal(status, 'partial');
  assert.match(reason ?? '', /the step that attests it cannot work: .* only since v4/);
});
