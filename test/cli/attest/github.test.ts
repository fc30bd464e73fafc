import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { attestedSchema } from '../../../scripts/gen/schemas.ts';
import { placeOf } from '../../../src/cli/attest/github.ts';
import { githubIssuer, startGithub, type Github, type NetworkFault } from '../../../src/lab/index.ts';
import { signBench } from '../sign/bench.ts';

const bench = await signBench({ issuer: githubIssuer });
after(bench.close);
const token = 'a-token-that-writes';
const asked = ['--trusted-root', bench.path('root.json'), '--repo', 'acme/lens', '--workflow', 'release.yml'];
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const sbom = bench.put('lens.cdx.json', JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.6' }));

async function open(options: Parameters<typeof startGithub>[0] = {}): Promise<{ readonly github: Github; readonly run: typeof bench.run }> {
  const github = await startGithub({ token, elsewhere: bench.lab.stranger.url, ...options });
  after(github.close);
  const env = { ...bench.lab.oidc.runnerEnvironment, GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url, GITHUB_TOKEN: token };
  return { github, run: (words, more) => bench.run(words, { env, ...more }) };
}
const kept = ({ asked: questions }: Github): number => questions.filter(({ method, path }) => method === 'POST' && path.endsWith('/attestations')).length;

test('what is kept at GitHub is found there by whoever asks for the repository, and by digest alone', async () => {
  for (const attestationsAs of ['bundle', 'address'] as const) {
    const { github, run } = await open({ attestationsAs });
    const files = ['one', 'two'].map((name) => bench.put(`${attestationsAs}/${name}`, `${name} ${attestationsAs}`));
    const made = await run([
      'provenance',
      ...files,
      '--to-github',
      'acme/lens',
      '--bundle',
      bench.path(`${attestationsAs}/elsewhere.json`),
      '--format',
      'json',
    ]);
    assert.equal(made.code, 0, made.err);
    const told = JSON.parse(made.out);
    assert.deepEqual(attestedSchema.parse(told), told);
    assert.deepEqual(told.github, {
      repository: 'github.com/acme/lens',
      address: `https://github.com/acme/lens/attestations/${told.github.address.split('/').at(-1)}`,
      readBack: 2,
    });
    for (const name of ['one', 'two']) {
      const verified = await run(['verify', `sha256:${sha256(`${name} ${attestationsAs}`)}`, ...asked, '--type', 'provenance']);
      assert.equal(verified.code, 0, verified.out + verified.err);
    }
    assert.equal((await run(['verify', `sha256:${sha256('another')}`, ...asked, '--type', 'provenance'])).code, 1);
    const attested = await run(['attest', files[0] ?? '', '--type', 'cyclonedx', '--predicate', sbom, '--to-github', 'acme/lens']);
    assert.equal(attested.code, 0, attested.err);
    assert.match(attested.out, /https:\/\/github\.com\/acme\/lens\/attestations\/\d+, read back and verified again/);
    assert.equal((await run(['verify', `sha256:${sha256(`one ${attestationsAs}`)}`, ...asked, '--type', 'cyclonedx'])).code, 0);
    assert.ok(github.storage.asked.every(({ headers }) => headers.authorization === undefined));
  }
});

test('what can be seen to fail is told before anything is signed', async () => {
  const { github, run } = await open();
  const file = bench.put('early/lens.tgz', 'built');
  const before = bench.lab.fulcio.asked.length;
  const bare = { ...bench.lab.oidc.runnerEnvironment, GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url };
  const rows: readonly { readonly repo: string; readonly env?: Readonly<Record<string, string>>; readonly code: number; readonly says: RegExp }[] = [
    { repo: 'acme/lens', env: bare, code: 2, says: /needs a token for github\.com; nothing was signed/ },
    { repo: 'acme/other', code: 2, says: /the identity token is of acme\/lens, .*--to-github acme\/lens/s },
    { repo: 'acme', code: 2, says: /--to-github takes OWNER\/REPO/ },
    { repo: 'acme/..', code: 2, says: /--to-github takes OWNER\/REPO/ },
    { repo: 'acme/hidden', env: { ...bare, GITHUB_TOKEN: 'wrong' }, code: 3, says: /\[ATTESTATION_NOT_KEPT\]/ },
  ];
  github.hide('acme/hidden');
  for (const { repo, env, code, says } of rows) {
    const ran = await run(['provenance', file, '--to-github', repo], env === undefined ? {} : { env });
    assert.equal(ran.code, code, ran.err);
    assert.match(ran.err, says);
  }
  assert.equal((await run(['attest', file, '--pep740', '--to-github', 'acme/lens'])).code, 2);
  assert.equal(bench.lab.fulcio.asked.length, before);
  assert.equal(kept(github), 0);
});

test('an answer that is lost does not keep it twice, and what does not come back is not called kept', async () => {
  for (const fault of ['reset', 'truncated-body', 'server-error', 'unavailable', 'rate-limited'] as const) {
    const { github, run } = await open();
    const file = bench.put(`lost/${fault}/lens.tgz`, fault);
    github.misbehave(fault, { method: 'POST', times: 1 });
    const ran = await run(['provenance', file, '--to-github', 'acme/lens']);
    assert.equal(ran.code, 0, `${fault} ${ran.err}`);
    assert.equal(kept(github), 1, fault);
    assert.equal((await run(['verify', `sha256:${sha256(fault)}`, ...asked, '--type', 'provenance'])).code, 0);
  }
  const faults: readonly NetworkFault[] = [
    'server-error',
    'not-found',
    'not-json',
    'empty-body',
    'changed-byte',
    'redirect-elsewhere',
    'page-loop',
    'unauthorized',
  ];
  for (const fault of faults) {
    const { github, run } = await open();
    const file = bench.put(`back/${fault}/lens.tgz`, fault);
    github.misbehave(fault, { path: '/repos/acme/lens/attestations/', method: 'GET' });
    const ran = await run(['provenance', file, '--to-github', 'acme/lens', '--timeout', '60']);
    if (fault === 'page-loop') {
      // It stands on the first page.
      assert.equal(ran.code, 0, ran.err);
      continue;
    }
    assert.equal(ran.code, 3, `${fault} ${ran.out} ${ran.err}`);
    assert.match(ran.err, /\[ATTESTATION_NOT_KEPT\]/);
    assert.match(ran.err, /it is safe to run this again/);
    assert.ok(!bench.has(`back/${fault}/lens.tgz.intoto.jsonl`), fault);
  }
  assert.ok(bench.lab.stranger.asked.every(({ headers }) => headers.authorization === undefined));
});

test('what it refuses is told with what it says, and nothing of the token', async () => {
  for (const [fault, says] of [
    ['unauthorized', /status 401.*permissions: attestations: write/s],
    ['not-found', /status 404.*permissions: attestations: write/s],
    ['redirect-elsewhere', /status 307/],
  ] as const) {
    const { github, run } = await open();
    const file = bench.put(`refused/${fault}/lens.tgz`, fault);
    github.misbehave(fault, { method: 'POST' });
    const ran = await run(['provenance', file, '--to-github', 'acme/lens']);
    assert.equal(ran.code, 3, ran.err);
    assert.match(ran.err, says);
    assert.ok(!ran.err.includes(token));
    assert.equal(kept(github), 1, 'it is not sent again');
  }
});

test('which repositories are understood', () => {
  assert.deepEqual(placeOf('acme/lens'), { host: 'github.com', owner: 'acme', repo: 'lens' });
  assert.deepEqual(placeOf('https://Acme.ghe.com/acme/lens.js'), { host: 'acme.ghe.com', owner: 'acme', repo: 'lens.js' });
  for (const text of [
    '',
    'lens',
    'acme/',
    '/lens',
    'acme/.',
    'a b/c',
    'acme/lens/x/y',
    'http://github.com/acme/lens',
    'github.com:8443/acme/lens',
    'acme/lens?x',
    '../acme/lens',
  ])
    assert.equal(placeOf(text), undefined, text);
});
