import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SealwrightError } from '../../src/base/index.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine, type FakeOptions } from '../support/fake-machine.ts';
import { sampleLineage, sampleReport } from '../support/sample-report.ts';

const clean = { report: { ...sampleReport(), findings: [] }, lineage: sampleLineage(), recipes: [] };

test('what goes where, and the exit code', async () => {
  const table: readonly {
    readonly what: string;
    readonly argv: readonly string[];
    readonly on?: FakeOptions;
    readonly code: number;
    readonly out?: RegExp;
    readonly err?: RegExp;
  }[] = [
    { what: 'no command', argv: [], code: 2, err: /^sealwright COMMAND/ },
    { what: 'help', argv: ['--help'], code: 0, out: /^sealwright COMMAND/ },
    { what: 'help of a command', argv: ['help', 'explain'], code: 0, out: /^sealwright explain SURFACE \[CONTROL\] \[options\]\n/ },
    { what: 'a command with --help', argv: ['audit', 'x', '--help'], code: 0, out: /^sealwright audit \[DIR…\]/ },
    { what: 'help of nothing known', argv: ['help', 'audti'], code: 2, err: /no command "audti" \[USAGE\]\n {2}hint: sealwright audit/ },
    { what: 'version', argv: ['--version'], code: 0, out: /^\d+\.\d+\.\d+\n$/ },
    { what: 'a misspelt command', argv: ['lineag'], code: 2, err: /hint: sealwright lineage/ },
    { what: 'a folder for a command', argv: ['./lens'], code: 2, err: /hint: sealwright audit DIR/ },
    { what: 'an option before a command', argv: ['--all', 'audit'], code: 2, err: /no option "--all" before a command/ },
    { what: 'a bad option', argv: ['audit', '--colour'], code: 2, err: /audit has no option --colour/ },
    { what: 'findings', argv: ['audit'], code: 1, out: /^sealwright audit \. +acme\/lens @ 3f2a91c/ },
    { what: 'no findings', argv: ['audit'], on: { audit: () => clean }, code: 0, out: /Surface/ },
    { what: 'a folder that is not there', argv: ['audit', 'gone'], code: 2, err: /gone does not exist \[FOLDER_MISSING\]/ },
    { what: 'Markdown', argv: ['audit', '--format', 'markdown'], code: 1, out: /^# Release-trust audit of acme\/lens/ },
    { what: 'JSON', argv: ['audit', '--format', 'json'], code: 1, out: /^\{\n {2}"schemaVersion": 1,/ },
    { what: 'SARIF', argv: ['audit', '--format', 'sarif'], code: 1, out: /^\{\n {2}"\$schema": [^]*"exitCode": 1,/ },
    { what: 'SARIF that fails nothing', argv: ['audit', '--format', 'sarif', '--exit-zero'], code: 0, out: /"exitCode": 0,/ },
    { what: 'a summary', argv: ['audit', '--format', 'summary'], code: 1, out: /^## Release trust: [^]*sealwright explain / },
    { what: 'a page', argv: ['audit', '--format', 'html'], code: 1, out: /^<!doctype html>\n[^]*<\/html>\n$/ },
    { what: 'annotations', argv: ['audit', '--format', 'github'], code: 1, out: /^::error file=\.github\/workflows\/images\.yml,line=30,/ },
    { what: 'an unknown revision', argv: ['audit', '--against', 'nope'], code: 2, err: /REF_UNKNOWN/ },
    { what: 'explain', argv: ['explain', 'cuda', 'sbom'], code: 0, out: /answer +absent: cannot work \(!\)/ },
    { what: 'explain of nothing known', argv: ['explain', 'lens:*-rcm'], code: 2, err: /no surface is named "lens:\*-rcm"[^]*did you mean/ },
    { what: 'lineage', argv: ['lineage', 'v*', '--format', 'mermaid'], code: 0, out: /^flowchart LR\n/ },
    { what: 'a record', argv: ['adr', '--number', '0902'], code: 0, out: /^# ADR-0902: Release-trust audit of acme\/lens\n[^]*- Date: 2026-06-01\n/ },
    { what: 'a record of a day', argv: ['adr', '--now', '2026-05-30'], code: 0, out: /- Date: 2026-05-30\n/ },
    { what: 'a record with a title for a number', argv: ['adr', '--number', 'x'], code: 2, err: /takes digits, not "x"/ },
    { what: 'recipes', argv: ['recipe'], code: 0, out: /cosign verify-blob "lens" --bundle "lens\.bundle"/ },
    { what: 'recipes as Markdown', argv: ['recipe', '--format', 'markdown'], code: 0, out: /^### [^\n]+\n\nSigned, with cosign 2\.4 or later/ },
    { what: 'recipes as JSON', argv: ['recipe', '--format', 'json'], code: 0, out: /"kind": "unwritten"/ },
    { what: 'recipes of a program that checks nothing here', argv: ['recipe', '--tool', 'npm'], code: 2, err: /nothing here is checked with npm/ },
    { what: 'a document without a block', argv: ['recipe', '--write', 'README.md'], code: 2, err: /there is no such document \[DOCUMENT_UNWRITABLE\]/ },
    { what: 'to write and to check', argv: ['recipe', '--write', 'a.md', '--check', 'b.md'], code: 2, err: /exclude each other/ },
    {
      what: 'a broken configuration',
      argv: ['audit'],
      on: { folders: { '.': { 'sealwright.yaml': 'version: 9' } } },
      code: 2,
      err: /sealwright\.yaml:1: version is not understood, expected 1, got 9/,
    },
    {
      what: 'a configuration that is to be ignored',
      argv: ['audit', '--no-config'],
      on: { folders: { '.': { 'sealwright.yaml': 'version: 9' } } },
      code: 1,
      out: /Surface/,
    },
    { what: 'a configuration that is not there', argv: ['audit', '--config', 'nowhere/c.yaml'], code: 2, err: /CONFIG_MISSING/ },
    { what: 'a resolved folder that is not there', argv: ['audit', '--resolve', 'a/b@v=gone'], code: 2, err: /the folder for a\/b@v cannot be opened/ },
  ];
  for (const row of table) {
    const machine = fakeMachine(row.on);
    assert.equal(await run(row.argv, machine), row.code, row.what);
    if (row.out === undefined) assert.equal(machine.out(), '', row.what);
    else assert.match(machine.out(), row.out, row.what);
    if (row.err === undefined) assert.equal(machine.err(), '', row.what);
    else assert.match(machine.err(), row.err, row.what);
  }
});

test('a fault of ours is exit 70, short, with its stack only on demand', async () => {
  const audit = (): never => {
    throw new TypeError('x is not a function\u001b[2J');
  };
  const quiet = fakeMachine({ audit });
  assert.equal(await run(['audit'], quiet), 70);
  assert.match(quiet.err(), /internal error: TypeError: x is not a function\\u001b\[2J/);
  assert.match(quiet.err(), /report it/);
  assert.doesNotMatch(quiet.err(), /at .*\.ts:/);
  const loud = fakeMachine({ audit, env: { SEALWRIGHT_DEBUG: '1' } });
  await run(['audit'], loud);
  assert.match(loud.err(), /run\.test\.ts:\d+/);
});

test('of many checkouts each has its line, and one that fails does not stop the rest', async () => {
  let calls = 0;
  const machine = fakeMachine({
    folders: { a: {}, c: {}, d: {} },
    audit: (input) => {
      calls++;
      if (input.folderName === 'c') throw new RangeError('a fault');
      return clean;
    },
  });
  assert.equal(await run(['audit', 'a', 'gone', 'c', 'd', '--format', 'jsonl'], machine), 70);
  const lines = machine
    .out()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly checkout: string; readonly error?: { readonly code: string } });
  assert.deepEqual(
    lines.map((line) => [line.checkout, line.error?.code]),
    [
      ['a', undefined],
      ['gone', 'FOLDER_MISSING'],
      ['c', 'INTERNAL'],
      ['d', undefined],
    ],
  );
  assert.equal(calls, 3);
  assert.equal(machine.err(), '');
});

test('a report goes to its file whole, without colour, and not at all when there is none', async () => {
  const machine = fakeMachine({ terminal: true, columns: 80 });
  assert.equal(await run(['audit', '--output', 'r.txt'], machine), 1);
  assert.equal(machine.out(), '');
  assert.match(machine.written.get('r.txt') ?? '', /^sealwright audit \./);
  // oxlint-disable-next-line no-control-regex
  assert.doesNotMatch(machine.written.get('r.txt') ?? '', /\u001b/);
  const failing = fakeMachine();
  assert.equal(await run(['audit', 'gone', '--output', 'r.txt'], failing), 2);
  assert.equal(failing.written.size, 0);
});

test('several forms go each to its own place', async () => {
  const machine = fakeMachine();
  assert.equal(await run(['audit', '--format', 'github', '--format', 'sarif=a.sarif', '--format=json=a.json'], machine), 1);
  assert.match(machine.out(), /^::error /);
  assert.deepEqual([...machine.written.keys()], ['a.sarif', 'a.json']);
  assert.match(machine.written.get('a.sarif') ?? '', /"version": "2\.1\.0"/);
  assert.match(machine.written.get('a.json') ?? '', /"schemaVersion": 1/);
});

test('colour is for terminals, unless the environment or an option says otherwise', async () => {
  const table: readonly { readonly what: string; readonly on: FakeOptions; readonly argv?: readonly string[]; readonly colour: boolean }[] = [
    { what: 'a pipe', on: {}, colour: false },
    { what: 'a terminal', on: { terminal: true }, colour: true },
    { what: 'NO_COLOR', on: { terminal: true, env: { NO_COLOR: '1' } }, colour: false },
    { what: 'an empty NO_COLOR is none', on: { terminal: true, env: { NO_COLOR: '' } }, colour: true },
    { what: 'FORCE_COLOR on a pipe', on: { env: { FORCE_COLOR: '1' } }, colour: true },
    { what: 'FORCE_COLOR=0', on: { terminal: true, env: { FORCE_COLOR: '0' } }, colour: false },
    { what: 'a dumb terminal', on: { terminal: true, env: { TERM: 'dumb' } }, colour: false },
    { what: 'the option wins', on: { terminal: true, env: { FORCE_COLOR: '1' } }, argv: ['--no-colour'], colour: false },
  ];
  for (const row of table) {
    const machine = fakeMachine(row.on);
    await run(['audit', ...(row.argv ?? [])], machine);
    assert.equal(machine.out().includes('\u001b['), row.colour, row.what);
  }
});

test('a baseline makes known what it has, and only what is new fails', async () => {
  const writing = fakeMachine();
  assert.equal(await run(['audit', '--write-baseline', 'b.json'], writing), 0, 'what is written is known');
  assert.match(writing.err(), /b\.json is written: 5 findings/);
  const text = writing.written.get('b.json') ?? '';
  const folders = (baseline: string): FakeOptions => ({ folders: { '.': { 'b.json': baseline } } });
  assert.equal(await run(['audit', '--baseline', 'b.json'], fakeMachine(folders(text))), 0);
  const less = fakeMachine(folders(text.replace('tag-unsigned', 'tag-was-unsigned')));
  assert.equal(await run(['audit', '--baseline', 'b.json'], less), 1);
  assert.match(less.out(), /tags carry no signature/);
  const none = fakeMachine(folders('{}'));
  assert.equal(await run(['audit', '--baseline', 'b.json'], none), 2);
  assert.match(none.err(), /BASELINE_UNREADABLE\]\n {2}hint: sealwright audit --write-baseline b\.json/);
  assert.equal(await run(['audit', '--baseline', 'nowhere.json'], fakeMachine()), 2);
});

test('the day of an audit is today, or the one that is given', async () => {
  const machine = fakeMachine({ today: '2026-11-30' });
  await run(['audit'], machine);
  await run(['audit', '--now', '2027-01-01'], machine);
  assert.deepEqual(
    machine.audits.map((one) => one.today),
    ['2026-11-30', '2027-01-01'],
  );
});

test('progress shows on a terminal after a second, and leaves nothing behind', async () => {
  const audit: FakeOptions['audit'] = (input) => {
    for (let done = 0; done < 30; done++) input.onProgress?.({ stage: 'workflows', done, total: 30 });
    return clean;
  };
  const slow = fakeMachine({ terminal: true, tickMs: 60, audit });
  await run(['audit'], slow);
  assert.match(slow.err(), /workflows 2\d of 30/);
  assert.ok(slow.err().endsWith('\r\u001b[2K'));
  assert.ok(slow.err().split('workflows').length < 12, 'not at every call');
  const quick = fakeMachine({ terminal: true, tickMs: 1, audit });
  await run(['audit'], quick);
  assert.equal(quick.err(), '');
  const piped = fakeMachine({ tickMs: 500, audit });
  await run(['audit'], piped);
  assert.equal(piped.err(), '');
});

test('against another commit both trees are audited with the same configuration', async () => {
  const machine = fakeMachine({
    folders: { '.': { now: '' } },
    commits: { main: { then: '' } },
    audit: (input) => (input.files.has('then') ? { ...clean, report: { ...clean.report, surfaces: [] } } : clean),
  });
  assert.equal(await run(['audit', '--against', 'main'], machine), 0);
  assert.match(machine.out(), /\[new\]/);
  assert.equal(machine.audits.length, 2);
  assert.equal(machine.audits[0]?.config, machine.audits[1]?.config);
});

test('resolved folders come from the command line, then from the configuration, seen through the checkout', async () => {
  const machine = fakeMachine({
    folders: {
      '.': { 'sealwright.yaml': 'version: 1\nresolve: { "a/b@v": vendor/b, "c/d@v": vendor/c }\n', 'vendor/b/action.yml': 'inner', 'vendor/c/action.yml': '' },
      typed: { typed: '' },
    },
  });
  await run(['audit', '--resolve', 'c/d@v=typed'], machine);
  const resolve = machine.audits[0]?.resolve;
  assert.deepEqual(resolve?.get('a/b@v')?.list(), ['action.yml']);
  assert.deepEqual(resolve?.get('a/b@v')?.read('action.yml'), { kind: 'text', text: 'inner', notes: [] });
  assert.deepEqual(resolve?.get('c/d@v')?.list(), ['typed']);
  const missing = fakeMachine({ folders: { '.': { 'sealwright.yaml': 'version: 1\nresolve: { "a/b@v": vendor/none }\n' } } });
  assert.equal(await run(['audit'], missing), 2);
  assert.match(missing.err(), /RESOLVE_MISSING/);
});

test('a coded error that says INTERNAL is a fault like any other', async () => {
  const machine = fakeMachine({
    audit: () => {
      throw new SealwrightError('INTERNAL', { message: 'a rule was broken' });
    },
  });
  assert.equal(await run(['audit'], machine), 70);
});

test('annotations name files from the checkout of the run, wherever it was started', async () => {
  const folders = { '/srv/lens': {}, '/srv/lens/sub': {} };
  const env = { GITHUB_WORKSPACE: '/srv/lens' };
  for (const [folder, file] of [
    ['/srv/lens', '.github/workflows/images.yml'],
    ['/srv/lens/sub', 'sub/.github/workflows/images.yml'],
  ] as const) {
    const machine = fakeMachine({ folders, env });
    await run(['audit', folder, '--format', 'github'], machine);
    assert.ok(machine.out().startsWith(`::error file=${file},`), machine.out().split('\n')[0]);
  }
});
