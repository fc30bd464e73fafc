import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { buildAction } from '../../scripts/build-action.ts';
import { stepInputs, stepNames, stepWords, type StepName } from '../../src/cli/action/steps.ts';
import { commands } from '../../src/cli/commands/index.ts';
import type { CommandSpec } from '../../src/cli/spec.ts';
import { githubIssuer, startLab } from '../../src/lab/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
// As a commit of a release has it: the folder of each action, and the scripts in dist/action.
const top = mkdtempSync(join(tmpdir(), 'sealwright-steps-'));
const lab = await startLab({ clock: { now: () => Date.now() }, issuer: githubIssuer });
before(async () => void (await buildAction(join(top, 'dist/action'))));
after(async () => {
  await lab.close();
  rmSync(top, { recursive: true, force: true });
});

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default: string; readonly description: string }>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const manifestOf = (name: StepName): Manifest => parseYaml(readFileSync(join(root, name, 'action.yml'), 'utf8')) as Manifest;
const specOf = async (name: StepName): Promise<CommandSpec> => {
  const entry = commands.find((one) => one.name === name);
  assert.ok(entry !== undefined);
  return (await entry.load()).spec;
};

interface Step {
  readonly code: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly workspace: string;
}

let count = 0;

/** Runs the script of an action as a runner does: its defaults as variables, an identity token to be asked for, files for what it tells. */
async function runStep(
  name: StepName,
  inputs: Readonly<Record<string, string>>,
  {
    files = {},
    workspace = join(top, `work-${++count}`),
    env = {},
  }: {
    readonly files?: Readonly<Record<string, string>>;
    readonly workspace?: string;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Step> {
  mkdirSync(workspace, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  const temp = join(workspace, '../temp');
  mkdirSync(temp, { recursive: true });
  const lab0 = { 'root.json': JSON.stringify(lab.trustedRoot), 'signing.json': JSON.stringify(lab.signingConfig()) };
  for (const [file, content] of Object.entries(lab0)) writeFileSync(join(temp, file), content);
  const outputFile = join(temp, `output-${count}-${name}`);
  writeFileSync(outputFile, '');
  const manifest = manifestOf(name);
  const given = {
    ...Object.fromEntries(Object.entries(manifest.inputs).map(([key, one]) => [key, one.default.includes('${{') ? '' : one.default])),
    ...inputs,
  };
  const main = join(top, name, manifest.runs.main);
  const child = spawn(process.execPath, [main], {
    cwd: workspace,
    timeout: 60_000,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: temp,
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_REPOSITORY: 'acme/lens',
      GITHUB_OUTPUT: outputFile,
      RUNNER_TEMP: temp,
      ...lab.oidc.runnerEnvironment,
      SEALWRIGHT_SIGNING_CONFIG: join(temp, 'signing.json'),
      SEALWRIGHT_TRUSTED_ROOT: join(temp, 'root.json'),
      ...Object.fromEntries(Object.entries(given).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value])),
      ...env,
    },
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((done) => void child.on('close', done))]);
  return { code, log: out + err, outputs: readOutputs(readFileSync(outputFile, 'utf8')), workspace };
}

function readOutputs(file: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...file.matchAll(/^([\w-]+)<<(\S+)\n([^]*?)\n\2\n/gm)].map(([, key, , value]) => [key, value]));
}

const verifying = (workspace: string) => ({
  repo: 'acme/lens',
  workflow: 'release.yml',
  'trusted-root': join(workspace, '../temp/root.json'),
  offline: 'true',
});
const spdx = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'lens',
  dataLicense: 'CC0-1.0',
  documentNamespace: 'https://acme.example/lens',
  creationInfo: { created: '2026-06-01T00:00:00Z', creators: ['Tool: x'] },
});

test('each manifest has what its command takes, and names a script that is built', async () => {
  for (const name of stepNames) {
    const { inputs, runs } = manifestOf(name);
    assert.equal(runs.using, 'node24');
    assert.ok(existsSync(join(top, name, '..', runs.main.slice('../'.length))), runs.main);
    assert.deepEqual(
      Object.keys(inputs),
      stepInputs(name, await specOf(name)).map((one) => one.name),
    );
    // A token is handed over where the step has it, and has no other default.
    for (const [key, one] of Object.entries(inputs)) assert.equal(one.default.includes('${{'), key === 'token', key);
  }
});

test('a value is one word of the command line, whatever it holds, and never an option', async () => {
  const odd = ['--force', '-x', 'a b', '$(touch gone)', '%0A::error::x', '--'];
  for (const name of stepNames) {
    const spec = await specOf(name);
    for (const value of odd) {
      for (const { name: key, option } of stepInputs(name, spec)) {
        const given = stepWords(name, spec, (one) => (one === key ? value : one === 'subject' ? 'lens' : one === 'command' ? 'true' : ''));
        if (option !== undefined && option.value === undefined) assert.equal(given.kind, 'usage', `${name} ${key}`);
        if (given.kind !== 'words') continue;
        const words = given.argv.slice(0, given.argv.indexOf('--'));
        const fresh = words.filter((word) => word.startsWith('-') && word !== '--format=json');
        if (option === undefined || key === 'base64-subjects') assert.deepEqual(key === 'base64-subjects' ? [] : fresh, [], `${name} ${key} ${value}`);
        else
          assert.ok(
            fresh.every((word) => word.startsWith(`--${key}=`)),
            `${name} ${key} ${value}`,
          );
      }
    }
  }
});

test('sign, verify and gate work on one another, with a token that the runner gives', async () => {
  const signed = await runStep('sign', { subjects: 'dist/lens.tgz\n\n  dist/lens.zip\n' }, { files: { 'dist/lens.tgz': 'one', 'dist/lens.zip': 'two' } });
  assert.equal(signed.code, 0, signed.log);
  const { workspace } = signed;
  assert.deepEqual(signed.outputs, { bundles: 'dist/lens.tgz.sigstore.json\ndist/lens.zip.sigstore.json', attached: '' });
  const verified = await runStep('verify', { subjects: 'dist/lens.tgz\ndist/lens.zip', type: 'signature', ...verifying(workspace) }, { workspace });
  assert.equal(verified.code, 0, verified.log);
  assert.deepEqual(verified.outputs, { verified: 'true' });
  const gated = await runStep(
    'gate',
    {
      subject: 'dist/lens.tgz',
      command: `${process.execPath}\n-e\nrequire('node:fs').writeFileSync('ran', require('node:fs').readFileSync(process.env.SEALWRIGHT_SUBJECT))`,
      'unsafely-lenient': 'true',
      ...verifying(workspace),
    },
    { workspace },
  );
  assert.equal(gated.code, 0, gated.log);
  assert.equal(readFileSync(join(workspace, 'ran'), 'utf8'), 'one');
  writeFileSync(join(workspace, 'dist/lens.tgz'), 'changed');
  rmSync(join(workspace, 'ran'));
  const refused = await runStep('verify', { subjects: 'dist/lens.tgz', ...verifying(workspace) }, { workspace });
  assert.equal(refused.code, 1, refused.log);
  assert.match(refused.log, /^::error title=sealwright::sealwright: not verified/m);
  assert.deepEqual(refused.outputs, { verified: 'false' });
  const stopped = await runStep(
    'gate',
    { subject: 'dist/lens.tgz', command: 'touch\nran', 'unsafely-lenient': 'true', ...verifying(workspace) },
    { workspace },
  );
  assert.equal(stopped.code, 1, stopped.log);
  assert.ok(!existsSync(join(workspace, 'ran')));
});

test('attest and provenance hand on where they wrote, and take a list as the SLSA generators do', async () => {
  const files = { 'lens.tgz': 'one', 'lens.spdx.json': spdx };
  const attested = await runStep('attest', { subjects: 'lens.tgz', type: 'spdx', predicate: 'lens.spdx.json' }, { files });
  assert.equal(attested.code, 0, attested.log);
  assert.equal(attested.outputs['bundles'], 'lens.tgz.spdx.sigstore.json');
  const { workspace } = attested;
  const list = Buffer.from(`${createHash('sha256').update('one').digest('hex')}  lens.tgz\n`).toString('base64');
  const made = await runStep('provenance', { 'base64-subjects': list, bundle: 'out.intoto.jsonl' }, { workspace });
  assert.equal(made.code, 0, made.log);
  assert.equal(made.outputs['bundles'], 'out.intoto.jsonl');
  const verified = await runStep(
    'verify',
    { subjects: 'lens.tgz', type: 'provenance\nspdx', bundle: 'out.intoto.jsonl\nlens.tgz.spdx.sigstore.json', ...verifying(workspace) },
    { workspace },
  );
  assert.equal(verified.code, 0, verified.log);
});

test('sbom writes a file and says which', async () => {
  const described = await runStep(
    'sbom',
    { subject: 'tree', format: 'cyclonedx-json', output: 'lens.cdx.json' },
    {
      files: {
        'tree/package.json': '{"name":"a","version":"1.0.0"}',
        'tree/package-lock.json': '{"name":"a","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"a","version":"1.0.0"}}}',
      },
    },
  );
  assert.equal(described.code, 0, described.log);
  assert.deepEqual(described.outputs, { sbom: 'lens.cdx.json' });
  assert.equal((JSON.parse(readFileSync(join(described.workspace, 'lens.cdx.json'), 'utf8')) as { readonly bomFormat: string }).bomFormat, 'CycloneDX');
});

test('a mistake is one annotation, no output names a file, and no token is in the log', async () => {
  const rows: readonly (readonly [StepName, Readonly<Record<string, string>>])[] = [
    ['sign', { subjects: 'gone\n' }],
    ['sign', { subjects: 'lens.tgz', force: 'perhaps' }],
    ['attest', { subjects: 'lens.tgz', type: 'spdx' }],
    ['provenance', {}],
    ['gate', { subject: 'lens.tgz' }],
  ];
  for (const [name, inputs] of rows) {
    const ran = await runStep(name, inputs, { files: { 'lens.tgz': 'one' } });
    assert.notEqual(ran.code, 0, name);
    assert.equal([...ran.log.matchAll(/^::error /gm)].length, 1, ran.log);
    assert.ok(
      Object.values(ran.outputs).every((value) => value === ''),
      JSON.stringify(ran.outputs),
    );
    assert.doesNotMatch(ran.log, /eyJ/);
  }
  const without = await runStep('sign', { subjects: 'lens.tgz' }, { files: { 'lens.tgz': 'one' }, env: { ACTIONS_ID_TOKEN_REQUEST_URL: '' } });
  assert.equal(without.code, 2);
  assert.match(without.log, /id-token: write/);
});
