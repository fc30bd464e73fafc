import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTexts } from '../support/little-repo.ts';

/** What is said of the provenance of what is released, where a program travels through a workflow artifact. */
function provenanceOf(path: string, repo: string): string | undefined {
  const text = `on: { push: { tags: ['v*'] } }
permissions: { contents: write, id-token: write, attestations: write }
jobs:
  build:
    runs-on: macos-15
    steps:
      - uses: actions/checkout@v4
      - run: cabal install exe:lens --install-method=copy --installdir=${path.split('/')[0]}
      - uses: actions/upload-artifact@v4
        with: { name: lens-macos, path: ./${path} }
  linux:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
      - uses: actions/upload-artifact@v4
        with: { name: lens-linux, path: lens }
  release:
    needs: [build, linux]
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/download-artifact@v4
        with: { name: lens-macos, path: in/lens-macos }
      - uses: actions/download-artifact@v4
        with: { name: lens-linux, path: in/lens-linux }
      - run: |
          mv in/lens-linux/lens lens-linux
          mv in/lens-macos/lens lens-macos
          sha256sum -b lens* > checksums.sha256
      - uses: softprops/action-gh-release@v2
        with: { files: "lens-linux\\nlens-macos\\nchecksums.sha256" }
      - uses: actions/attest@v4
        with: { subject-checksums: checksums.sha256 }
`;
  const { report } = auditTexts({ '.github/workflows/release.yml': text }, 'acme', repo);
  return report.surfaces.find((one) => one.kind === 'release-asset' && one.members.includes('lens-macos'))?.controls.provenance.status;
}

test('what is called like the repository, in a folder that builds write to, is its program and no folder', () => {
  assert.equal(provenanceOf('dist/lens', 'lens'), 'present');
  assert.equal(provenanceOf('build/lens', 'Lens'), 'present');
  assert.notEqual(provenanceOf('dist/lens', 'glass'), 'present', 'a folder may be called so');
});
