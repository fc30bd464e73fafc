import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayHoldRecipe } from '../../src/documents/verify-tools.ts';

const recipes = [
  'cosign verify-blob tool',
  'SLSA-verifier \\\n  verify-artifact tool',
  'gh attestation verify tool',
  'gh release verify-asset v1 tool',
  'slsa --artifact-path tool',
  'sha256sum --ignore-missing -c SUMS',
  'shasum -a 256 --check SUMS',
  'gpg --keyring k.gpg --verify tool.asc',
  'gpgv tool.asc',
  'sqv tool.asc',
  'minisign -Vm tool',
  'rsign verify tool',
  'signify -C',
  'npm audit signatures',
  'git verify-tag v1',
  'git tag -v v1',
  'ssh-keygen -n file -Y check',
  'rpm -K tool.rpm',
  'rpmkeys --checksig tool.rpm',
  'dpkg-sig --list tool.deb',
  'debsig-verify tool.deb',
  'codesign -dv tool',
  'spctl -a tool',
  'Get-AuthenticodeSignature tool.exe',
  'check-signature tool',
  'jarsigner -verify tool.jar',
];

for (const recipe of recipes) test(`may hold a recipe: ${recipe}`, () => assert.equal(mayHoldRecipe(`Then\n\n    ${recipe}\n`), true));

test('prose about signatures holds none', () => assert.equal(mayHoldRecipe('What we release is signed; its checksums are in SUMS.'), false));
