import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { zipOf } from '../support/zip-files.ts';
import { writeCycloneDx, writeSpdx } from '../../src/sbom/index.ts';
import { documentOf } from './support/found.ts';
import type { MemoryFile } from './support/memory-tree.ts';
import { cycloneDxMistakes, spdxMistakes } from './support/schemas.ts';

const site = 'lib/python3.12/site-packages/a-1.dist-info/METADATA';

/** One small true file of each kind. */
const samples: Readonly<Record<string, string>> = {
  'package-lock.json':
    '{"lockfileVersion":3,"packages":{"":{"name":"x"},"node_modules/a":{"version":"1.0.0","dependencies":{"b":"1"}},"node_modules/b":{"version":"2.0.0"}}}',
  'pnpm-lock.yaml':
    "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a: {specifier: 1, version: 1.0.0}\npackages:\n  a@1.0.0: {resolution: {integrity: sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=}}\nsnapshots:\n  a@1.0.0: {dependencies: {b: 2.0.0}}\n",
  'yarn.lock': '# yarn lockfile v1\n\n"a@^1", a@1:\n  version "1.0.0"\n  resolved "https://h.example/a.tgz"\n  dependencies:\n    b "2"\n',
  'uv.lock': 'version = 1\n[[package]]\nname = "a"\nversion = "1.0"\ndependencies = [{ name = "b" }]\n',
  'Pipfile.lock': '{"_meta":{},"default":{"a":{"version":"==1.0"}}}',
  'requirements.txt': 'a==1.0 --hash=sha256:00\nb>=2 # c\n',
  [site]: 'Metadata-Version: 2.1\nName: a\nVersion: 1.0\nLicense: MIT\nRequires-Dist: b (>=1)\n\ntext\n',
  'Cargo.lock': 'version = 3\n[[package]]\nname = "a"\nversion = "1.0.0"\ndependencies = ["b 1.0.0"]\n',
  'go.mod': 'module x\n\ngo 1.22\n\nrequire (\n\texample.com/a v1.0.0\n)\nreplace example.com/a => ../a\n',
  'Gemfile.lock': 'GEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0-java)\n      b (~> 1)\n\nDEPENDENCIES\n  a\n',
  'specifications/a-1.gemspec':
    '# stub: a 1 ruby lib\nGem::Specification.new do |s|\n  s.name = "a".freeze\n  s.version = "1".freeze\n  s.licenses = ["MIT".freeze]\nend\n',
  'composer.lock': '{"packages":[{"name":"a/b","version":"1","license":["MIT"],"require":{"c/d":"*"}}],"packages-dev":[]}',
  'packages.lock.json': '{"version":1,"dependencies":{"net8.0":{"A":{"type":"Direct","resolved":"1.0.0"}}}}',
  'a.deps.json': '{"targets":{"t":{"A/1":{"dependencies":{"B":"1"}}}},"libraries":{"A/1":{"type":"package"},"B/1":{"type":"package"}}}',
  'META-INF/maven/g/a/pom.properties': 'groupId=g\nartifactId=a\nversion=1\n',
};

test('each sample is read, and its documents are valid', () => {
  for (const [path, text] of Object.entries(samples)) {
    const document = documentOf({ [path]: text });
    assert.ok(document.packages.length > 0 && document.problems.length === 0, `${path}: ${JSON.stringify(document.problems)}`);
    const writing = { created: 0, version: '1.0.0' };
    assert.deepEqual([...spdxMistakes(writeSpdx(document, writing)), ...cycloneDxMistakes(writeCycloneDx(document, writing))], [], path);
  }
});

test('whatever becomes of a lock file, it is read or a problem, and names stay apart', () => {
  const bits = [
    '',
    '"',
    '{',
    '}',
    '[',
    ']',
    '\n',
    ':',
    '__proto__',
    'constructor',
    '\0',
    '\u2028',
    '..',
    '/',
    '@',
    '#',
    ' ',
    '1',
    'null',
    '&a',
    '*a',
    '(',
    '=>',
  ];
  const change = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat({ max: 12 }), put: fc.constantFrom(...bits) });
  fc.assert(
    fc.property(fc.constantFrom(...Object.entries(samples)), fc.array(change, { minLength: 1, maxLength: 4 }), ([path, text], changes) => {
      let changed = text;
      for (const { at, drop, put } of changes) {
        const from = Math.floor(at * changed.length);
        changed = changed.slice(0, from) + put + changed.slice(from + drop);
      }
      const { packages } = documentOf({ [path]: changed });
      assert.equal(new Set(packages.map((one) => one.id)).size, packages.length);
      for (const one of packages) assert.ok(one.dependsOn.every((id) => packages.some((other) => other.id === id)));
    }),
    { numRuns: 1_500 },
  );
});

const repeated = (count: number, text: (i: number) => string): string => Array.from({ length: count }, (_, i) => text(i)).join('');

test('long and deep files take no longer than others', () => {
  const nested = (depth: number): string =>
    `{"lockfileVersion":1,"dependencies":${'{"a":{"version":"1","dependencies":'.repeat(depth)}{}${'}}'.repeat(depth)}}`;
  const licences = '<licenses>'.repeat(20_000);
  const files: Readonly<Record<string, Readonly<Record<string, MemoryFile>>>> = {
    'a line of escaped quotes': { 'yarn.lock': `# yarn lockfile v1\n"a@1":\n  version "${'\\"'.repeat(200_000)}\n` },
    'spaces in a requirement': { 'requirements.txt': `a${' '.repeat(300_000)}b\n` },
    'empty lines in a specification': { 'specifications/a.gemspec': `${'\n'.repeat(300_000)}${'  s.licenses = ['.repeat(20_000)}` },
    'one package in many places': {
      'package-lock.json': `{"lockfileVersion":3,"packages":{${repeated(20_000, (i) => `"node_modules/p${i}/node_modules/a":{"version":"1.0.0"},`)}"node_modules/b":{}}}`,
    },
    'one name at many versions': {
      'uv.lock': `version = 1\n${repeated(8_000, (i) => `[[package]]\nname = "a"\nversion = "${i}"\ndependencies = [{ name = "a" }]\n`)}`,
    },
    'one name with many digests': {
      'Cargo.lock': `version = 3\n${repeated(8_000, (i) => `[[package]]\nname = "a"\nversion = "1.0.0"\nchecksum = "${String(i).padStart(64, '0')}"\n`)}`,
    },
    'many modules of Gradle': { 'gradle.lockfile': repeated(150_000, (i) => `g:a${i}:1=c\n`) },
    'one package that needs many': {
      'pnpm-lock.yaml': `lockfileVersion: '9.0'\nimporters: {.: {dependencies: {a: {specifier: 1, version: '1'}}}}\npackages: {a@1: {}, b@1: {}}\nsnapshots: {b@1: {}, a@1: {dependencies: {${repeated(150_000, () => 'b: 1,')}}}}\n`,
    },
    'packages in packages': { 'package-lock.json': nested(5_000) },
    'licences without end': {
      'a.jar': zipOf([
        { name: 'META-INF/maven/g/a/pom.properties', body: 'groupId=g\nartifactId=a\nversion=1\n' },
        { name: 'META-INF/maven/g/a/pom.xml', body: licences },
      ]),
    },
  };
  for (const [what, tree] of Object.entries(files)) {
    // Of the processor, and not by the clock: others use the machine as well.
    const start = process.cpuUsage();
    documentOf(tree);
    const { user, system } = process.cpuUsage(start);
    const seconds = (user + system) / 1_000_000;
    assert.ok(seconds < 10, `${what}: ${seconds.toFixed(1)} s`);
  }
});
