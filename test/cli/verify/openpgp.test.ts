import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { programs } from '../../../src/cli/ports/programs.ts';
import { openSigner, withoutGpg } from '../../support/gpg.ts';
import { verifyBench } from './bench.ts';

const skip = withoutGpg;
const bench = verifyBench();
after(bench.close);

test('a file with a signature of OpenPGP, on the command line', { skip }, async () => {
  const signer = openSigner();
  try {
    const fingerprint = signer.make('Ada', 'ed25519');
    const app = bench.put('app', 'the program');
    bench.put('app.asc', signer.sign('Ada', 'the program'));
    const key = bench.put('release.key', signer.publicKey('Ada'));
    const ports = { programs };
    const verified = await bench.verify([app, '--key', key, '--explain', '--strict'], { ports });
    assert.equal(verified.code, 0, verified.out);
    assert.match(verified.out, new RegExp(`a signature by the OpenPGP key ${fingerprint}`));
    assert.match(verified.out, /gpg says, with the given keys alone/);
    assert.doesNotMatch(verified.out, /trusted root/);
    const json = await bench.verify([app, '--key', key, '--format', 'json'], { ports });
    assert.deepEqual(JSON.parse(json.out).subjects[0].pieces[0].signer, { kind: 'key', fingerprint, scheme: 'openpgp' });
    const missing = await bench.verify([app, '--key', key]);
    assert.equal(missing.code, 3, missing.out);
    assert.match(missing.out, /PROGRAM_MISSING[^]*install GnuPG/);
    const both = await bench.verify([app, '--key', key, '--cross-check'], { ports });
    assert.equal(both.code, 3, both.out);
    const other = await bench.verify([app, '--repo', 'acme/lens', '--workflow', 'release.yml', '--offline'], { ports });
    assert.equal(other.code, 1, other.out);
    assert.match(other.out, /hint: .*--key FILE[^]*SIGNATURE_FOREIGN/);
    const kind = await bench.verify([app, '--key', key, '--type', 'provenance'], { ports });
    assert.equal(kind.code, 1, kind.out);
    bench.put('lens.tgz', 'x');
    const policy = `version: 1\nsigners:\n  ada:\n    key: release.key\nsubjects:\n  - name: app\n    evidence: [signature]\n    signer: ada\n`;
    const byPolicy = await bench.verify([app, '--policy', bench.put('policy.yaml', policy)], { ports });
    assert.equal(byPolicy.code, 0, byPolicy.out + byPolicy.err);
    bench.put('app', 'another program');
    const changed = await bench.verify([app, '--key', key], { ports });
    assert.equal(changed.code, 1, changed.out);
    assert.match(changed.out, /SIGNATURE_INVALID/);
  } finally {
    signer.close();
  }
});
