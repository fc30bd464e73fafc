import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { attestedSchema } from '../../../scripts/gen/schemas.ts';
import { githubIssuer } from '../../../src/lab/index.ts';
import { signBench } from '../sign/bench.ts';

const bench = await signBench({ issuer: githubIssuer });
after(bench.close);
const asked = ['--repo', 'acme/lens', '--trusted-root', bench.path('root.json'), '--offline'];
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const spdx = JSON.stringify({
  spdxVersion: 'SPDX-2.3',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'lens',
  dataLicense: 'CC0-1.0',
  documentNamespace: 'https://acme.example/lens',
  creationInfo: { created: '2026-06-01T00:00:00Z', creators: ['Tool: x'] },
});

test('an SBOM is attested of a file, and verify takes it for one', async () => {
  for (const log of ['v1', 'v2'] as const) {
    const file = bench.put(`a-${log}/lens.tgz`, `a release ${log}`);
    const sbom = bench.put('lens.spdx.json', spdx);
    const ran = await bench.run(['attest', file, '--type', 'spdx', '--predicate', sbom], { log });
    assert.equal(ran.code, 0, ran.err);
    assert.ok(ran.out.includes(`${file}.spdx.sigstore.json`), ran.out);
    const verify = (type: string) => bench.run(['verify', file, ...asked, '--workflow', 'release.yml', '--type', type]);
    for (const type of ['spdx', 'sbom', 'https://spdx.dev/Document']) {
      const verified = await verify(type);
      assert.equal(verified.code, 0, verified.out + verified.err);
    }
    // Not asked of services, so that there may be some elsewhere.
    assert.equal((await verify('provenance')).code, 3);
    bench.put(`a-${log}/lens.tgz`, 'another');
    assert.equal((await verify('spdx')).code, 1);
  }
});

test('one statement is about files, patterns, lists and digests', async () => {
  const [one, two] = [bench.put('b/dist/one.whl', 'one'), bench.put('b/dist/two.whl', 'two')];
  const list = bench.put('b/SHA256SUMS', `${sha256('three')}  three\n${sha256('four')} *sub/four\n`);
  const base64 = bench.put(
    'b/subjects',
    `${Buffer.from(`${sha256('five')}  five\n`)
      .toString('base64')
      .replace(/(.{40})/g, '$1\n')}\n`,
  );
  const bundle = bench.path('b/out.json');
  const ran = await bench.run([
    'provenance',
    bench.path('b/dist/*.whl'),
    `sha256:${sha256('six')}`,
    '--subject-name',
    'six',
    '--checksums',
    list,
    '--base64-subjects',
    base64,
    '--bundle',
    bundle,
    '--format',
    'json',
  ]);
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(attestedSchema.parse(JSON.parse(ran.out)), JSON.parse(ran.out));
  const names = ['one.whl', 'two.whl', 'six', 'three', 'sub/four', 'five'];
  assert.deepEqual(
    JSON.parse(ran.out).subjects.map((subject: { readonly name: string }) => subject.name),
    names,
  );
  const payload = JSON.parse(Buffer.from(JSON.parse(bench.read('b/out.json')).dsseEnvelope.payload, 'base64').toString());
  assert.deepEqual(
    payload.subject.map((subject: { readonly name: string }) => subject.name),
    names,
  );
  for (const file of [one, two, `sha256:${sha256('four')}`]) {
    const verified = await bench.run(['verify', file, ...asked, '--bundle', bundle, '--type', 'provenance']);
    assert.equal(verified.code, 0, verified.out + verified.err);
  }
});

test('provenance is of the job, and whoever asks for builder, source, tag and workflow gets them', async () => {
  const file = bench.put('c/lens.tgz', 'built');
  const ran = await bench.run(['provenance', file]);
  assert.equal(ran.code, 0, ran.err);
  assert.ok(bench.has('c/lens.tgz.intoto.jsonl'));
  const verify = (...more: readonly string[]) => bench.run(['verify', file, ...asked, '--type', 'provenance', ...more]);
  const builder = 'https://github.com/acme/lens/.github/workflows/release.yml';
  const verified = await verify('--workflow', 'release.yml', '--builder', builder, '--source-tag', 'v1.2.3', '--ref', 'refs/tags/v1.2.3');
  assert.equal(verified.code, 0, verified.out + verified.err);
  assert.match(verified.out, /verified: .*lens\.tgz has provenance by acme\/lens's release\.yml/);
  assert.equal((await verify('--builder', 'https://github.com/acme/lens/.github/workflows/other.yml')).code, 1);
  assert.equal((await verify('--source-tag', 'v9')).code, 1);
});

test('a job of a reusable workflow says so in its provenance', async () => {
  const shared = await signBench({
    issuer: githubIssuer,
    run: { signer: { workflowRef: 'sealwright/sealwright/.github/workflows/provenance.yml@refs/tags/v0.1.0', commit: 'd'.repeat(40) } },
  });
  try {
    const file = shared.put('lens.tgz', 'built');
    const ran = await shared.run(['provenance', file]);
    assert.equal(ran.code, 0, ran.err);
    const builder = 'https://github.com/sealwright/sealwright/.github/workflows/provenance.yml';
    const root = ['--trusted-root', shared.path('root.json'), '--offline'];
    const verified = await shared.run(['verify', file, ...root, '--repo', 'acme/lens', '--builder', builder, '--workflow', builder.slice(19)]);
    assert.equal(verified.code, 0, verified.out + verified.err);
    const refused = await shared.run(['attest', shared.put('lens-1.0-py3-none-any.whl', 'x'), '--pep740']);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /reusable workflow.*\[PUBLISH_ATTESTATION_REFUSED\]/);
  } finally {
    await shared.close();
  }
});

test('what an environment, a token or an event does not bear out is not signed, and no certificate is asked for', async () => {
  const file = bench.put('d/lens.tgz', 'built');
  const before = bench.lab.fulcio.asked.length;
  const token = (claims: Readonly<Record<string, unknown>>): string => bench.lab.oidc.tokenOf({ sub: 'x', ...claims });
  const rows: readonly { readonly env: Readonly<Record<string, string>>; readonly says: RegExp }[] = [
    { env: { ...bench.lab.oidc.runnerEnvironment, GITHUB_SHA: 'e'.repeat(40) }, says: /GITHUB_SHA is/ },
    { env: { ...bench.lab.oidc.runnerEnvironment, GITHUB_REPOSITORY: 'acme/other' }, says: /GITHUB_REPOSITORY is/ },
    { env: { SIGSTORE_ID_TOKEN: bench.lab.oidc.tokenFor({ trigger: 'pull_request' }) }, says: /started by pull_request/ },
    { env: { SIGSTORE_ID_TOKEN: token({}) }, says: /has no repository/ },
  ];
  for (const { env, says } of rows) {
    const ran = await bench.run(['provenance', file], { env });
    assert.equal(ran.code, 2, ran.err);
    assert.match(ran.err, says);
    assert.match(ran.err, /no provenance was signed.*\[PROVENANCE_IMPOSSIBLE\]/);
  }
  const keyed = await bench.run(['provenance', file, '--key', 'k.pem']);
  assert.equal(keyed.code, 2);
  assert.match(keyed.err, /a key has none/);
  assert.equal(bench.lab.fulcio.asked.length, before);
  assert.ok(!bench.has('d/lens.tgz.intoto.jsonl'));
});

test('provenance that the certificate does not bear out is not signed', async () => {
  const file = bench.put('e/lens.tgz', 'built');
  assert.equal((await bench.run(['provenance', file])).code, 0);
  const predicate = JSON.parse(Buffer.from(JSON.parse(bench.read('e/lens.tgz.intoto.jsonl')).dsseEnvelope.payload, 'base64').toString()).predicate;
  const put = (value: object): string => bench.put('e/predicate.json', JSON.stringify(value));
  const run = (value: object) => bench.run(['attest', file, '--type', 'slsa-provenance', '--predicate', put(value), '--force']);
  assert.equal((await run(predicate)).code, 0);
  const logged = bench.lab.rekorV1.asked.length;
  const other = structuredClone(predicate);
  other.buildDefinition.resolvedDependencies[0].digest.gitCommit = 'f'.repeat(40);
  const refused = await run(other);
  assert.equal(refused.code, 2);
  assert.match(refused.err, /commit of the source.*PROVENANCE_MISMATCH.*\[PROVENANCE_IMPOSSIBLE\]/);
  assert.equal(bench.lab.rekorV1.asked.length, logged);
});

test('what is wrong with a predicate or a subject is told before a token is asked for', async () => {
  const file = bench.put('f/lens.tgz', 'built');
  const sbom = bench.put('f/lens.spdx.json', spdx);
  const same = bench.put('f/sub/lens.tgz', 'another');
  const rows: readonly { readonly words: readonly string[]; readonly says: RegExp }[] = [
    { words: [file, '--type', 'cyclonedx', '--predicate', sbom], says: /cyclonedx.*PREDICATE_UNUSABLE/ },
    { words: [file, '--type', 'spdx', '--predicate', bench.path('none')], says: /does not exist.*PREDICATE_UNUSABLE/ },
    { words: [file, '--type', 'sbom', '--predicate', sbom], says: /is no type of predicate/ },
    { words: [file, '--type', 'spdx', '--predicate', bench.put('f/twice.json', '{"a":1,"a":1}')], says: /key twice/ },
    { words: [file, same, '--type', 'spdx', '--predicate', sbom], says: /"lens\.tgz" stands for two artifacts/ },
    { words: [bench.path('f/none*'), '--type', 'spdx', '--predicate', sbom], says: /no file is named/ },
    { words: [bench.path('f'), '--type', 'spdx', '--predicate', sbom], says: /is a folder/ },
    { words: ['sha256:00', '--type', 'spdx', '--predicate', sbom], says: /is no SHA-256/ },
    { words: [`sha512:${'0'.repeat(128)}`, '--type', 'spdx', '--predicate', sbom], says: /is no SHA-256/ },
    { words: [file, file, '--type', 'spdx', '--predicate', sbom], says: /given twice/ },
    { words: [file, '--type', 'spdx'], says: /needs --predicate/ },
    { words: ['--type', 'spdx', '--predicate', sbom], says: /no subject is given/ },
    { words: [file, '--type', 'spdx', '--predicate', sbom, '--subject-name', 'x'], says: /--subject-name names one digest/ },
    {
      words: ['--checksums', bench.put('f/weak', `${'0'.repeat(32)}  one\n${'1'.repeat(64)}  two\n`), '--type', 'spdx', '--predicate', sbom],
      says: /no SHA-256 of "one"/,
    },
    { words: ['--base64-subjects', bench.put('f/b64', '%%%'), '--type', 'spdx', '--predicate', sbom], says: /not base64/ },
    { words: [file, '--pep740'], says: /neither a wheel nor a source distribution/ },
    { words: [file, '--pep740', '--type', 'spdx'], says: /exclude each other/ },
    { words: [file, '--pep740', '--allow-other-subject'], says: /exclude each other/ },
    { words: [file, '--type', 'spdx', '--predicate', sbom, '--reference', 'ftp://x'], says: /--reference takes/ },
  ];
  const before = bench.lab.oidc.asked.length;
  for (const { words, says } of rows) {
    const ran = await bench.run(['attest', ...words]);
    assert.match(ran.err, says, words.join(' '));
    assert.equal(ran.code, 2, ran.err);
  }
  assert.equal(bench.lab.oidc.asked.length, before);
});

test('an SBOM of something else than the subject is not attested, unless that is asked for', async () => {
  const file = bench.put('k/lens.tgz', 'built');
  const own = createHash('sha512').update('built').digest('hex');
  const bom = (content: string, alg: string): string =>
    bench.put('k/lens.cdx.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6', metadata: { component: { hashes: [{ alg, content }] } } }));
  const attest = (...more: readonly string[]) =>
    bench.run([
      'attest',
      ...(more.some((one) => one.startsWith('sha256:')) ? [] : [file]),
      '--type',
      'cyclonedx',
      '--force',
      '--predicate',
      bench.path('k/lens.cdx.json'),
      ...more,
    ]);
  const before = bench.lab.oidc.asked.length;
  const refused: readonly { readonly content: string; readonly alg: string; readonly more?: readonly string[]; readonly says: RegExp }[] = [
    { content: sha256('another'), alg: 'SHA-256', says: /describes sha256:[0-9a-f]{64}, and .*lens\.tgz is sha256:/ },
    // An algorithm that the statement does not have is worked out.
    { content: own.replace(/^./, (digit) => (digit === '0' ? '1' : '0')), alg: 'SHA-512', says: /lens\.tgz is sha512:/ },
    { content: sha256('built'), alg: 'SHA-256', more: [`sha256:${sha256('another')}`], says: /the subject is sha256:/ },
    { content: sha256('built'), alg: 'SHA-256', more: ['--checksums', bench.put('k/sums', `${sha256('another')}  other\n`)], says: /other is sha256:/ },
    { content: sha256('another'), alg: 'SHA-256', more: ['--reference', 'https://acme.example/lens.cdx.json'], says: /describes/ },
  ];
  for (const { content, alg, more = [], says } of refused) {
    bom(content, alg);
    const ran = await attest(...more);
    assert.equal(ran.code, 2, ran.err);
    assert.match(ran.err, says);
    assert.match(ran.err, /nothing was signed.*\[SBOM_OF_ANOTHER\]/);
    assert.match(ran.err, /--allow-other-subject/);
  }
  assert.equal(bench.lab.oidc.asked.length, before);
  bom(sha256('another'), 'SHA-256');
  const allowed = await attest('--allow-other-subject');
  assert.equal(allowed.code, 0, allowed.err);
  assert.match(allowed.err, /describes sha256:.* which --allow-other-subject allows/);
  for (const [content, alg] of [
    [sha256('built'), 'SHA-256'],
    [own, 'SHA-512'],
  ] as const) {
    bom(content, alg);
    const ran = await attest();
    assert.equal(ran.code, 0, ran.err);
    assert.equal(ran.err, '');
  }
  bom('a'.repeat(64), 'SHA3-256');
  const unnamed = await attest();
  assert.equal(unnamed.code, 0, unnamed.err);
  assert.match(unnamed.err, /names no digest of what it describes: that it is .*lens\.tgz is told by you alone/);
});

test('the SBOM that sealwright writes of a file is one of that file', async () => {
  const file = bench.put('l/lens.jar', 'built');
  for (const [format, type] of [
    ['spdx-json', 'spdx'],
    ['cyclonedx-json', 'cyclonedx'],
  ] as const) {
    const sbom = bench.path(`l/lens.${type}.json`);
    const made = await bench.run([
      'sbom',
      bench.put('l/package-lock.json', JSON.stringify({ name: 'x', lockfileVersion: 3, packages: {} })),
      '--format',
      format,
      '--output',
      sbom,
    ]);
    assert.equal(made.code, 0, made.err);
    const words = ['--type', type, '--predicate', sbom];
    assert.match((await bench.run(['attest', file, ...words])).err, /SBOM_OF_ANOTHER/);
    const ran = await bench.run(['attest', bench.path('l/package-lock.json'), ...words]);
    assert.equal(ran.code, 0, ran.err);
    assert.equal(ran.err, '');
  }
});

test('what a log would not take is told before it is sent, and its digest can be attested', async () => {
  const file = bench.put('g/lens.tgz', 'built');
  const sbom = bench.put('g/large.spdx.json', JSON.stringify({ ...JSON.parse(spdx), comment: 'x'.repeat(25 * 1024 * 1024) }));
  const attest = (...more: readonly string[]) => ['attest', file, '--type', 'spdx', '--predicate', sbom, ...more];
  const before = bench.lab.fulcio.asked.length;
  const large = await bench.run(attest());
  assert.equal(large.code, 2);
  assert.match(large.err, /a log of version 1 is sent every one, .* nothing was signed or sent.*\[STATEMENT_TOO_LARGE\]/);
  assert.match(large.err, /--reference URL/);
  assert.equal(bench.lab.fulcio.asked.length, before);
  // A log of version 2 is sent the hash alone.
  assert.equal((await bench.run(attest(), { log: 'v2' })).code, 0);
  const named = await bench.run(attest('--reference', 'https://acme.example/lens.spdx.json'));
  assert.equal(named.code, 0, named.err);
  const predicate = JSON.parse(
    Buffer.from(JSON.parse(bench.read('g/lens.tgz.spdx-reference.sigstore.json')).dsseEnvelope.payload, 'base64').toString(),
  ).predicate;
  assert.deepEqual(predicate, {
    attester: { id: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3' },
    references: [
      {
        downloadLocation: 'https://acme.example/lens.spdx.json',
        digest: { sha256: sha256(bench.read('g/large.spdx.json')) },
        mediaType: 'application/spdx+json',
      },
    ],
  });
  const verify = await bench.run(['verify', file, ...asked, '--type', 'https://in-toto.io/attestation/reference/v0.1']);
  assert.equal(verify.code, 0, verify.out + verify.err);
});

test('distributions of Python get attestations that verify takes by their publisher', async () => {
  const files = [bench.put('h/lens-1.0-py3-none-any.whl', 'wheel'), bench.put('h/lens-1.0.tar.gz', 'source')];
  const ran = await bench.run(['attest', bench.path('h/lens-*'), '--pep740', '--format', 'json']);
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(attestedSchema.parse(JSON.parse(ran.out)), JSON.parse(ran.out));
  assert.equal(JSON.parse(ran.out).attested.length, 2);
  const again = await bench.run(['attest', ...files, '--pep740']);
  assert.match(again.err, /BUNDLE_EXISTS\]\n {2}hint: give --force to replace it\n/);
  for (const file of files) {
    const object = JSON.parse(bench.read(`h/${file.split('/').at(-1) ?? ''}.publish.attestation`));
    assert.deepEqual(Object.keys(object), ['version', 'verification_material', 'envelope']);
    const statement = JSON.parse(Buffer.from(object.envelope.statement, 'base64').toString());
    assert.equal(statement.predicateType, 'https://docs.pypi.org/attestations/publish/v1');
    assert.equal(statement.subject.length, 1);
    assert.equal((await bench.run(['verify', file, ...asked, '--workflow', 'release.yml'])).code, 0);
    assert.equal((await bench.run(['verify', file, ...asked.with(1, 'acme/other')])).code, 1);
  }
  // Version 2 of the log gives no time of its own, and the object has no place for another.
  assert.match((await bench.run(['attest', files[0] ?? '', '--pep740', '--force'], { log: 'v2' })).err, /no transparency log of version 1/);
});

test('a bundle that is there is kept, and a file that changes meanwhile leaves nothing', async () => {
  const file = bench.put('i/lens.tgz', 'built');
  assert.equal((await bench.run(['provenance', file])).code, 0);
  const again = await bench.run(['provenance', file]);
  assert.match(again.err, /exists; nothing was signed.*\[BUNDLE_EXISTS\]/);
  assert.equal((await bench.run(['provenance', file, '--force'])).code, 0);
  const other = bench.put('i/other.tgz', 'built');
  const { wait } = bench.ports.timer;
  // While the log is waited for, something writes to the file.
  Object.assign(bench.ports.timer, {
    wait: async (ms: number) => {
      bench.put('i/other.tgz', 'built again');
      await wait(ms);
    },
  });
  bench.lab.rekorV1.misbehave('unavailable', { times: 1 });
  const changed = await bench.run(['provenance', other]);
  bench.lab.rekorV1.behave();
  Object.assign(bench.ports.timer, { wait });
  assert.equal(changed.code, 3);
  assert.match(changed.err, /\[SUBJECT_CHANGED\]/);
  assert.ok(!bench.has('i/other.tgz.intoto.jsonl'));
});

test('no bundle is written over what it is made of', async () => {
  const [file, sbom] = [bench.put('m/lens.tgz', 'built'), bench.put('m/lens.spdx.json', spdx)];
  const list = bench.put('m/sums', `${sha256('x')}  x\n`);
  const before = bench.lab.oidc.asked.length;
  for (const [target, more, says] of [
    [file, [file], /is a subject/],
    [`${bench.path('m')}/../m/lens.tgz`, [file], /is a subject/],
    [sbom, [file], /is the predicate/],
    [list, ['--checksums', list], /is a list of subjects/],
    [bench.path('root.json'), [file, '--trusted-root', bench.path('root.json')], /is the trusted root/],
  ] as const) {
    const ran = await bench.run(['attest', '--type', 'spdx', '--predicate', sbom, '--force', '--bundle', target, ...more]);
    assert.equal(ran.code, 2, ran.err);
    assert.match(ran.err, says);
    assert.match(ran.err, /would be written over it; nothing was signed/);
  }
  assert.equal(bench.lab.oidc.asked.length, before);
  assert.equal(bench.read('m/lens.tgz'), 'built');
});

test('a service that fails leaves nothing that looks attested', async () => {
  const file = bench.put('j/lens.tgz', 'built');
  for (const service of [bench.lab.fulcio, bench.lab.tsa, bench.lab.rekorV1]) {
    service.misbehave('server-error');
    const ran = await bench.run(['provenance', file, '--timeout', '30']);
    service.behave();
    assert.equal(ran.code, 3, ran.err);
    assert.match(ran.err, /nothing was written, and it is safe to run again/);
    assert.ok(!bench.has('j/lens.tgz.intoto.jsonl'));
  }
});
