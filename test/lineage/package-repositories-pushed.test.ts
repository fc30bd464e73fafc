import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const workflow = (put: string, checkout = 'repository: acme/pages, path: pages'): string =>
  onTag(
    `
- uses: actions/checkout@v4
- uses: actions/checkout@v4
  with: { ${checkout}, token: '\${{ secrets.PAGES }}' }
- run: nfpm package --packager deb --target lens.deb && nfpm package --packager rpm --target lens.rpm
- run: |
${put
  .trim()
  .split('\n')
  .map((line) => `    ${line.trim()}`)
  .join('\n')}
- run: |
    git add packages
    git commit -m packages
    git push
  working-directory: ./pages
`,
  );
const seen = (put: string, checkout?: string): readonly (readonly unknown[])[] =>
  surfacesOf({ '.github/workflows/release.yml': workflow(put, checkout), 'nfpm.yaml': 'name: lens\n' })
    .filter((s) => s.kind === 'os-package')
    .map((s) => [s.name, s.hashes, s.signature]);

const apt = `
reprepro includedeb stable lens.deb
mkdir -p pages/packages
cp -a dists/ pool/ pages/packages/`;
const yum = `
mkdir -p pages/packages/rpm
cp lens.rpm pages/packages/rpm/
createrepo pages/packages/rpm`;

test('a package repository that is put together in a checkout of another repository and pushed is a surface', () => {
  assert.deepEqual(seen(apt), [['acme/pages (apt)', 'present', 'unknown']]);
  assert.deepEqual(
    seen(`${apt}${yum}`).map(([name]) => name),
    ['acme/pages (apt)', 'acme/pages (yum)'],
  );
});

test('of a yum repository the signatures of its packages are asked', () => {
  const [name, hashes, signature] = seen(yum)[0] ?? [];
  assert.deepEqual([name, hashes], ['acme/pages (yum)', 'present']);
  assert.notEqual(signature, 'present');
  assert.deepEqual(seen(yum.replace('createrepo', 'rpmsign --addsign pages/packages/rpm/lens.rpm\ncreaterepo'))[0]?.[0], 'acme/pages (yum)');
});

test('other files in such a checkout are none', () => {
  assert.deepEqual(seen('mkdir -p pages/packages\ncp lens.deb pages/packages/'), []);
  assert.deepEqual(seen('mkdir -p pages/packages/dist-pool\ncp lens.deb pages/packages/dist-pool/'), []);
});
