import type { Files, HostileCase } from '../support.ts';
import { workflowOf } from '../support.ts';

const path = '.github/workflows/a.yml';
const only = (text: string) => (): Files => ({ [path]: text });
const tags = "on: {push: {tags: ['v*']}}\n";
const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('');
const legs256 = `{matrix: {x: [${Array.from({ length: 16 }, (_, i) => i).join(', ')}], y: [${Array.from({ length: 16 }, (_, i) => i).join(', ')}]}}`;

/** Reusable workflows of which each calls the next from every leg of a matrix. */
function matrixTree(depth: number): Files {
  const files: Record<string, string> = { [path]: `${tags}jobs:\n  a:\n    strategy: ${legs256}\n    uses: ./.github/workflows/w0.yml\n` };
  for (let i = 0; i < depth; i++)
    files[`.github/workflows/w${i}.yml`] = `on: workflow_call\njobs:\n  a:\n    strategy: ${legs256}\n    uses: ./.github/workflows/w${i + 1}.yml\n`;
  files[`.github/workflows/w${depth}.yml`] =
    `on: workflow_call\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: gh release upload v1 a.zip\n`;
  return files;
}

/** Reusable workflows that call each other from many jobs, without a matrix. */
function wideTree(depth: number, width: number): Files {
  const jobs = (to: number): string => times(width, (i) => `  j${i}:\n    uses: ./.github/workflows/w${to}.yml\n`);
  const files: Record<string, string> = { [path]: `${tags}jobs:\n${jobs(0)}` };
  for (let i = 0; i < depth; i++) files[`.github/workflows/w${i}.yml`] = `on: workflow_call\njobs:\n${jobs(i + 1)}`;
  files[`.github/workflows/w${depth}.yml`] = 'on: workflow_call\njobs:\n  a:\n    steps:\n      - run: make\n';
  return files;
}

/** Composite actions of which each uses the next many times. */
function actionTree(depth: number, width: number): Files {
  const files: Record<string, string> = { [path]: workflowOf(['uses: ./act0']) };
  for (let i = 0; i < depth; i++)
    files[`act${i}/action.yml`] = `name: a\nruns:\n  using: composite\n  steps:\n${times(width, () => `    - uses: ./act${i + 1}\n`)}`;
  files[`act${depth}/action.yml`] = 'name: a\nruns: {using: composite, steps: [{run: make, shell: bash}]}\n';
  return files;
}

/** Counts that no honest repository has. */
export const scaleCases: readonly HostileCase[] = [
  { what: 'a matrix of 256 legs in each of eleven calls', files: () => matrixTree(10), says: /more than|bound/ },
  { what: 'a matrix of 256 legs that calls one of 256 legs', heavy: true, files: () => matrixTree(1), says: /more than|bound/ },
  { what: 'calls that fan out by ten at each of nine levels', heavy: true, files: () => wideTree(9, 10), says: /more than|bound/ },
  { what: 'composite actions that fan out by ten at each of nine levels', heavy: true, files: () => actionTree(9, 10), says: /more than|bound/ },
  { what: 'a composite action nested forty deep', files: () => actionTree(40, 1), says: /nested more than/ },
  {
    what: 'a matrix of ten million legs',
    files: only(
      `${tags}jobs:\n  a:\n    strategy: {matrix: {${Array.from({ length: 7 }, (_, i) => `k${i}: [${[0, 1, 2, 3, 4, 5, 6, 7, 8, 9].join(', ')}]`).join(', ')}}}\n    steps: [{run: 'gh release upload v1 "a-$X.zip"', env: {X: '\${{ matrix.k0 }}'}}]\n`,
    ),
    says: /more than 256 legs/,
  },
  {
    what: 'a matrix with 20,000 values',
    files: only(
      `${tags}jobs:\n  a:\n    strategy: {matrix: {k: [${Array.from({ length: 20_000 }, (_, j) => `v${j}`).join(', ')}]}}\n    steps: [{run: 'gh release upload v1 "a-$X.zip"', env: {X: '\${{ matrix.k }}'}}]\n`,
    ),
    says: /more than 256 legs/,
  },
  {
    what: 'a matrix with 5,000 dimensions',
    heavy: true,
    files: only(`${tags}jobs:\n  a:\n    strategy:\n      matrix:\n${times(5_000, (i) => `        k${i}: [1]\n`)}    steps: [{run: make}]\n`),
  },
  {
    what: 'a matrix with 5,000 excludes and includes',
    files: only(
      `${tags}jobs:\n  a:\n    strategy:\n      matrix:\n        k: [${Array.from({ length: 256 }, (_, j) => j).join(', ')}]\n        exclude:\n${times(5_000, (i) => `          - k: ${i}\n`)}        include:\n${times(5_000, (i) => `          - {k: ${i}, z: ${i}}\n`)}    steps: [{run: make}]\n`,
    ),
  },
  {
    what: '10,000 jobs',
    heavy: true,
    files: only(`${tags}jobs:\n${times(10_000, (i) => `  j${i}:\n    runs-on: ubuntu-latest\n    steps:\n      - run: make ${i}\n`)}`),
  },
  {
    what: '10,000 jobs in a chain of needs',
    heavy: true,
    files: only(
      `${tags}jobs:\n${times(10_000, (i) => `  j${i}:\n    runs-on: ubuntu-latest\n    needs: [${i === 0 ? '' : `j${i - 1}`}]\n    steps:\n      - run: make ${i}\n`)}`,
    ),
  },
  {
    what: '10,000 jobs in a chain, written last first',
    heavy: true,
    files: only(
      `${tags}jobs:\n${times(10_000, (i) => `  j${i}:\n    runs-on: ubuntu-latest\n    needs: [${i === 9_999 ? '' : `j${i + 1}`}]\n    steps:\n      - run: make ${i}\n`)}`,
    ),
  },
  {
    what: '800 jobs that each need all before them',
    files: only(
      `${tags}jobs:\n${times(800, (i) => `  j${i}:\n    runs-on: ubuntu-latest\n    needs: [${Array.from({ length: i }, (_, j) => `j${j}`).join(', ')}]\n    steps:\n      - run: make ${i}\n`)}`,
    ),
  },
  {
    what: 'jobs that need each other',
    files: only(
      `${tags}jobs:\n  a: {needs: b, steps: [{run: x}]}\n  b: {needs: c, steps: [{run: x}]}\n  c: {needs: a, steps: [{run: x}]}\n  d: {needs: d, steps: [{run: x}]}\n`,
    ),
    says: /needs itself/,
  },
  { what: 'a job that needs one which is not there', files: only(`${tags}jobs:\n  e: {needs: gone, steps: [{run: x}]}\n`), says: /refuses.*e needs gone/ },
  { what: '10,000 steps', files: only(workflowOf(Array.from({ length: 10_000 }, (_, i) => `run: echo ${i}`))) },
  { what: '3,000 steps that upload to a release', files: only(workflowOf(Array.from({ length: 3_000 }, (_, i) => `run: gh release upload v1 a${i}.zip`))) },
  {
    what: '3,000 steps that build, hash and sign',
    heavy: true,
    files: only(
      workflowOf(
        Array.from(
          { length: 1_000 },
          (_, i) =>
            `run: tar -czf a${i}.tgz src && sha256sum a${i}.tgz > a${i}.tgz.sha256 && cosign sign-blob --yes --bundle a${i}.bundle a${i}.tgz && gh release upload v1 a${i}.tgz a${i}.bundle`,
        ),
      ),
    ),
  },
  {
    what: '2,000 artifacts uploaded and all downloaded',
    heavy: true,
    files: only(
      workflowOf([
        ...Array.from({ length: 2_000 }, (_, i) => `uses: actions/upload-artifact@v4\nwith: {name: n${i}, path: dist/a${i}.zip}`),
        'uses: actions/download-artifact@v4\nwith: {path: all, merge-multiple: true}',
        'run: gh release upload v1 all/*',
      ]),
    ),
  },
  {
    what: '2,000 images pushed',
    files: only(
      workflowOf(
        Array.from({ length: 2_000 }, (_, i) => `uses: docker/build-push-action@v6\nwith: {push: true, tags: 'ghcr.io/acme/i${i}:v1'}`),
        'runs-on: ubuntu-latest\npermissions: {packages: write}',
      ),
    ),
  },
  {
    what: 'steps whose outputs feed the next, 3,000 times',
    files: only(workflowOf(Array.from({ length: 3_000 }, (_, i) => `id: s${i}\nrun: echo "o=\${{ steps.s${i - 1}.outputs.o }}x" >> "$GITHUB_OUTPUT"`))),
  },
  {
    what: 'steps whose outputs double',
    files: only(
      workflowOf([
        ...Array.from(
          { length: 60 },
          (_, i) => `id: s${i}\nrun: echo "o=\${{ steps.s${i - 1}.outputs.o }}\${{ steps.s${i - 1}.outputs.o }}x" >> "$GITHUB_OUTPUT"`,
        ),
        'run: gh release upload v1 "${{ steps.s59.outputs.o }}"',
      ]),
    ),
  },
  {
    what: 'environment variables that double',
    files: only(
      `${tags}env:\n  V0: aaaaaaaaaaaaaaaa\n${times(60, (i) => `  V${i + 1}: \${{ env.V${i} }}\${{ env.V${i} }}\n`)}jobs: {a: {steps: [{run: 'gh release upload v1 "$V60"'}]}}\n`,
    ),
  },
  { what: '300 triggers', files: only(`on:\n${times(300, (i) => `  event${i}:\n`)}jobs: {a: {steps: [{run: gh release upload v1 a.zip}]}}\n`) },
  {
    what: '20,000 tag filters',
    files: only(
      `on:\n  push:\n    tags:\n${times(20_000, (i) => `      - 'v${i}.*'\n`)}jobs: {a: {steps: [{run: 'gh release upload "$GITHUB_REF_NAME" a.zip'}]}}\n`,
    ),
  },
  {
    what: '5,000 dispatch inputs',
    files: only(
      `on:\n  workflow_dispatch:\n    inputs:\n${times(5_000, (i) => `      i${i}: {type: boolean}\n`)}jobs: {a: {steps: [{run: gh release upload v1 a.zip}]}}\n`,
    ),
  },
  {
    what: 'conditions on 40 inputs, one a step',
    files: only(
      `on:\n  workflow_dispatch:\n    inputs:\n${times(40, (i) => `      i${i}: {type: boolean}\n`)}jobs:\n  a:\n    steps:\n${times(40, (i) => `      - if: inputs.i${i}\n        run: gh release upload v1 a${i}.zip && cosign sign-blob --yes a${i}.zip\n`)}`,
    ),
  },
  {
    what: '300 local actions that call each other',
    heavy: true,
    files: () => ({
      [path]: workflowOf(Array.from({ length: 300 }, (_, i) => `uses: ./a${i}`)),
      ...Object.fromEntries(
        Array.from({ length: 300 }, (_, i) => [
          `a${i}/action.yml`,
          `runs:\n  using: composite\n  steps:\n${times(8, (k) => `    - uses: ./a${(i * 7 + k) % 300}\n`)}`,
        ]),
      ),
    }),
    says: /./,
  },
];
