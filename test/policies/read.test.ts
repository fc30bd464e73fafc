import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SealwrightError } from '../../src/base/index.ts';
import { deploymentOf } from '../../src/decisions/index.ts';
import { asksOf, readPolicies, type SubjectPolicies } from '../../src/policies/index.ts';
import { showSigner } from '../../src/trust/policy/index.ts';

function read(text: string): SubjectPolicies {
  return readPolicies({ path: 'policy.yaml', text, deploymentOf, readKey: (path) => ({ kind: 'key', spki: Buffer.from(path) }) });
}

const whole = `version: 1
signers:
  release:
    repo: acme/lens
    workflow: release.yml
    ref: refs/tags/v*
  sboms:
    identity: sboms@example.com
    issuer: https://accounts.google.com
  old: { key: keys/old.pub }
subjects:
  - name: [lens-*.tar.gz, lens.exe]
    signer: release
    evidence:
      - signature
      - type: provenance
        sourceTag: v1.0.0
        buildInputs: { mode: full }
      - type: spdx
        signer: sboms
  - name: ghcr.io/acme/**
    signer: old
    evidence: [signature]
  - name: "*.md"
    unsafelyNothing: nobody runs them
`;

test('what subjects must carry, by the first entry that fits', () => {
  const policies = read(whole);
  const said = (name: string): unknown => {
    const entry = asksOf(policies, name);
    if (entry === undefined) return undefined;
    const { asks } = entry;
    return asks.kind === 'demands' ? asks.demands.map(({ wanted, policy }) => [wanted, showSigner(policy.signer).slice(0, 25), policy.build]) : asks;
  };
  const release = '"https://github.com/acme/';
  const source = { sourceUri: 'https://github.com/acme/lens' };
  const build = said('lens-1.0.tar.gz') as readonly [unknown, unknown, { readonly inputs?: unknown }][];
  assert.deepEqual({ ...(build[1]?.[2].inputs as object) }, { mode: 'full' });
  assert.deepEqual(
    build.map(([wanted, signer, { inputs: _inputs, ...more }]) => [wanted, signer, more]),
    [
      ['signature', release, source],
      ['provenance', release, { ...source, sourceTag: 'v1.0.0' }],
      ['spdx', '"sboms@example.com", vouc', {}],
    ],
  );
  assert.deepEqual(said('ghcr.io/acme/lens/sub'), [['signature', 'the given key', {}]]);
  assert.deepEqual(said('README.md'), { kind: 'unsafely-nothing', why: 'nobody runs them' });
  assert.equal(said('lens-1.0.tar.gz.exe'), undefined);
  assert.equal(asksOf(policies, 'lens.exe')?.at, 'policy.yaml:12');
});

test('mistakes have a code, a line and what to do', () => {
  const table: readonly { readonly what: string; readonly text: string; readonly message: RegExp; readonly hint?: RegExp; readonly count?: number }[] = [
    { what: 'no YAML', text: 'version: [', message: /^policy\.yaml:1: /, hint: /correct the YAML/ },
    { what: 'nothing', text: '', message: /policy\.yaml:1/, hint: /version: 1/ },
    { what: 'a key twice', text: whole.replace('  sboms:', '  release:'), message: /^policy\.yaml:7: .*expected valid YAML without repeated keys/ },
    { what: 'another version', text: whole.replace('version: 1', 'version: 2'), message: /^policy\.yaml:1: version is not understood, expected 1, got 2/ },
    { what: 'an unknown key', text: whole.replace('workflow:', 'workflo:'), message: /^policy\.yaml:5: unknown key "workflo"/, hint: /docs\/verification/ },
    {
      what: 'a signer that is nobody',
      text: whole.replace('signer: old', 'signer: older'),
      message: /^policy\.yaml:22: there is no signer "older"/,
      hint: /release, sboms, old/,
    },
    {
      what: 'a signer of one piece that is nobody',
      text: whole.replace('signer: sboms', 'signer: sbom'),
      message: /^policy\.yaml:20: there is no signer "sbom"/,
    },
    { what: 'no signer', text: whole.replace('    signer: old\n', ''), message: /^policy\.yaml:2\d: nobody is named/, hint: /add signer:/ },
    { what: 'a prototype for a signer', text: whole.replace('signer: old', 'signer: constructor'), message: /no signer "constructor"/ },
    {
      what: 'a type that is none',
      text: whole.replace('[signature]', '[signatur]'),
      message: /no type of evidence "signatur"/,
      hint: /type: signature\|provenance/,
    },
    {
      what: 'an empty list',
      text: whole.replace('[signature]', '[]'),
      message: /^policy\.yaml:2\d: subjects\.1\.evidence is not understood, expected at least 1 entry/,
    },
    { what: 'neither', text: whole.replace('    evidence: [signature]\n', ''), message: /subjects\.1\.evidence is missing/ },
    {
      what: 'both',
      text: whole.replace('    evidence: [signature]\n', '    evidence: [signature]\n    unsafelyNothing: x\n'),
      message: /unsafelyNothing is not understood, expected evidence or unsafelyNothing/,
    },
    {
      what: 'an identity without issuer',
      text: whole.replace('    issuer: https://accounts.google.com\n', ''),
      message: /^policy\.yaml:7: .*identity needs issuer/,
      hint: /issuer https/,
    },
    { what: 'an expression for a name', text: whole.replace('lens.exe', '^lens$'), message: /^policy\.yaml:12: name takes no regular expression/ },
    {
      what: 'a build asked of a signature',
      text: whole.replace('      - signature\n', '      - {type: signature, sourceTag: v1}\n'),
      message: /stands in provenance/,
      hint: /type: provenance/,
    },
    { what: 'a signer with nothing in it', text: whole.replace('{ key: keys/old.pub }', '{}'), message: /nothing says who must have signed/ },
    {
      what: 'all at once',
      text: whole.replace('signer: old', 'signer: older').replace('refs/tags/v*', 'v1'),
      message: /^policy\.yaml:3: ref takes a full name/,
      count: 2,
    },
  ];
  for (const row of table) {
    assert.throws(
      () => read(row.text),
      (error) => {
        assert.ok(error instanceof SealwrightError, `${row.what}: ${String(error)}`);
        assert.equal(error.code, 'POLICY_MALFORMED', row.what);
        assert.match(error.message, row.message, row.what);
        if (row.hint !== undefined) assert.match(error.details.hint ?? '', row.hint, row.what);
        if (row.count !== undefined) assert.equal(1 + (error.cause instanceof AggregateError ? error.cause.errors.length : 0), row.count, row.what);
        return true;
      },
    );
  }
});
