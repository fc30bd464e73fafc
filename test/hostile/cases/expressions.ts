import type { Files, HostileCase } from '../support.ts';
import { workflowOf } from '../support.ts';

const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, i) => make(i)).join('');
const path = '.github/workflows/a.yml';

/** A step that publishes a file whose name an expression gives. */
const named = (expression: string) => (): Files => ({
  [path]: workflowOf([`env:\n  X: '\${{ ${expression.replaceAll("'", "''")} }}'\nrun: gh release upload v1 "$X.zip"`]),
});

/** A step that runs only under a condition. */
const guarded = (expression: string) => (): Files => ({ [path]: workflowOf([`if: "${expression}"\nrun: gh release upload v1 a.zip`]) });

/** A JSON text that is a list in a list, `depth` deep. */
const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;

/** Expressions that are too long, too deep, or mean too much. */
export const expressionCases: readonly HostileCase[] = [
  { what: 'brackets 5,000 deep', files: named(`${'('.repeat(5_000)}github.ref${')'.repeat(5_000)}`), says: /expression/ },
  { what: 'negations 5,000 deep', files: guarded(`${'!'.repeat(5_000)}inputs.x`), says: /expression/ },
  { what: 'a condition of 1 MB', files: guarded(`inputs.a ${'|| inputs.b '.repeat(100_000)}`), says: /longer than/ },
  { what: 'an expression of 1 MB', files: named(`format('{0}', '${'x'.repeat(1_000_000)}')`), says: /longer than/ },
  { what: 'a chain of 1,500 different conditions', files: guarded(times(1_500, (i) => `${i === 0 ? '' : ' && '}inputs.a${i}`)) },
  { what: 'conjunctions of disjunctions', files: guarded(times(400, (i) => `${i === 0 ? '' : ' && '}(inputs.a${i} || inputs.b${i} || inputs.c${i})`)) },
  { what: 'disjunctions of conjunctions', files: guarded(times(400, (i) => `${i === 0 ? '' : ' || '}(inputs.a${i} && !inputs.b${i} && inputs.c${i})`)) },
  { what: 'a chain of choices', files: named(times(600, (i) => `inputs.a${i} && 'v${i}' || `) + "'z'") },
  {
    what: 'choices of choices',
    files: named(`format('${times(60, (i) => `{${i}}`)}', ${times(60, (i) => `${i === 0 ? '' : ', '}inputs.a${i} && 'x' || 'y'`)})`),
  },
  { what: 'a chain of comparisons', files: guarded(`inputs.a${' == inputs.b'.repeat(1_500)}`) },
  { what: 'a chain of members', files: named(`github${'.event'.repeat(3_000)}`) },
  { what: 'a chain of stars', files: named(`join(github.event${'.*'.repeat(3_000)}, ',')`) },
  { what: 'a chain of indices', files: named(`github${"['event']".repeat(2_000)}`) },
  { what: 'format with huge places', files: named("format('{999999999999} {4294967296} {-1} {0', 'a')") },
  { what: 'format of format', files: named(`${"format('{0}{0}', ".repeat(45)}'aaaaaaaaaaaaaaaa'${')'.repeat(45)}`) },
  { what: 'join of join', files: named(`join(fromJSON('[${times(2_000, (i) => `${i === 0 ? '' : ','}${i}`)}]'), '${'-'.repeat(9_000)}')`) },
  { what: 'fromJSON of brackets', files: named(`fromJSON('${nested(9_000)}')[0][0][0]`) },
  {
    what: 'fromJSON of a matrix of lists',
    files: () => ({
      [path]: workflowOf(
        ['run: gh release upload v1 "${{ matrix.x }}.zip"'],
        `strategy: {matrix: {x: "\${{ fromJSON('${nested(4_000)}') }}", y: "\${{ fromJSON('[${times(4_000, (i) => `${i === 0 ? '' : ','}${i}`)}]') }}"}}`,
      ),
    }),
  },
  { what: 'fromJSON of toJSON, again and again', files: named(`${'fromJSON(toJSON('.repeat(20)}github${'))'.repeat(20)}`) },
  { what: 'toJSON that grows', files: named(`${'toJSON('.repeat(45)}'"\\"'${')'.repeat(45)}`) },
  {
    what: 'fromJSON of an environment variable that another step wrote',
    files: () => ({
      [path]: workflowOf([
        `run: echo 'J={"a":${nested(20_000).replaceAll('1', '"x"')}}' >> "$GITHUB_ENV"`,
        'run: gh release upload v1 "${{ fromJSON(env.J).a[0] }}.zip"',
      ]),
    }),
  },
  {
    what: 'an output of 2 MB of JSON read as a matrix',
    files: () => ({
      [path]: `on: {push: {tags: ['v*']}}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    outputs: {m: '\${{ steps.s.outputs.m }}'}\n    steps:\n      - id: s\n        run: |\n          echo 'm=[${times(100_000, (i) => `${i === 0 ? '' : ','}{"n":"x${i}"}`)}]' >> "$GITHUB_OUTPUT"\n  b:\n    needs: a\n    runs-on: ubuntu-latest\n    strategy: {matrix: {include: '\${{ fromJSON(needs.a.outputs.m) }}'}}\n    steps:\n      - run: gh release upload v1 "\${{ matrix.n }}.zip"\n`,
    }),
    says: /matrix\.include/,
  },
  {
    what: 'an expression in every key and value',
    files: () => ({
      [path]: `\${{ insert }}: x\non: {push: {tags: ['\${{ a }}']}}\nname: \${{ github.ref }}\njobs:\n  \${{ a }}:\n    name: \${{ b }}\n    runs-on: \${{ c }}\n    needs: \${{ d }}\n    strategy: \${{ e }}\n    steps:\n      - uses: \${{ f }}\n      - uses: acme/\${{ g }}@\${{ h }}\n        with: \${{ i }}\n        env: \${{ j }}\n      - run: \${{ k }}\n        shell: \${{ l }}\n        working-directory: \${{ m }}/../../..\n        continue-on-error: \${{ n }}\n`,
    }),
  },
  {
    what: 'a script of 100,000 expressions',
    heavy: true,
    files: () => ({ [path]: workflowOf([`run: |\n${times(50_000, (i) => `  echo \${{ github.ref }} \${{ env.V${i} }}\n`)}`]) }),
  },
  { what: 'expressions that never close', files: () => ({ [path]: workflowOf([`run: "${'${{ '.repeat(100_000)}"`]) }) },
  { what: 'quotes that never close', files: named(`'${"''".repeat(9_000)}`) },
  { what: 'an unknown function', files: named("__proto__('a') || constructor.constructor('x') || github.__proto__.polluted || toString") },
  {
    what: 'names of objects as contexts',
    files: named(
      "env.__proto__ && env.constructor.name || steps.__proto__.outputs.toString || needs.constructor.outputs.x || matrix.__proto__ || inputs['hasOwnProperty']",
    ),
  },
  { what: 'numbers at the edge', files: guarded('1e999 > -1e999 && 0xffffffffffffffffffff != NaN && -0 == 0 && 1e-999 < 2 && 08 == 8') },
  { what: 'hashFiles with patterns', files: named(`hashFiles(${times(250, (i) => `${i === 0 ? '' : ', '}'**/**/*${i}/**'`)})`) },
  { what: 'contains of a large list', heavy: true, files: guarded(`contains(fromJSON('[${times(3_000, (i) => `${i === 0 ? '' : ','}${i}`)}]'), github.ref)`) },
  {
    what: 'startsWith on a value of many alternatives',
    files: guarded(times(80, (i) => `${i === 0 ? '' : ' || '}startsWith(inputs.a && 'x' || inputs.b && 'y' || github.ref, 'r${i}')`)),
  },
];
