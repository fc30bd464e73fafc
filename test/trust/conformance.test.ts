import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from '../../src/cli/commands/conformance.ts';
import { conform } from '../../src/cli/conform.ts';
import { disk } from '../../src/cli/ports/disk.ts';
import { reasonTable } from '../../src/trust/reason/index.ts';
import { sharedFolder } from '../support/shared.ts';

const shared = sharedFolder();
const skip = shared.kind === 'missing' ? shared.why : false;
const folder = shared.kind === 'there' ? join(shared.path, 'conformance') : '';
const now = Date.parse('2026-11-01T00:00:00Z');
const beacon =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';

/** What the suite would call for a case: the defaults stand in its own description. */
function argvOf(name: string, by: 'path' | 'digest'): readonly string[] {
  const cases = join(folder, 'assets/bundle-verify');
  const own = (file: string): string | undefined => (existsSync(join(cases, name, file)) ? join(cases, name, file) : undefined);
  const text = (file: string, usual: string): string => {
    const path = own(file);
    return path === undefined ? usual : readFileSync(path, 'utf8').trim();
  };
  const artifact = own('artifact') ?? join(cases, 'a.txt');
  const key = own('key.pub');
  const signer =
    key === undefined
      ? ['--certificate-identity', text('identity', beacon), '--certificate-oidc-issuer', text('issuer', 'https://token.actions.githubusercontent.com')]
      : ['--key', key];
  return [
    'verify-bundle',
    '--bundle',
    join(cases, name, 'bundle.sigstore.json'),
    ...signer,
    '--trusted-root',
    own('trusted_root.json') ?? join(folder, 'trusted-roots/sigstore-trusted_root.json'),
    by === 'path' ? artifact : `sha256:${createHash('sha256').update(readFileSync(artifact)).digest('hex')}`,
  ];
}

test('all cases of the conformance suite, by path and by digest', { skip }, () => {
  const cases = readdirSync(join(folder, 'assets/bundle-verify'), { withFileTypes: true }).filter((one) => one.isDirectory());
  const wrong: string[] = [];
  let accepted = 0;
  for (const { name } of cases) {
    for (const by of ['path', 'digest'] as const) {
      const options = parse(argvOf(name, by));
      assert.equal(options.kind, 'conformance', name);
      const result = options.kind === 'conformance' && options.verb === 'verify-bundle' ? conform(options, { disk, now }) : undefined;
      if (result?.kind !== 'decided') {
        wrong.push(`${name} by ${by}: could not be read`);
        continue;
      }
      if (result.reasons.length === 0) accepted++;
      if ((result.reasons.length === 0) === name.endsWith('_fail')) wrong.push(`${name} by ${by}: ${JSON.stringify(result.reasons)}`);
      for (const { code } of result.reasons) if (!Object.hasOwn(reasonTable, code)) wrong.push(`${name} by ${by}: no such code ${code}`);
    }
  }
  assert.deepEqual(wrong, []);
  assert.deepEqual({ cases: cases.length, accepted }, { cases: 70, accepted: 42 });
});
