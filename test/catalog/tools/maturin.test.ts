import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { effectsOf, shown, summary, toolInput } from './tool-input.ts';

const project = '[build-system]\nrequires = ["maturin>=1.9,<2.0"]\nbuild-backend = "maturin"\n[project]\nname = "comet"\n';

interface Row {
  readonly what: string;
  readonly args?: readonly string[];
  readonly version?: string;
  readonly pyproject?: string;
  /** What is said of an SBOM in the wheels: that it is there, that it may be, or nothing. */
  readonly sbom: 'made' | 'perhaps' | 'none';
}

describe('SBOMs that maturin packs into wheels', () => {
  const rows: readonly Row[] = [
    { what: 'the newest version makes one', version: 'latest', sbom: 'made' },
    { what: 'the first version that does', version: 'v1.12.0', sbom: 'made' },
    { what: 'a version before that', version: '1.11.5', sbom: 'none' },
    { what: 'a version that is not known', sbom: 'perhaps' },
    { what: 'a project that asks for an older one, and an unknown version', pyproject: project.replace('<2.0', '<1.12'), sbom: 'none' },
    { what: 'a project that asks for one patch line', pyproject: project.replace('>=1.9,<2.0', '~=1.11.2'), sbom: 'none' },
    { what: 'a project that asks for one minor line or later', pyproject: project.replace('>=1.9,<2.0', '~=1.11'), sbom: 'perhaps' },
    { what: 'a project that asks for an older one, and the newest', version: 'latest', pyproject: project.replace('>=1.9,<2.0', '==1.4.*'), sbom: 'perhaps' },
    { what: 'turned off', version: 'latest', pyproject: `${project}[tool.maturin.sbom]\nrust = false\n`, sbom: 'none' },
    {
      what: 'turned off, another file packed in',
      version: 'latest',
      pyproject: `${project}[tool.maturin.sbom]\nrust = false\ninclude = ["x.json"]\n`,
      sbom: 'perhaps',
    },
    { what: 'a source archive has none', version: 'latest', args: ['sdist', '--out', 'dist'], sbom: 'none' },
  ];
  for (const row of rows)
    it(row.what, () => {
      const input = toolInput({
        tool: 'maturin',
        args: row.args ?? ['build', '--release', '--out', 'dist'],
        files: { 'pyproject.toml': row.pyproject ?? project },
        ...(row.version === undefined ? {} : { versions: { maturin: row.version } }),
      });
      const found = effectsOf(readTool(input), 'describes');
      assert.deepEqual(
        found.map((e) => [e.attachedTo, e.perhaps === undefined ? 'made' : 'perhaps']),
        row.sbom === 'none' ? [] : [['embedded', row.sbom]],
      );
    });
});

describe('what maturin makes', () => {
  const files = { 'pyproject.toml': project, 'tail/Cargo.toml': '[package]\nname = "tail"\n', 'tail/pyproject.toml': '[project]\nname = "comet-tail"\n' };
  const read = (args: readonly string[], version = '1.8.0') => readTool(toolInput({ tool: 'maturin', args, files, versions: { maturin: version } }));
  const rows: readonly { what: string; args: readonly string[]; lines: readonly string[] }[] = [
    { what: 'wheels in a folder', args: ['build', '-o', 'out/'], lines: ['builds - out/*.whl'] },
    { what: 'wheels and a source archive', args: ['build', '--out=out', '--sdist'], lines: ['builds - out/*.whl out/*.tar.gz'] },
    { what: 'both before it publishes', args: ['publish', '-o', 'out'], lines: ['builds - out/*.whl out/*.tar.gz'] },
    { what: 'wheels alone before it publishes', args: ['publish', '--no-sdist', '-o', 'out'], lines: ['builds - out/*.whl'] },
    { what: 'a source archive', args: ['sdist'], lines: ['builds - target/wheels/*.tar.gz'] },
  ];
  for (const row of rows) it(row.what, () => assert.deepEqual(summary(read(row.args)), row.lines));

  it('says which project is built', () => {
    const of = (args: readonly string[]) => effectsOf(read(args), 'builds').map((e) => e.of);
    assert.deepEqual([of(['build']), of(['build', '-m', 'tail/Cargo.toml'])], [[undefined], ['tail']]);
  });
  it('describes the wheels and not the source archive beside them', () =>
    assert.deepEqual(
      effectsOf(read(['build', '--out', 'out', '--sdist'], 'latest'), 'describes').map((e) => (e.subject.kind === 'files' ? shown(e.subject.paths) : [])),
      [['out/*.whl']],
    ));
});

describe('wheels that a front end builds with maturin', () => {
  const rows: readonly {
    what: string;
    args?: readonly string[];
    pyproject?: string;
    env?: Readonly<Record<string, string>>;
    sbom: 'made' | 'perhaps' | 'none';
  }[] = [
    { what: 'the newest that the project allows', sbom: 'made' },
    { what: 'in a folder of the checkout', args: ['dist', 'inner'], sbom: 'made' },
    { what: 'an older one, as the project asks', pyproject: project.replace('<2.0', '<1.12'), sbom: 'none' },
    { what: 'turned off', pyproject: `${project}[tool.maturin.sbom]\nrust = false\n`, sbom: 'none' },
    { what: 'constraints say which one', env: { PIP_CONSTRAINT: 'pins.txt' }, sbom: 'perhaps' },
    { what: 'another backend', pyproject: project.replace('build-backend = "maturin"', 'build-backend = "hatchling.build"'), sbom: 'none' },
    { what: 'another folder', args: ['dist', 'elsewhere'], sbom: 'none' },
  ];
  for (const row of rows)
    it(row.what, () => {
      const files = { 'pyproject.toml': row.pyproject ?? project, 'inner/pyproject.toml': project };
      const result = readTool(toolInput({ tool: 'python-backend', args: row.args ?? ['dist'], files, ...(row.env === undefined ? {} : { env: row.env }) }));
      assert.deepEqual(
        effectsOf(result, 'describes').map((e) => (e.perhaps === undefined ? 'made' : 'perhaps')),
        row.sbom === 'none' ? [] : [row.sbom],
      );
    });
});
