import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf, purlsOf } from './support/found.ts';

const file = `module example.com/lens // a comment

go 1.22

require example.com/one v1.0.0

require (
	"example.com/two/v3" v3.1.0 // indirect
	example.com/beside v0.0.0-20240101000000-abcdefabcdef
	example.com/swapped v1.0.0
)

replace (
	example.com/beside => ../beside
	example.com/swapped v1.0.0 => example.com/taken v1.2.0
)
exclude example.com/never v1.0.0
`;

test('go.mod: what is required, and what takes its place', () => {
  assert.deepEqual(purlsOf({ 'go.mod': file, 'go.sum': 'example.com/older v0.9.0 h1:x=\n' }), [
    'pkg:golang/example.com/beside',
    'pkg:golang/example.com/one@v1.0.0',
    'pkg:golang/example.com/taken@v1.2.0',
    'pkg:golang/example.com/two/v3@v3.1.0',
  ]);
});

test('before Go 1.17 go.sum has what go.mod leaves out', () => {
  const sum = 'example.com/one v1.0.0 h1:a=\nexample.com/far v1.0.0 h1:b=\nexample.com/far v1.1.0 h1:c=\nexample.com/only v1.0.0/go.mod h1:d=\n';
  assert.deepEqual(purlsOf({ 'go.mod': 'module lens\n\ngo 1.15\n\nrequire example.com/one v1.0.0\n', 'go.sum': sum }), [
    'pkg:golang/example.com/far@v1.1.0',
    'pkg:golang/example.com/one@v1.0.0',
  ]);
});

test('vendored modules are there', () => {
  const text =
    '# example.com/one v1.0.0\n## explicit; go 1.20\nexample.com/one/pkg\n# example.com/swapped v1.0.0 => example.com/taken v1.2.0\n# example.com/beside v1.0.0 => ../beside\n# example.com/unused => example.com/never v1.0.0\n';
  const document = documentOf({ 'vendor/modules.txt': text });
  assert.deepEqual(
    document.packages.map((one) => [one.purl, one.state]),
    [
      ['pkg:golang/example.com/beside', 'installed'],
      ['pkg:golang/example.com/one@v1.0.0', 'installed'],
      ['pkg:golang/example.com/taken@v1.2.0', 'installed'],
    ],
  );
});

test('modules as they were downloaded are not what was built, and what names no module is a problem', () => {
  assert.deepEqual(purlsOf({ 'go/pkg/mod/example.com/one@v1.0.0/go.mod': file }), []);
  assert.deepEqual(
    documentOf({ 'go.mod': 'hello' }).problems.map((one) => one.code),
    ['MANIFEST_MALFORMED'],
  );
});
