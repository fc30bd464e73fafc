import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentOf, needsOf, packageOf, purlsOf } from './support/found.ts';

const site = 'venv/lib/python3.12/site-packages';
const digest = 'cd'.repeat(32);

test('installed distributions: names, needs without extras, licences as declared', () => {
  const document = documentOf({
    [`${site}/Foo_Bar-1.0.dist-info/METADATA`]:
      'Metadata-Version: 2.4\nName: Foo_Bar\nVersion: 1.0\nLicense-Expression: MIT OR Apache-2.0\nRequires-Dist: baz>=2\nRequires-Dist: docs-tool ; extra == "docs"\nHome-page: https://foo.example/\n\nName: not a field\n',
    [`${site}/baz-2.5.egg-info/PKG-INFO`]:
      'Metadata-Version: 1.1\r\nName: baz\r\nVersion: 2.5\r\nLicense: UNKNOWN\r\nClassifier: License :: OSI Approved :: MIT License\r\n\r\n',
    [`${site}/docs_tool-9.dist-info/METADATA`]: 'Name: docs-tool\nVersion: 9\nLicense: BSD 3 Clause\n',
    [`${site}/docs_tool-9.dist-info/licenses/requirements.txt`]: 'never==1.0\n',
  });
  assert.deepEqual(
    document.packages.map((one) => [one.purl, one.licences, one.state]),
    [
      ['pkg:pypi/foo-bar@1.0', ['MIT OR Apache-2.0'], 'installed'],
      ['pkg:pypi/baz@2.5', ['MIT'], 'installed'],
      ['pkg:pypi/docs-tool@9', ['BSD 3 Clause'], 'installed'],
    ],
  );
  assert.deepEqual(needsOf(document, 'pkg:pypi/foo-bar@1.0'), ['pkg:pypi/baz@2.5']);
});

test('a source distribution is one itself', () => {
  assert.deepEqual(purlsOf({ 'lens-1.0/PKG-INFO': 'Metadata-Version: 2.1\nName: lens\nVersion: 1.0\n', 'lens-1.0/setup.py': '' }), ['pkg:pypi/lens@1.0']);
});

test('requirements: exact versions are packages, others are told', () => {
  const document = documentOf({
    'requirements-dev.txt': `# tools\n-r other.txt\nA.b[extra]==1.0 ; python_version > "3.8"  # why\nc === 2.0 \\\n    --hash=sha256:${digest}\nd>=3\ne @ https://e.example/e.whl\nf==4.*\n`,
  });
  assert.deepEqual(
    document.packages.map((one) => one.purl),
    ['pkg:pypi/a.b@1.0', 'pkg:pypi/c@2.0'],
  );
  assert.deepEqual(packageOf(document, 'pkg:pypi/c@2.0').hashes, [{ algorithm: 'sha256', hex: digest }]);
  assert.deepEqual(document.notes, [
    'requirements-dev.txt asks for 3 packages without an exact version',
    'what requirements-dev.txt includes of other.txt, which is not there',
  ]);
});

test('lock files with a table for each package', () => {
  const uv = `version = 1
[[package]]
name = "lens"
version = "0.1.0"
source = { virtual = "." }
dependencies = [{ name = "a" }]
[[package]]
name = "a"
version = "1.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [{ name = "b", marker = "sys_platform == 'linux'" }]
sdist = { url = "https://x.example/a.tar.gz", hash = "sha256:${digest}" }
[[package]]
name = "b"
version = "2.0"
source = { registry = "https://pypi.org/simple" }
wheels = [{ url = "u", hash = "sha256:${digest}" }, { url = "v", hash = "sha256:${digest}" }]
`;
  const document = documentOf({ 'uv.lock': uv });
  assert.deepEqual(
    document.packages.map((one) => [one.purl, one.hashes.length]),
    [
      ['pkg:pypi/a@1.0', 1],
      ['pkg:pypi/b@2.0', 0],
    ],
  );
  assert.deepEqual(needsOf(document, 'pkg:pypi/a@1.0'), ['pkg:pypi/b@2.0']);
  const poetry = `[[package]]\nname = "A_c"\nversion = "1.0"\noptional = false\ngroups = ["dev"]\nfiles = []\n[package.dependencies]\nb = ">=1"\n[[package]]\nname = "b"\nversion = "2.0"\ngroups = ["main", "dev"]\n[metadata]\nlock-version = "2.1"\n`;
  assert.deepEqual(
    documentOf({ 'poetry.lock': poetry }).packages.map((one) => [one.purl, one.use]),
    [
      ['pkg:pypi/a-c@1.0', 'development'],
      ['pkg:pypi/b@2.0', 'runtime'],
    ],
  );
  assert.deepEqual(
    purlsOf({ 'pdm.lock': '[metadata]\ngroups = ["default"]\n[[package]]\nname = "p"\nversion = "1"\ndependencies = ["q>=1; python_version < \'3\'"]\n' }),
    ['pkg:pypi/p@1'],
  );
  assert.deepEqual(purlsOf({ 'pylock.toml': 'lock-version = "1.0"\n[[packages]]\nname = "p"\nversion = "2"\n' }), ['pkg:pypi/p@2']);
});

test('Pipfile.lock has groups', () => {
  const lock = {
    _meta: { 'pipfile-spec': 6 },
    default: { a: { version: '==1.0', hashes: [`sha256:${digest}`] } },
    develop: { b: { version: '==2.0' }, c: { git: 'https://h.example/c' } },
  };
  assert.deepEqual(
    documentOf({ 'Pipfile.lock': JSON.stringify(lock) }).packages.map((one) => [one.purl, one.use]),
    [
      ['pkg:pypi/a@1.0', 'runtime'],
      ['pkg:pypi/b@2.0', 'development'],
      ['pkg:pypi/c?vcs_url=git%2Bhttps%3A%2F%2Fh.example%2Fc', 'development'],
    ],
  );
});

test('what cannot be read is a problem', () => {
  for (const [path, text] of [
    [`${site}/x-1.dist-info/METADATA`, 'Name: x\n'],
    [`${site}/x-1.dist-info/METADATA`, 'Name: ../x\nVersion: 1\n'],
    ['uv.lock', 'version = '],
    ['poetry.lock', 'a = 1'],
    ['Pipfile.lock', '{}'],
  ] as const)
    assert.deepEqual(
      documentOf({ [path]: text }).problems.map((one) => [one.code, one.path]),
      [['MANIFEST_MALFORMED', path]],
      text,
    );
});

test('requirements: files that they include are read, wherever they lie in the tree, and what is editable is told', () => {
  const document = documentOf({
    'app/requirements.txt': '-r ../deps/base.txt\n--requirement=./more.in\n-rrequirements-test.txt\n-c limits.txt\n-e git+https://git.example/x@abc#egg=x\n',
    'app/requirements-test.txt': 'pytest==8.0\n',
    'app/limits.txt': 'never==1.0\n',
    'app/more.in': 'b==2.0\n-r more.in\n-r https://e.example/r.txt\n-r ../../out.txt\n',
    'deps/base.txt': 'a==1.0\n-r ../app/more.in\n',
  });
  assert.deepEqual(
    document.packages.map(({ purl }) => purl),
    ['pkg:pypi/a@1.0', 'pkg:pypi/b@2.0', 'pkg:pypi/pytest@8.0'],
  );
  assert.deepEqual(document.notes, [
    'app/requirements.txt asks for 1 package without an exact version',
    'what app/more.in includes of ../../out.txt, which is not there',
    'what app/more.in includes of https://e.example/r.txt, which is not there',
  ]);
});

test('a distribution is one, however its name is spelt', () => {
  const { packages } = documentOf({
    'lib/site-packages/Lens.Grinder-1.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: Lens.Grinder\nVersion: 1.0\n',
    'requirements.txt': 'lens_grinder==1.0\n',
  });
  assert.deepEqual(
    packages.map(({ name, purl, state }) => [name, purl, state]),
    [['Lens.Grinder', 'pkg:pypi/lens-grinder@1.0', 'installed']],
  );
});

test('what comes from git, an archive or a folder has no package URL of the index, and a project is none of its own dependencies', () => {
  const git = `pkg:pypi/g@1?vcs_url=${encodeURIComponent('git+https://h.example/g@abc')}`;
  const archive = `pkg:pypi/d@1?download_url=${encodeURIComponent('https://h.example/d.whl')}`;
  const table = (name: string, more: string, header = 'package'): string => `[[${header}]]\nname = "${name}"\nversion = "1"\n${more}\n`;
  const rows: readonly (readonly [string, string, readonly string[]])[] = [
    [
      'uv.lock',
      `version = 1\n${table('lens', 'source = { editable = "." }')}${table('g', 'source = { git = "https://h.example/g?rev=main#abc" }')}${table('d', 'source = { url = "https://h.example/d.whl" }')}${table('e', 'source = { directory = "../e" }')}${table('m', 'source = { editable = "packages/m" }')}${table('i', 'source = { registry = "https://pypi.org/simple" }')}`,
      [archive, 'e', git, 'm', 'pkg:pypi/i@1'],
    ],
    [
      'poetry.lock',
      `${table('g', '[package.source]\ntype = "git"\nurl = "https://h.example/g"\nreference = "main"\nresolved_reference = "abc"')}${table('e', '[package.source]\ntype = "directory"\nurl = "../e"')}${table('i', '[package.source]\ntype = "legacy"\nurl = "https://i.example/simple"')}[metadata]\nlock-version = "2.1"\n`,
      ['e', git, 'pkg:pypi/i@1'],
    ],
    [
      'pdm.lock',
      `[metadata]\n${table('g', 'git = "https://h.example/g"\nrevision = "abc"')}${table('e', 'path = "./e"')}${table('i', '')}`,
      ['e', git, 'pkg:pypi/i@1'],
    ],
    [
      'pylock.toml',
      `lock-version = "1.0"\n${table('g', 'vcs = { type = "git", url = "https://h.example/g", commit-id = "abc" }', 'packages')}${table('d', 'archive = { url = "https://h.example/d.whl" }', 'packages')}${table('e', 'directory = { path = "e" }', 'packages')}`,
      [archive, 'e', git],
    ],
  ];
  for (const [path, text, purls] of rows) assert.deepEqual(purlsOf({ [path]: text }).toSorted(), purls.toSorted(), path);
  const installed = (direct: string): readonly string[] =>
    purlsOf({ [`${site}/g-1.dist-info/METADATA`]: 'Name: g\nVersion: 1\n', [`${site}/g-1.dist-info/direct_url.json`]: direct });
  assert.deepEqual(installed('{"url":"https://h.example/g","vcs_info":{"vcs":"git","commit_id":"abc"}}'), [git]);
  assert.deepEqual(installed('{"url":"file:///src/g","dir_info":{"editable":true}}'), ['g']);
  assert.deepEqual(installed('{"url":"file:///wheels/g-1-py3-none-any.whl","archive_info":{}}'), ['pkg:pypi/g@1']);
  assert.throws(() => installed('[]'), /direct_url\.json/);
});

test('a distribution that has lost its METADATA is a problem, told once', () => {
  const folder = `${site}/x-1.dist-info`;
  assert.deepEqual(
    documentOf({ [`${folder}/RECORD`]: 'x.py,,\n', [`${folder}/WHEEL`]: 'Wheel-Version: 1.0\n' }).problems.map(({ code, path, reason }) => [
      code,
      path,
      reason,
    ]),
    [['MANIFEST_MALFORMED', folder, 'it has no METADATA']],
  );
  assert.deepEqual(purlsOf({ [`${folder}/RECORD`]: 'x.py,,\n', [`${folder}/METADATA`]: 'Name: x\nVersion: 1\n' }), ['pkg:pypi/x@1']);
});
