import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const pyproject = '[build-system]\nrequires = ["maturin>=1.8,<2"]\nbuild-backend = "maturin"\n[project]\nname = "lamp"\n';
const wheels = (steps: string): string => onTag(`- uses: actions/checkout@v4\n${steps}\n- run: uv publish dist/*`, 'contents: read\nid-token: write');

const cases: readonly { readonly what: string; readonly steps: string; readonly pyproject?: string; readonly sbom: string; readonly how?: string }[] = [
  {
    what: 'the action takes the newest maturin',
    steps: '- uses: PyO3/maturin-action@v1\n  with: { args: --release --out dist }',
    sbom: 'present',
    how: 'CycloneDX',
  },
  {
    what: 'a version that makes them is given',
    steps: '- uses: PyO3/maturin-action@v1\n  with: { args: --release --out dist, maturin-version: v1.12.4 }',
    sbom: 'present',
  },
  {
    what: 'an older version is given',
    steps: '- uses: PyO3/maturin-action@v1\n  with: { args: --release --out dist, maturin-version: v1.9.6 }',
    sbom: 'absent',
  },
  {
    what: 'the source archive has none',
    steps: '- uses: PyO3/maturin-action@v1\n  with: { args: --release --out dist --sdist }',
    sbom: 'partial',
  },
  { what: 'uvx runs the newest', steps: '- uses: astral-sh/setup-uv@v6\n- run: uvx maturin build --out dist', sbom: 'present' },
  { what: 'uvx runs the one that is named', steps: '- uses: astral-sh/setup-uv@v6\n- run: uvx maturin@1.9.6 build --out dist', sbom: 'absent' },
  { what: 'pip installs the newest', steps: '- run: pip install maturin\n- run: maturin build --out dist', sbom: 'present' },
  { what: 'pip installs the one that is named', steps: '- run: pip install maturin==1.9.6\n- run: maturin build --out dist', sbom: 'absent' },
  { what: 'constraints say which one', steps: '- run: pip install -c pins.txt maturin\n- run: maturin build --out dist', sbom: 'unknown' },
  { what: 'a list of requirements says which one', steps: '- run: pip install -r tools.txt\n- run: maturin build --out dist', sbom: 'unknown' },
  { what: 'a front end builds with maturin', steps: '- uses: astral-sh/setup-uv@v6\n- run: uv build --wheel', sbom: 'present' },
  { what: 'a front end makes a source archive too', steps: '- run: python -m build', sbom: 'partial' },
  { what: 'cibuildwheel builds with maturin', steps: '- uses: pypa/cibuildwheel@v3\n  with: { output-dir: dist }', sbom: 'present' },
  {
    what: 'another program builds into the same folder',
    steps: '- run: python -m build --wheel other --outdir dist\n- uses: PyO3/maturin-action@v1\n  with: { args: --out dist }',
    sbom: 'unknown',
  },
  {
    what: 'another program makes a source archive in the same folder',
    steps: '- run: python -m build --sdist other --outdir dist\n- uses: PyO3/maturin-action@v1\n  with: { args: --out dist }',
    sbom: 'partial',
  },
  {
    what: 'maturin builds twice into the same folder',
    steps: '- uses: PyO3/maturin-action@v1\n  with: { args: --out dist }\n- uses: PyO3/maturin-action@v1\n  with: { args: --out dist --target x }',
    sbom: 'present',
  },
  {
    what: 'the wheel of another project is brought from elsewhere',
    steps: '- uses: actions/download-artifact@v4\n  with: { path: dist, name: other }\n- uses: PyO3/maturin-action@v1\n  with: { args: --out dist }',
    sbom: 'partial',
  },
  {
    what: 'the project turns it off',
    steps: '- run: pip install maturin\n- run: maturin build --out dist',
    pyproject: `${pyproject}[tool.maturin.sbom]\nrust = false\n`,
    sbom: 'absent',
  },
  {
    what: 'the wheel is changed afterwards by a program that was not read',
    steps: '- run: pip install maturin\n- run: maturin build --out dist\n- run: ./repack dist/*.whl',
    sbom: 'unknown',
  },
];

for (const c of cases) {
  test(`an SBOM in a wheel: ${c.what}`, () => {
    const [wheel] = surfacesOf({ '.github/workflows/release.yml': wheels(c.steps), 'pyproject.toml': c.pyproject ?? pyproject });
    assert.deepEqual([wheel?.name, wheel?.sbom], ['lamp', c.sbom]);
    if (c.how !== undefined) assert.equal(wheel?.full.controls.sbom.how, c.how);
  });
}

test('two distributions of two manifests have two names', () => {
  const steps = `- uses: actions/checkout@v4
- uses: PyO3/maturin-action@v1
  with: { args: --out dist }
- uses: PyO3/maturin-action@v1
  with: { args: --out shade/dist -m shade/Cargo.toml }
- run: uv publish dist/*
- run: uv publish shade/dist/*`;
  const found = surfacesOf({
    '.github/workflows/release.yml': onTag(steps, 'contents: read\nid-token: write'),
    'pyproject.toml': pyproject,
    'shade/Cargo.toml': '[package]\nname = "shade"\n',
    'shade/pyproject.toml': pyproject.replace('lamp', 'lamp-shade'),
  });
  assert.deepEqual(found.flatMap((s) => s.name.split(', ')).toSorted(), ['lamp', 'lamp-shade']);
});
