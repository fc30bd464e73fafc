import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { buildAction } from '../../scripts/build-action.ts';
import { parse, type AuditOptions } from '../../src/cli/commands/audit.ts';
import { readInputs } from '../../src/cli/action/inputs.ts';
import { stepNames } from '../../src/cli/action/steps.ts';
import { serveApi } from '../support/api-server.ts';
import { sampleService } from '../support/sample-service.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = mkdtempSync(join(tmpdir(), 'sealwright-action-'));
after(() => rmSync(built, { recursive: true, force: true }));
// Alone in its folder, as in the commit of a release there is nothing installed beside it.
before(async () => void (await buildAction(built)));

const manifest = parseYaml(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
};

const release = `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  release:
    runs-on: ubuntu-24.04
    permissions: { contents: write }
    steps:
      - run: go build -o lens .
      - env: { GH_TOKEN: '\${{ github.token }}' }
        run: gh release create "$GITHUB_REF_NAME" lens
`;

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly workspace: string;
}

/** Runs the built entry as a runner does: inputs with their defaults as variables, files for what it tells, the workspace as folder. */
async function runStep(
  t: TestContext,
  inputs: Readonly<Record<string, string>>,
  files: Readonly<Record<string, string>> = { '.github/workflows/release.yml': release },
  more: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const top = mkdtempSync(join(tmpdir(), 'sealwright-runner-'));
  t.after(() => rmSync(top, { recursive: true, force: true }));
  const workspace = join(top, 'work/lens/lens');
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(workspace, path, '..'), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  const [outputFile, summaryFile] = [join(top, 'set_output_1'), join(top, 'step_summary_1')];
  for (const file of [outputFile, summaryFile]) writeFileSync(file, '');
  const given = Object.fromEntries(
    Object.entries({
      ...Object.fromEntries(Object.entries(manifest.inputs).map(([name, one]) => [name, one.default.includes('${{') ? '' : one.default])),
      ...inputs,
    }).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: top,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: outputFile,
    GITHUB_STEP_SUMMARY: summaryFile,
    RUNNER_TEMP: top,
    ...given,
    ...more,
  };
  const child = spawn(process.execPath, [join(built, 'index.cjs')], { cwd: workspace, env, timeout: 60_000 });
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => void child.on('close', resolve)),
  ]);
  return {
    code,
    out,
    err,
    outputs: readOutputs(readFileSync(outputFile, 'utf8')),
    summary: readFileSync(summaryFile, 'utf8'),
    workspace,
  };
}

/** Reads a file of outputs as the runner does; a line that belongs to none is an error there. */
function readOutputs(file: string): Readonly<Record<string, string>> {
  const out: Record<string, string> = {};
  const lines = file.split('\n');
  for (let i = 0; i < lines.length - 1; i++) {
    const [, name, end] = /^([\w-]+)<<(.+)$/.exec(lines[i] ?? '') ?? [];
    assert.ok(name !== undefined && end !== undefined, `${lines[i]} begins no output`);
    const close = lines.indexOf(end, i + 1);
    assert.ok(close > i, `${name} does not end`);
    out[name] = lines.slice(i + 1, close).join('\n');
    i = close;
  }
  return out;
}

/** The commands that a runner would carry out: between a stop and its end there is none. */
function commandsIn(log: string): readonly string[] {
  const out: string[] = [];
  let stopped: string | undefined;
  for (const line of log.split('\n')) {
    const begins = /^\s*::stop-commands::(.+)$/.exec(line)?.[1];
    if (stopped !== undefined) stopped = line.trim() === `::${stopped}::` ? undefined : stopped;
    else if (begins !== undefined) stopped = begins;
    else if (/^\s*::|##\[/.test(line)) out.push(line);
  }
  assert.equal(stopped, undefined, 'the runner takes commands again');
  return out;
}

test('the manifest is for the script that is built, and names the inputs that are read', () => {
  assert.equal(manifest.runs.using, 'node24');
  assert.equal(manifest.runs.main, 'dist/action/index.cjs');
  assert.deepEqual(readdirSync(built).toSorted(), ['index.cjs', ...stepNames.map((name) => `${name}.cjs`)].toSorted());
  const asked = new Set<string>();
  readInputs((name) => void asked.add(name));
  assert.deepEqual(
    [...asked].toSorted(),
    Object.keys(manifest.inputs)
      .map((name) => `INPUT_${name.toUpperCase()}`)
      .toSorted(),
  );
  assert.deepEqual(Object.keys(manifest.outputs), ['findings', 'sarif-file']);
});

test('a step with findings annotates, sums up, writes SARIF, sets outputs and fails', async (t) => {
  const { code, out, outputs, summary, workspace } = await runStep(t, { 'sarif-file': 'audit.sarif' });
  assert.equal(code, 1, out);
  assert.match(out, /^::(?:error|warning|notice) file=\.github\/workflows\/release\.yml,line=\d+/m);
  assert.match(summary, /published|signed/);
  assert.ok(Number(outputs['findings']) > 0);
  assert.equal(outputs['sarif-file'], 'audit.sarif');
  const sarif = JSON.parse(readFileSync(join(workspace, 'audit.sarif'), 'utf8')) as {
    readonly version: string;
    readonly runs: readonly { readonly results: readonly unknown[] }[];
  };
  assert.equal(sarif.version, '2.1.0');
  assert.ok((sarif.runs[0]?.results.length ?? 0) > 0);
});

test('fail-on decides, and the findings are counted all the same', async (t) => {
  const { code, outputs } = await runStep(t, { 'fail-on': 'never' });
  assert.equal(code, 0);
  assert.ok(Number(outputs['findings']) > 0);
  assert.equal(outputs['sarif-file'], '');
});

test('a repository that publishes nothing passes', async (t) => {
  const { code, outputs } = await runStep(
    t,
    {},
    { '.github/workflows/test.yml': 'on: push\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: go test ./...\n' },
  );
  assert.equal(code, 0);
  assert.equal(outputs['findings'], '0');
});

test('another form goes into the log, where no line of it is a command', async (t) => {
  // A workflow's name, and a file's, are the repository's to choose.
  const workflow = release.replace('run: go build -o lens .', 'uses: "acme/##[add-mask]x@v1"').replace('on:', 'name: "::add-mask::x"\non:');
  for (const format of ['terminal', 'markdown', 'json', 'summary', 'sarif']) {
    const { out, err } = await runStep(t, { format }, { '.github/workflows/release.yml': workflow, 'sealwright.yaml': 'version: 1\n' });
    assert.deepEqual(commandsIn(out), [], format);
    assert.deepEqual(commandsIn(err), [], format);
    assert.ok(out.includes('release'), format);
  }
});

const odd = ['--exit-zero', '-x', 'a b', '$(touch gone)', '`touch gone`', 'a\nb', "it's", '%0A::error::x'];

test('a value is one word of the command line, whatever it holds, and never an option', () => {
  for (const value of odd) {
    for (const name of ['path', 'baseline', 'config', 'against'] as const) {
      const read = readInputs((variable) => (variable === `INPUT_${name.toUpperCase()}` ? value : undefined));
      assert.ok(read.kind === 'inputs');
      const options = parse(read.argv.slice(1));
      assert.equal(options.kind, 'audit', `${name}: ${value}`);
      const got = options as AuditOptions;
      assert.deepEqual(got.folders, [name === 'path' ? value : '.']);
      assert.equal(got.against, name === 'against' ? value : undefined);
      assert.deepEqual(got.config, name === 'config' ? { kind: 'named', path: value } : { kind: 'found' });
      assert.equal(got.failOn.severity, 'low');
    }
    for (const name of ['format', 'online'])
      assert.equal(readInputs((variable) => (variable === `INPUT_${name.toUpperCase()}` ? value : undefined)).kind, 'usage', value);
  }
});

test('a mistake is one annotation, and the step fails', async (t) => {
  const mistakes: readonly Readonly<Record<string, string>>[] = [
    { path: 'gone\n::error::x' },
    { 'fail-on': 'often' },
    { format: 'pdf' },
    { online: 'perhaps' },
    { baseline: '$(touch gone)' },
  ];
  for (const inputs of mistakes) {
    const { code, out, outputs, workspace } = await runStep(t, inputs);
    assert.equal(code, 2, JSON.stringify(inputs));
    const said = commandsIn(out);
    assert.equal(said.length, 1, said.join(' | '));
    assert.match(said[0] ?? '', /^::error title=sealwright::sealwright: .*hint/);
    assert.equal(outputs['findings'] ?? '', '');
    assert.ok(!existsSync(join(workspace, 'gone')));
  }
});

test('online asks with the token of the step, which is nowhere in the log', async (t) => {
  const api = await serveApi(sampleService());
  t.after(() => api.close());
  const top = mkdtempSync(join(tmpdir(), 'sealwright-git-'));
  t.after(() => rmSync(top, { recursive: true, force: true }));
  const files = {
    '.github/workflows/release.yml': release,
    '.git/config': `[remote "origin"]\n\turl = https://git.example.com/acme/lens\n`,
    '.git/HEAD': 'ref: refs/heads/main\n',
  };
  // The server that the runner belongs to: here one of this machine, as its variables say.
  const env = { GITHUB_SERVER_URL: 'https://git.example.com', GITHUB_API_URL: api.url };
  const { out, err, summary } = await runStep(t, { online: 'true', token: 'ghs_secretOfTheStep', 'fail-on': 'never', format: 'terminal' }, files, env);
  assert.ok(api.asked.length > 5);
  for (const { headers } of api.asked) assert.equal(headers.authorization, 'Bearer ghs_secretOfTheStep');
  assert.match(out, /the service says/);
  assert.ok(![out, err, summary].some((one) => one.includes('ghs_secretOfTheStep')));
});

test('a workflow that could not be read fails the step, and the error names it', async (t) => {
  const torn = 'on: push\njobs:\n  a:\n    steps:\n    - run: echo\n     - run: gh release create x\n';
  const ran = await runStep(t, {}, { '.github/workflows/torn.yml': torn, '.github/workflows/ci.yml': 'on: push\njobs: {}\n' });
  assert.equal(ran.code, 3);
  const [warning, error, ...others] = commandsIn(ran.out);
  assert.match(warning ?? '', /^::warning file=\.github\/workflows\/torn\.yml,line=6,/);
  assert.match(error ?? '', /^::error title=sealwright::sealwright: not decided, .*: \.github\/workflows\/torn\.yml \(not valid YAML/);
  assert.deepEqual(others, []);
  assert.match(ran.summary, /not decided, 1 workflow could not be read/);
});

test('a step that found nothing to read says so', async (t) => {
  const ran = await runStep(t, {}, { 'README.md': 'a' });
  assert.equal(ran.code, 3);
  assert.match(commandsIn(ran.out).join('\n'), /^::error title=sealwright::sealwright: not decided, .*: \.github\/workflows \(there is no such folder/);
});
