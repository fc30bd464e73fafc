import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAction, parseWorkflow } from '../../src/workflow/index.ts';
import type { Action, Job, Permissions, Trigger, Workflow } from '../../src/workflow/index.ts';

function workflow(text: string): Workflow {
  const read = parseWorkflow('w.yml', text);
  assert.equal(read.kind, 'workflow', JSON.stringify(read.problems));
  return read as Workflow;
}

function job(text: string): Job {
  const found = workflow(
    `on: push\njobs:\n  j:\n${text
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}\n`,
  ).jobs[0];
  assert.ok(found !== undefined);
  return found;
}

function action(text: string): Action {
  const read = parseAction('action.yml', text);
  assert.equal(read.kind, 'action', JSON.stringify(read.problems));
  return read as Action;
}

const names = (scalars: readonly { readonly value: string }[] | undefined): readonly string[] | undefined => scalars?.map((one) => one.value);

const triggers: readonly { what: string; on: string; events: readonly string[] }[] = [
  { what: 'one event', on: 'on: push', events: ['push'] },
  { what: 'a list', on: 'on: [push, release]', events: ['push', 'release'] },
  { what: 'a map', on: 'on:\n  push:\n  release: {types: [published]}', events: ['push', 'release'] },
  { what: 'a quoted key', on: '"on": push', events: ['push'] },
  { what: 'YAML 1.1, where on is true', on: '%YAML 1.1\n---\non: push', events: ['push'] },
  { what: 'an empty map', on: 'on: {}', events: [] },
];

for (const row of triggers) {
  test(`on: ${row.what}`, () => {
    assert.deepEqual(
      workflow(`${row.on}\njobs: {}\n`).triggers.map((one) => one.event),
      row.events,
    );
  });
}

test('filters of triggers', () => {
  const read = workflow(`on:
  push:
    branches: main
    branches-ignore: [wip]
    tags: ['v*', '!v0']
    tags-ignore: [x]
    paths: [src/**]
  release:
    types: [published]
  workflow_run:
    workflows: [Build]
    types: completed
  schedule:
    - cron: '0 1 * * *'
    - cron: '0 2 * * *'
jobs: {}
`);
  const [push, release, run, schedule] = read.triggers as readonly [Trigger, Trigger, Trigger, Trigger];
  assert.deepEqual(names(push.branches), ['main']);
  assert.deepEqual(names(push.branchesIgnore), ['wip']);
  assert.deepEqual(names(push.tags), ['v*', '!v0']);
  assert.deepEqual(names(push.tagsIgnore), ['x']);
  assert.deepEqual(names(push.paths), ['src/**']);
  assert.equal(push.types, undefined);
  assert.deepEqual(names(release.types), ['published']);
  assert.deepEqual(names(run.workflows), ['Build']);
  assert.deepEqual(names(run.types), ['completed']);
  assert.deepEqual(names(schedule.cron), ['0 1 * * *', '0 2 * * *']);
});

test('inputs, outputs and secrets of a reusable workflow', () => {
  const [call] = workflow(`on:
  workflow_call:
    inputs:
      image: {type: string, required: true}
      sign: {type: boolean, default: true}
      kind: {type: choice, options: [a, b]}
    outputs:
      digest: {description: d, value: "\${{ jobs.x.outputs.digest }}"}
    secrets:
      key: {required: true}
      other:
jobs: {}
`).triggers;
  assert.ok(call !== undefined);
  assert.deepEqual([...call.inputs.keys()], ['image', 'sign', 'kind']);
  assert.deepEqual(
    [...call.inputs.values()].map((one) => [one.type, one.required, one.default?.value, one.default?.type, one.options]),
    [
      ['string', true, undefined, undefined, []],
      ['boolean', false, 'true', 'boolean', []],
      ['choice', false, undefined, undefined, ['a', 'b']],
    ],
  );
  assert.equal(call.outputs.get('digest')?.value, '${{ jobs.x.outputs.digest }}');
  assert.deepEqual(
    [...call.secrets].map((one) => [one[0], one[1].required]),
    [
      ['key', true],
      ['other', false],
    ],
  );
});

const permissions: readonly { what: string; text: string; read: unknown }[] = [
  { what: 'absent', text: 'env: {}', read: undefined },
  { what: 'read-all', text: 'permissions: read-all', read: ['read'] },
  { what: 'write-all', text: 'permissions: write-all', read: ['write'] },
  { what: 'an empty map', text: 'permissions: {}', read: [undefined] },
  {
    what: 'a map',
    text: 'permissions: {contents: write, id-token: none, packages: read}',
    read: [undefined, 'contents:write', 'id-token:none', 'packages:read'],
  },
];

function shown(read: Permissions | undefined): unknown {
  return read === undefined ? undefined : [read.all, ...[...read.scopes].map((one) => `${one[0]}:${one[1].level}`)];
}

for (const row of permissions) {
  test(`permissions: ${row.what}`, () => {
    assert.deepEqual(shown(workflow(`on: push\n${row.text}\njobs: {}\n`).permissions), row.read);
    assert.deepEqual(shown(job(row.text).permissions), row.read);
  });
}

const scalars: readonly { what: string; text: string; read: (job: Job) => unknown; value: unknown }[] = [
  { what: 'needs as a string', text: 'needs: a', read: (one) => names(one.needs), value: ['a'] },
  { what: 'needs as a list', text: 'needs: [a, b]', read: (one) => names(one.needs), value: ['a', 'b'] },
  { what: 'environment as a string', text: 'environment: prod', read: (one) => one.environment?.value, value: 'prod' },
  { what: 'environment as a map', text: 'environment: {name: prod, url: x}', read: (one) => one.environment?.value, value: 'prod' },
  { what: 'a condition that is a boolean', text: 'if: false', read: (one) => [one.if?.value, one.if?.type], value: ['false', 'boolean'] },
  {
    what: 'env of any type',
    text: 'env: {A: 1, B: true, C: }',
    read: (one) => [...one.env].map((pair) => `${pair[0]}=${pair[1].value}`),
    value: ['A=1', 'B=true', 'C='],
  },
  {
    what: 'defaults',
    text: 'defaults: {run: {shell: bash, working-directory: sub}}',
    read: (one) => [one.defaults.shell?.value, one.defaults.workingDirectory?.value],
    value: ['bash', 'sub'],
  },
  { what: 'no defaults', text: 'env: {}', read: (one) => one.defaults, value: {} },
  { what: 'outputs', text: 'outputs: {d: "${{ steps.x.outputs.d }}"}', read: (one) => one.outputs.get('d')?.value, value: '${{ steps.x.outputs.d }}' },
  {
    what: 'a call with inherited secrets',
    text: 'uses: o/r/.github/workflows/w.yml@v1\nsecrets: inherit',
    read: (one) => [one.uses?.value, one.secrets],
    value: ['o/r/.github/workflows/w.yml@v1', 'inherit'],
  },
  {
    what: 'a call with inputs and secrets',
    text: 'uses: ./w.yml\nwith: {a: 1}\nsecrets: {k: x}',
    read: (one) => [one.with.get('a')?.value, one.secrets !== 'inherit' && one.secrets.get('k')?.value],
    value: ['1', 'x'],
  },
  { what: 'the comment of a call', text: 'uses: o/r/.github/workflows/w.yml@abc # v2', read: (one) => one.usesComment, value: 'v2' },
  {
    what: 'a container and services',
    text: 'container: node:20\nservices: {db: {image: x}}',
    read: (one) => [one.container?.kind, one.services?.kind],
    value: ['scalar', 'map'],
  },
  {
    what: 'a matrix of expressions',
    text: 'strategy: {matrix: "${{ fromJSON(x) }}"}',
    read: (one) => one.matrix?.expression?.value,
    value: '${{ fromJSON(x) }}',
  },
  {
    what: 'a matrix',
    text: 'strategy: {matrix: {a: [1], b: "${{ x }}", include: [{a: 2}], exclude: []}}',
    read: (one) => [[...(one.matrix?.dimensions.keys() ?? [])], one.matrix?.include?.kind, one.matrix?.exclude?.kind],
    value: [['a', 'b'], 'list', 'list'],
  },
  { what: 'continue-on-error', text: 'continue-on-error: true', read: (one) => one.continueOnError?.value, value: 'true' },
];

for (const row of scalars) {
  test(`job: ${row.what}`, () => {
    assert.deepEqual(row.read(job(row.text)), row.value);
  });
}

test('steps keep their fields', () => {
  const [first, second] = job(`steps:
  - uses: "o/a@0123" # v1.2.3
    with: {n: 1, flag: true, none: }
    continue-on-error: \${{ matrix.soft }}
  - id: sign
    name: Sign
    if: always()
    run: |
      cosign sign x
    shell: bash
    working-directory: dist
    env: {A: b}`).steps;
  assert.ok(first !== undefined && second !== undefined);
  assert.deepEqual([first.index, first.uses?.value, first.usesComment, first.continueOnError?.value], [0, 'o/a@0123', 'v1.2.3', '${{ matrix.soft }}']);
  assert.deepEqual(
    [...first.with].map((one) => `${one[0]}=${one[1].value}`),
    ['n=1', 'flag=true', 'none='],
  );
  assert.deepEqual(
    [
      second.index,
      second.id,
      second.name?.value,
      second.if?.value,
      second.run?.value,
      second.shell?.value,
      second.workingDirectory?.value,
      second.env.get('A')?.value,
    ],
    [1, 'sign', 'Sign', 'always()', 'cosign sign x\n', 'bash', 'dist', 'b'],
  );
});

const comments: readonly { what: string; line: string; comment: string | undefined }[] = [
  { what: 'none', line: '- uses: a/b@c', comment: undefined },
  { what: 'after blanks', line: '- uses: a/b@c   #  v1 ', comment: 'v1' },
  { what: 'empty', line: '- uses: a/b@c #', comment: undefined },
  { what: 'without a blank before the hash it is part of the value', line: '- uses: a/b@c#v1', comment: undefined },
  { what: 'after a flow map', line: '- {uses: a/b@c} # tag=v1', comment: 'tag=v1' },
];

for (const row of comments) {
  test(`comment of uses: ${row.what}`, () => {
    assert.equal(job(`steps:\n  ${row.line}`).steps[0]?.usesComment, row.comment);
  });
}

test('spans point at the words', () => {
  const text = 'on: push\njobs:\n  build:\n    steps:\n      - run: make\n';
  const [first] = workflow(text).jobs;
  assert.ok(first !== undefined);
  const slice = (span: { start: number; end: number } | undefined): string => (span === undefined ? '' : text.slice(span.start, span.end));
  assert.equal(slice(first.keySpan), 'build');
  assert.equal(slice(first.steps[0]?.run?.span), 'make');
  assert.equal(first.steps[0]?.span.line, 5);
  assert.ok(slice(first.span).startsWith('build:'));
});

const wrong: readonly { what: string; text: string; line: number; reason: RegExp }[] = [
  { what: 'no on', text: 'jobs: {}\n', line: 1, reason: /no "on:"/ },
  { what: 'no jobs', text: 'on: push\n', line: 1, reason: /no "jobs:"/ },
  { what: 'jobs as a list', text: 'on: push\njobs: [a]\n', line: 2, reason: /jobs should be a map/ },
  { what: 'a job that is a string', text: 'on: push\njobs:\n  a: x\n', line: 3, reason: /job a should be a map/ },
  { what: 'steps as a map', text: 'on: push\njobs:\n  a:\n    steps: {run: x}\n', line: 4, reason: /steps should be a list/ },
  { what: 'a step that is a string', text: 'on: push\njobs:\n  a:\n    steps:\n      - x\n', line: 5, reason: /step 1 should be a map/ },
  { what: 'run as a list', text: 'on: push\njobs:\n  a:\n    steps:\n      - run: [x]\n', line: 5, reason: /run should be a single value/ },
  { what: 'with as a string', text: 'on: push\njobs:\n  a:\n    steps:\n      - uses: x\n        with: y\n', line: 6, reason: /with should be a map/ },
  {
    what: 'an input that is a list',
    text: 'on: push\njobs:\n  a:\n    steps:\n      - uses: x\n        with:\n          y: [z]\n',
    line: 7,
    reason: /y under with should be a single value/,
  },
  { what: 'uses and run in one step', text: 'on: push\njobs:\n  a:\n    steps:\n      - uses: x\n        run: y\n', line: 5, reason: /both uses and run/ },
  {
    what: 'a permission of an unknown level',
    text: 'on: push\npermissions: {contents: all}\njobs: {}\n',
    line: 2,
    reason: /contents should be read, write or none/,
  },
  { what: 'permissions without a value', text: 'on: push\npermissions:\njobs: {}\n', line: 2, reason: /permissions has no value/ },
  { what: 'a matrix as a list', text: 'on: push\njobs:\n  a:\n    strategy: {matrix: [1]}\n', line: 4, reason: /matrix should be a map/ },
  { what: 'a strategy as a list', text: 'on: push\njobs:\n  a:\n    strategy: [1]\n', line: 4, reason: /strategy should be a map/ },
  { what: 'needs of a map', text: 'on: push\njobs:\n  a:\n    needs: [{b: c}]\n', line: 4, reason: /needs should be a single value/ },
  {
    what: 'a duplicate job',
    text: 'on: push\njobs:\n  a: {}\n  a: {}\n',
    line: 4,
    reason: /"a" is written twice; the last one was read \(GitHub refuses such a workflow\)/,
  },
];

for (const row of wrong) {
  test(`noted and read on: ${row.what}`, () => {
    const [problem, ...others] = workflow(row.text).problems;
    assert.match(problem?.reason ?? '', row.reason);
    assert.equal(problem?.span.line, row.line);
    assert.deepEqual(others, []);
  });
}

const unreadable: readonly { what: string; text: string; line: number; reason: RegExp }[] = [
  { what: 'an empty file', text: '', line: 1, reason: /workflow file is empty/ },
  { what: 'a list', text: '- on: push\n', line: 1, reason: /should be a map, not a list/ },
  { what: 'a word', text: 'hello\n', line: 1, reason: /should be a map, not a single value/ },
  { what: 'broken YAML', text: 'on: push\njobs:\n  a: [\n', line: 4, reason: /not valid YAML/ },
];

for (const row of unreadable) {
  test(`unreadable: ${row.what}`, () => {
    const read = parseWorkflow('w.yml', row.text);
    assert.equal(read.kind, 'unreadable');
    assert.match(read.problems[0]?.reason ?? '', row.reason);
    assert.equal(read.problems[0]?.span.line, row.line);
  });
}

test('a composite action', () => {
  const read = action(`name: Sign
inputs:
  path: {required: true, default: dist}
outputs:
  digest: {value: "\${{ steps.x.outputs.d }}"}
runs:
  using: composite
  steps:
    - run: make
      shell: bash
`);
  assert.equal(read.name?.value, 'Sign');
  assert.equal(read.using, 'composite');
  assert.deepEqual(
    [...read.inputs.values()].map((one) => [one.name, one.required, one.default?.value]),
    [['path', true, 'dist']],
  );
  assert.equal(read.outputs.get('digest')?.value, '${{ steps.x.outputs.d }}');
  assert.equal(read.steps[0]?.run?.value, 'make');
  assert.deepEqual(read.problems, []);
});

test('a container action', () => {
  const read = action('runs: {using: docker, image: docker://x}\noutputs: {d: {description: y}}\n');
  assert.deepEqual([read.using, read.image?.value, read.outputs.size, read.steps], ['docker', 'docker://x', 0, []]);
});

test('an action without runs is noted', () => {
  assert.match(action('name: x\n').problems[0]?.reason ?? '', /no "runs:"/);
});
