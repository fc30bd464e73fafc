import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stepInputs, stepNames, stepWords, type StepName } from '../../src/cli/action/steps.ts';
import { commands } from '../../src/cli/commands/index.ts';
import type { CommandSpec } from '../../src/cli/spec.ts';
import { manifestOf, openRunner } from '../support/runner-steps.ts';

const runner = await openRunner();
after(runner.close);
const runStep = runner.action;
const specOf = async (name: StepName): Promise<CommandSpec> => {
  const entry = commands.find((one) => one.name === name);
  assert.ok(entry !== undefined);
  return (await entry.load()).spec;
};

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
    assert.ok(existsSync(join(runner.checkout, name, runs.main)), runs.main);
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

test('what a gate runs has no input of the step, no token of it and nothing that belongs to actions', async () => {
  const signed = await runStep('sign', { subjects: 'lens.tgz' }, { files: { 'lens.tgz': 'one' } });
  const { workspace } = signed;
  const env = {
    ACTIONS_RUNTIME_TOKEN: 'of-the-runtime',
    ACTIONS_RUNTIME_URL: 'https://runtime.test',
    ACTIONS_RESULTS_URL: 'https://results.test',
    KEPT: 'kept',
  };
  const command = `${process.execPath}\n-e\nrequire('node:fs').writeFileSync('env', JSON.stringify(process.env))`;
  const gated = await runStep(
    'gate',
    { subject: 'lens.tgz', command, token: 'a-secret-token', 'unsafely-lenient': 'true', ...verifying(workspace) },
    { workspace, env },
  );
  assert.equal(gated.code, 0, gated.log);
  const seen = JSON.parse(readFileSync(join(workspace, 'env'), 'utf8')) as Readonly<Record<string, string>>;
  assert.deepEqual(
    Object.keys(seen).filter((key) => /^INPUT_|^ACTIONS_(?!ID_TOKEN)/.test(key)),
    [],
  );
  assert.ok(!JSON.stringify(seen).includes('a-secret-token'));
  assert.equal(seen['KEPT'], 'kept');
  assert.match(seen['SEALWRIGHT_DIGEST'] ?? '', /^sha256:/);
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
