import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { version } from '../../src/base/index.ts';
import { parse } from '../../src/cli/commands/init.ts';
import { firstFiles } from '../../src/cli/init/files.ts';
import { pins, usesOf } from '../../src/cli/init/pins.ts';
import { writeFirst } from '../../src/cli/ports/first-file.ts';
import { run } from '../../src/cli/run.ts';
import { parseWorkflow, type Workflow } from '../../src/workflow/index.ts';
import { fakeMachine } from '../support/fake-machine.ts';
import { auditConfigured } from '../support/little-repo.ts';

const workflowPath = '.github/workflows/sealwright.yml';
const texts = Object.fromEntries(firstFiles('main').map(({ path, text }) => [path, text]));

function workflow(branch: string | null): Workflow {
  const text = firstFiles(branch).find((one) => one.path === workflowPath)?.text ?? '';
  const parsed = parseWorkflow(workflowPath, text);
  assert.equal(parsed.kind, 'workflow');
  return parsed as Workflow;
}

test('what init writes is read without a problem, and finds nothing of its own', async () => {
  assert.deepEqual(workflow('main').problems, []);
  const { report } = await auditConfigured(texts, 'acme', 'lens');
  assert.deepEqual(report.findings, []);
  assert.deepEqual(report.unread, []);
});

test('the workflow has the fewest permissions, and everything in it is pinned', () => {
  const { permissions, jobs } = workflow('main');
  assert.equal(permissions?.scopes.size, 0);
  const [job, ...others] = jobs;
  assert.deepEqual(others, []);
  assert.deepEqual(
    [...(job?.permissions?.scopes ?? [])].map(([scope, { level }]) => `${scope}: ${level}`),
    ['contents: read', 'security-events: write'],
  );
  const uses = job?.steps.flatMap((step) => (step.uses === undefined ? [] : [`${step.uses.value} # ${step.usesComment}`])) ?? [];
  assert.deepEqual(uses, Object.values(pins).map(usesOf));
  for (const one of Object.values(pins)) {
    assert.match(one.commit, /^[0-9a-f]{40}$/);
    assert.match(one.version, /^v\d+\.\d+\.\d+$/);
  }
  const audit = job?.steps.find((step) => step.run?.value.includes(`npx --yes sealwright@${version} audit "$GITHUB_WORKSPACE"`));
  assert.ok(audit !== undefined);
  assert.ok(texts[workflowPath]?.includes('working-directory: ${{ runner.temp }}\n        run: >-\n          npx'), 'npx reads no .npmrc of the checkout');
});

test('the branch is that of the checkout, where its name can be written', () => {
  const branches = (name: string | null): readonly string[] =>
    workflow(name)
      .triggers.find((one) => one.event === 'push')
      ?.branches?.map((one) => one.value) ?? [];
  assert.deepEqual(branches('trunk'), ['trunk']);
  assert.deepEqual(branches('release/1.x'), ['release/1.x']);
  for (const odd of [null, '', 'a]\n  evil: true', '*', '!x', "it's", '-x', '${{ x }}']) assert.deepEqual(branches(odd), ['main', 'master'], String(odd));
});

test('what is there is shown and stays, unless it is to be replaced', async () => {
  const folders = { '.': { 'sealwright.yaml': 'version: 1\n' } };
  const first = fakeMachine({ folders });
  assert.equal(await run(['init'], first), 0);
  assert.deepEqual([...first.written.keys()], [`./${workflowPath}`]);
  assert.match(first.err(), /sealwright\.yaml is there and stays as it is; --force/);
  assert.match(first.out(), /^# sealwright\.yaml\n# yaml-language-server/);

  const shown = fakeMachine({ folders });
  assert.equal(await run(['init', '--dry-run'], shown), 0);
  assert.equal(shown.written.size, 0);
  for (const { path, text } of firstFiles(null)) assert.ok(shown.out().includes(`# ${path}\n${text}`), path);

  const forced = fakeMachine({ folders });
  await run(['init', '--force'], forced);
  assert.deepEqual(Object.fromEntries(forced.written), Object.fromEntries(firstFiles(null).map(({ path, text }) => [`./${path}`, text])));

  const again = fakeMachine({ folders: { '.': Object.fromEntries(firstFiles(null).map(({ path, text }) => [path, text])) } });
  assert.equal(await run(['init'], again), 0);
  assert.equal(again.written.size, 0);
  assert.match(again.err(), /is there, as it would be written/);
});

test('words that init does not take', () => {
  for (const argv of [['--dry-run', '--force'], [''], ['a', 'b'], ['--writ']]) assert.equal(parse(argv).kind, 'usage', argv.join(' '));
});

function folderOf(t: TestContext): { readonly checkout: string; readonly outside: string } {
  const top = mkdtempSync(join(tmpdir(), 'sealwright-init-'));
  t.after(() => rmSync(top, { recursive: true, force: true }));
  const places = { checkout: join(top, 'checkout'), outside: join(top, 'outside') };
  for (const place of Object.values(places)) mkdirSync(place);
  return places;
}

test('a file is written with its folders, and replaced only when that was asked', (t) => {
  const { checkout } = folderOf(t);
  writeFirst(checkout, workflowPath, 'one\n', 'keep');
  assert.equal(readFileSync(join(checkout, workflowPath), 'utf8'), 'one\n');
  assert.throws(() => writeFirst(checkout, workflowPath, 'two\n', 'keep'), { code: 'OUTPUT_UNWRITABLE' });
  writeFirst(checkout, workflowPath, 'two\n', 'replace');
  assert.equal(readFileSync(join(checkout, workflowPath), 'utf8'), 'two\n');
  assert.deepEqual(readdirSync(dirname(join(checkout, workflowPath))), ['sealwright.yml'], 'nothing else is left');
});

test('no link leads the writing out of the checkout', (t) => {
  const traps: readonly { readonly what: string; readonly lay: (checkout: string, outside: string) => void }[] = [
    {
      what: 'the folder of workflows',
      lay: (checkout, outside) => (mkdirSync(join(checkout, '.github')), symlinkSync(outside, join(checkout, '.github/workflows'))),
    },
    { what: 'the folder above it', lay: (checkout, outside) => symlinkSync(outside, join(checkout, '.github')) },
    { what: 'a relative link', lay: (checkout) => symlinkSync('../outside', join(checkout, '.github')) },
    {
      what: 'the file itself',
      lay: (checkout, outside) => (
        mkdirSync(join(checkout, '.github/workflows'), { recursive: true }),
        symlinkSync(join(outside, 'x'), join(checkout, workflowPath))
      ),
    },
    { what: 'a folder in the place of the file', lay: (checkout) => mkdirSync(join(checkout, workflowPath), { recursive: true }) },
    { what: 'a file in the place of a folder', lay: (checkout) => writeFileSync(join(checkout, '.github'), '') },
    { what: 'a link to nothing', lay: (checkout, outside) => symlinkSync(join(outside, 'gone'), join(checkout, '.github')) },
  ];
  for (const { what, lay } of traps) {
    for (const existing of ['keep', 'replace'] as const) {
      const { checkout, outside } = folderOf(t);
      lay(checkout, outside);
      assert.throws(() => writeFirst(checkout, workflowPath, 'x\n', existing), { code: 'OUTPUT_UNWRITABLE' }, what);
      assert.deepEqual(readdirSync(outside), [], what);
      assert.ok(!existsSync(join(outside, 'x')), what);
    }
  }
});

test('where one file cannot be written, none is', async (t) => {
  const { checkout, outside } = folderOf(t);
  symlinkSync(outside, join(checkout, '.github'));
  const machine = { ...fakeMachine({ folders: { [checkout]: {} } }), writeFirst };
  assert.equal(await run(['init', checkout], machine), 2);
  assert.deepEqual(readdirSync(checkout), ['.github']);
});

test('what is written promises no release', async () => {
  const machine = fakeMachine({ folders: { '.': {} } });
  await run(['init'], machine);
  assert.ok(machine.err().includes(`was not asked whether that is released: npm view sealwright@${version} version`));
});

test('a link within the checkout is no way out', (t) => {
  const { checkout } = folderOf(t);
  mkdirSync(join(checkout, 'ci/workflows'), { recursive: true });
  symlinkSync('ci', join(checkout, '.github'));
  writeFirst(checkout, workflowPath, 'x\n', 'keep');
  assert.equal(readFileSync(join(checkout, 'ci/workflows/sealwright.yml'), 'utf8'), 'x\n');
});
