import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

/** Whether the files that a makefile builds are in its checksum file. */
function hashed(rule: string, rest = ''): string {
  const [file] = surfacesOf({
    'go.mod': 'module acme.dev/lantern\n',
    Makefile: `${rest}build:\n\tgox -output="dist/lantern-{{.OS}}-{{.Arch}}" ./cmd/lantern\nsums: build\n${rule}`,
    '.github/workflows/release.yml': onTag(
      '- uses: actions/checkout@v4\n- run: make sums\n- uses: softprops/action-gh-release@v2\n  with: { files: "dist/*" }',
    ),
  });
  return file?.hashes ?? 'none';
}

test('a recipe that sets a variable to what a folder holds, and hashes that', () => {
  assert.equal(hashed('\t$(eval FILES := $(shell ls dist/*))\n\tsha256sum $(FILES) > dist/checksums.txt\n'), 'present');
  assert.equal(hashed('\t@$(eval FILES = $(shell ls -1 dist/lantern-*))\n\t$$(sha256sum $(FILES) > dist/checksums.txt)\n'), 'present');
  assert.equal(hashed('\t$(eval NAME := checksums.txt)\n\tsha256sum dist/* > dist/$(NAME)\n'), 'present');
});

test('what was listed before the recipe, or the makefile, made more is not known to be all', () => {
  const more = '\tgo build -o dist/other ./cmd/other\n';
  assert.notEqual(hashed(`\t$(eval FILES := $(shell ls dist/*))\n${more}\tsha256sum $(FILES) > dist/checksums.txt\n`), 'present');
  assert.notEqual(hashed(`${more}\t$(eval FILES := $(shell ls dist/*))\n\tsha256sum $(FILES) > dist/checksums.txt\n`), 'present');
  assert.notEqual(hashed('\tsha256sum $(FILES) > dist/checksums.txt\n', 'FILES := $(shell ls dist/*)\n'), 'present');
});

test('a variable that is set in a way that is not read is not known', () => {
  for (const set of ['FILES += $(shell ls dist/*)', 'FILES := $$(X)', 'FILES := $(shell ls dist)'])
    assert.notEqual(hashed(`\t$(eval ${set})\n\tsha256sum $(FILES) > dist/checksums.txt\n`), 'present', set);
});
