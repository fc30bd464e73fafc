import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readUserRows } from '../../src/catalog/index.ts';

test('a row of an action as a user writes it', () => {
  const { actions, problems } = readUserRows({
    actions: [
      {
        uses: 'octo/publish',
        defaults: { files: 'dist/*', sign: true },
        outputs: { digest: '{outputs.digest}' },
        effects: [
          {
            kind: 'publishes',
            sink: { kind: 'index', index: 'private', url: 'https://p.example.org' },
            subject: { kind: 'files', paths: '{inputs.files | paths}' },
            auth: 'token',
            when: { not: { input: 'dry-run', is: true } },
          },
          {
            kind: 'signs',
            subject: { kind: 'files', paths: ['{inputs.files | paths}'] },
            mechanism: 'sigstore',
            keyless: true,
            outputs: ['{file}.sigstore.json'],
            attachedTo: 'beside',
            needs: [{ kind: 'permission', scope: 'id-token', level: 'write' }],
          },
        ],
      },
    ],
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(actions, [
    {
      kind: 'action',
      uses: 'octo/publish',
      roles: [],
      defaults: { files: 'dist/*', sign: 'true' },
      outputs: { digest: '{outputs.digest}' },
      effects: [
        {
          kind: 'publishes',
          sink: { kind: 'index', index: 'private', url: 'https://p.example.org' },
          subject: { kind: 'files', paths: '{inputs.files | paths}' },
          auth: 'token',
          when: { not: { input: 'dry-run', is: 'true' } },
        },
        {
          kind: 'signs',
          subject: { kind: 'files', paths: ['{inputs.files | paths}'] },
          mechanism: 'sigstore',
          keyless: true,
          outputs: ['{file}.sigstore.json'],
          attachedTo: 'beside',
          needs: [{ kind: 'permission', scope: 'id-token', level: 'write' }],
        },
      ],
      source: { url: '', checked: null },
    },
  ]);
});

test('a path of a workflow makes a reusable workflow', () => {
  assert.equal(readUserRows({ actions: [{ uses: 'o/r/.github/workflows/sign.yml', effects: [] }] }).actions[0]?.kind, 'reusable-workflow');
});

test('a row of a command', () => {
  const { commands, problems } = readUserRows({
    commands: [
      {
        program: 'shipit',
        words: ['push'],
        flags: [{ names: ['--file', '-f'], value: true, repeat: true }],
        effects: [{ kind: 'publishes', sink: { kind: 'bucket', url: 's3://b' }, subject: { kind: 'files', paths: '{flags.file}' } }],
        stdout: '{outputs.url}',
      },
    ],
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(commands[0]?.flags, [{ names: ['--file', '-f'], value: true, repeat: true }]);
  assert.equal(commands[0]?.stdout, '{outputs.url}');
});

test('nothing is no rows', () => {
  assert.deepEqual(readUserRows(undefined), { actions: [], commands: [], problems: [] });
  assert.deepEqual(readUserRows({ actions: null }), { actions: [], commands: [], problems: [] });
});

const action = (more: Readonly<Record<string, unknown>>): unknown => ({ actions: [{ uses: 'o/r', effects: [], ...more }] });
const effect = (more: Readonly<Record<string, unknown>>): unknown => action({ effects: [{ kind: 'removes', paths: 'x', ...more }] });

const wrong: readonly { readonly what: string; readonly data: unknown; readonly path: readonly (string | number)[]; readonly message: RegExp }[] = [
  { what: 'not a mapping', data: [], path: [], message: /not a mapping/ },
  { what: 'an unknown section', data: { tools: [] }, path: ['tools'], message: /not a field/ },
  { what: 'not a list', data: { actions: {} }, path: ['actions'], message: /not a list/ },
  { what: 'no name', data: { actions: [{ effects: [] }] }, path: ['actions', 0, 'uses'], message: /not a text/ },
  { what: 'a name with a ref', data: action({ uses: 'o/r@v1' }), path: ['actions', 0, 'uses'], message: /not the name/ },
  { what: 'no effects', data: { actions: [{ uses: 'o/r' }] }, path: ['actions', 0, 'effects'], message: /not a list/ },
  { what: 'a field that there is not', data: action({ effect: [] }), path: ['actions', 0, 'effect'], message: /not a field/ },
  { what: 'a role that there is not', data: action({ roles: ['sings'] }), path: ['actions', 0, 'roles', 0], message: /not a word/ },
  {
    what: 'an effect that there is not',
    data: action({ effects: [{ kind: 'sings' }] }),
    path: ['actions', 0, 'effects', 0, 'kind'],
    message: /not a kind of effect/,
  },
  { what: 'a field missing', data: action({ effects: [{ kind: 'copies', from: 'a' }] }), path: ['actions', 0, 'effects', 0, 'to'], message: /"to" is missing/ },
  { what: 'a field too many', data: effect({ path: 'y' }), path: ['actions', 0, 'effects', 0, 'path'], message: /not a field/ },
  {
    what: 'a field of the wrong type',
    data: action({ effects: [{ kind: 'posture', what: 'a', publishes: 'yes' }] }),
    path: ['actions', 0, 'effects', 0, 'publishes'],
    message: /not true or false/,
  },
  {
    what: 'a subject that there is not',
    data: action({ effects: [{ kind: 'consumes', how: 'x', subject: { kind: 'thing' } }] }),
    path: ['actions', 0, 'effects', 0, 'subject', 'kind'],
    message: /not a kind/,
  },
  {
    what: 'a mechanism that there is not',
    data: action({ effects: [{ kind: 'signs', subject: { kind: 'source' }, mechanism: 'wax', keyless: false, attachedTo: 'beside' }] }),
    path: ['actions', 0, 'effects', 0, 'mechanism'],
    message: /not a word/,
  },
  {
    what: 'a template that does not parse',
    data: effect({ paths: '{inputs.a | shout}' }),
    path: ['actions', 0, 'effects', 0, 'paths'],
    message: /not a filter/,
  },
  { what: 'a template in a default', data: action({ defaults: { a: '{input.b}' } }), path: ['actions', 0, 'defaults', 'a'], message: /not a reference/ },
  {
    what: 'a condition that compares nothing',
    data: effect({ when: { input: 'a' } }),
    path: ['actions', 0, 'effects', 0, 'when'],
    message: /nothing to compare/,
  },
  { what: 'a condition that is none', data: effect({ when: { sometimes: true } }), path: ['actions', 0, 'effects', 0, 'when'], message: /not a condition/ },
  { what: 'a range that is none', data: effect({ when: { version: 'newer' } }), path: ['actions', 0, 'effects', 0, 'when', 'version'], message: /not a range/ },
  {
    what: 'a choice of a field that there is not',
    data: effect({ choose: { path: { cases: [] } } }),
    path: ['actions', 0, 'effects', 0, 'choose', 'path'],
    message: /not a field/,
  },
  {
    what: 'a choice without cases',
    data: effect({ choose: { paths: {} } }),
    path: ['actions', 0, 'effects', 0, 'choose', 'paths', 'cases'],
    message: /not a list/,
  },
  {
    what: 'a case of the wrong type',
    data: action({ effects: [{ kind: 'posture', what: 'a', publishes: true, choose: { publishes: { cases: [{ when: { event: 'push' }, value: 'x' }] } } }] }),
    path: ['actions', 0, 'effects', 0, 'choose', 'publishes', 'cases', 0, 'value'],
    message: /not true or false/,
  },
  {
    what: 'a flag without names',
    data: { commands: [{ program: 'p', effects: [], flags: [{ value: true }] }] },
    path: ['commands', 0, 'flags', 0, 'names'],
    message: /not a list/,
  },
  {
    what: 'a program with a path',
    data: { commands: [{ program: './p', effects: [] }] },
    path: ['commands', 0, 'program'],
    message: /not the name of a program/,
  },
];

for (const { what, data, path, message } of wrong) {
  test(`a wrong row: ${what}`, () => {
    const { actions, commands, problems } = readUserRows(data);
    assert.deepEqual([actions, commands], [[], []], 'a wrong row is left out');
    const problem = problems.find((one) => JSON.stringify(one.path) === JSON.stringify(path));
    assert.ok(problem !== undefined, `no problem at ${path.join('.')}: ${JSON.stringify(problems)}`);
    assert.equal(problem.code, 'CONFIG_MALFORMED');
    assert.match(problem.message, message);
  });
}

test('a wrong row does not take the others with it', () => {
  const { actions, problems } = readUserRows({ actions: [{ uses: 'o/bad' }, { uses: 'o/good', effects: [] }] });
  assert.deepEqual(
    actions.map((row) => row.uses),
    ['o/good'],
  );
  assert.equal(problems.length, 1);
});

test('conditions nested without end are a problem', () => {
  let condition: unknown = { event: 'push' };
  for (let i = 0; i < 5_000; i++) condition = { not: condition };
  assert.ok(readUserRows(effect({ when: condition })).problems.some((problem) => /too deep/.test(problem.message)));
});

test('any plain data gives rows and problems, never an exception', () => {
  const key = fc.constantFrom(
    'actions',
    'commands',
    'uses',
    'program',
    'effects',
    'kind',
    'when',
    'choose',
    'paths',
    'subject',
    'sink',
    'cases',
    'not',
    'all',
    'input',
    'is',
    'defaults',
    'source',
    '__proto__',
    'constructor',
  );
  const data = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 7 },
      fc.constantFrom(null, true, 3, 'x', 'removes', 'signs', 'files', '{inputs.a}', 'o/r'),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 5 }),
    ),
  })).node;
  fc.assert(
    fc.property(data, (one) => assert.ok(Array.isArray(readUserRows(one).problems))),
    { numRuns: 500 },
  );
});
