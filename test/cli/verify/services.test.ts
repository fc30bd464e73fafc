import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { startGithub, startRegistry } from '../../../src/lab/index.ts';
import { verifyBench, type Ran } from './bench.ts';

const bench = verifyBench();
const github = await startGithub({ attestationsAs: 'address', token: 'neverShown0123' });
const registry = await startRegistry();
after(async () => {
  bench.close();
  await Promise.all([github.close(), github.storage.close(), registry.close()]);
});

const repo = ['--repo', 'acme/lens', '--workflow', 'release.yml'] as const;
const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url, GH_TOKEN: 'neverShown0123' };
const provenanceType = 'https://slsa.dev/provenance/v1';

async function verify(...words: readonly string[]): Promise<Ran> {
  const ran = await bench.verify(words, { env, ports: { network: openNetwork() } });
  assert.doesNotMatch(ran.out + ran.err, /neverShown/);
  return ran;
}

/** What actions/attest says of a run. Source: actions/buildtypes `workflow/v1`. */
const predicate = {
  buildDefinition: {
    buildType: 'https://actions.github.io/buildtypes/workflow/v1',
    externalParameters: { workflow: { ref: 'refs/tags/v1.2.3', repository: 'https://github.com/acme/lens', path: '.github/workflows/release.yml' } },
    internalParameters: { github: { event_name: 'push', repository_id: '1001', repository_owner_id: '2002', runner_environment: 'github-hosted' } },
    resolvedDependencies: [{ uri: 'git+https://github.com/acme/lens@refs/tags/v1.2.3', digest: { gitCommit: '1f2e3d4c5b6a79880123456789abcdef01234567' } }],
  },
  runDetails: {
    builder: { id: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3' },
    metadata: { invocationId: 'https://github.com/acme/lens/actions/runs/4004/attempts/1' },
  },
};

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

test('a download is verified by what GitHub keeps of it, and a silent service is no refusal', async () => {
  const file = bench.put('lens.tar.gz', 'lens\n');
  for (const repository of ['acme/lens', 'acme/prism'])
    github.attest({ repository, digest: `sha256:${sha256('another')}`, bundle: JSON.parse(bench.attest('another', provenanceType, predicate)) });
  const none = await verify(file, ...repo);
  assert.equal(none.code, 1, none.out);
  assert.match(none.out, /\[EVIDENCE_MISSING\]/);
  github.attest({ repository: 'acme/lens', digest: `sha256:${sha256('lens\n')}`, bundle: JSON.parse(bench.attest('lens\n', provenanceType, predicate)) });
  const words = [file, ...repo, '--type', 'provenance', '--source-tag', 'v1.2.3'] as const;
  const found = await verify(...words);
  assert.equal(found.code, 0, found.out);
  assert.match(found.out, /^verified: .*lens\.tar\.gz has provenance by acme\/lens's release\.yml at refs\/tags\/v1\.2\.3; its signer names it "lens"\n/);
  const other = await verify(file, ...repo, '--source-tag', 'v1.2.4');
  assert.equal(other.code, 1, other.out);
  const lied = bench.put(
    'lied.json',
    bench.attest('lens\n', provenanceType, {
      ...predicate,
      runDetails: { ...predicate.runDetails, builder: { id: 'https://github.com/mallory/x/.github/workflows/y.yml@refs/heads/main' } },
    }),
  );
  const builder = await verify(file, '--bundle', lied, ...repo);
  assert.equal(builder.code, 1, builder.out);
  assert.match(builder.out, /\[BUILDER_UNPROVED\]/);
  for (const fault of ['rate-limited-as-forbidden', 'server-error', 'not-json', 'truncated-body', 'reset'] as const) {
    github.misbehave(fault);
    const silent = await verify(...words);
    assert.equal(silent.code, 3, `${fault}: ${silent.out}`);
    assert.match(silent.out, /^not decided: [^]*\[SERVICE_[A-Z]+\]/, fault);
    github.behave();
  }
  assert.ok(
    github.storage.asked.every((one) => one.headers.authorization === undefined),
    'the token goes to the API alone',
  );
});

async function push(path: string, body: string, type: string): Promise<void> {
  const reply = await fetch(`${registry.url}/v2/acme/lens/${path}`, {
    method: path.startsWith('blobs') ? 'POST' : 'PUT',
    body,
    headers: { 'content-type': type },
  });
  assert.equal(reply.status, 201, await reply.text());
}

const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
const empty = { mediaType: 'application/vnd.oci.empty.v1+json', digest: `sha256:${sha256('{}')}`, size: 2 };

/** Pushes an image, and a bundle that refers to it as cosign 3 does. Gives the image's digest. */
async function pushImage(tag: string, bundleFor: (manifest: string) => string | undefined): Promise<string> {
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: ociManifest, config: empty, layers: [], annotations: { tag } });
  await push(`blobs/uploads/?digest=${empty.digest}`, '{}', 'application/octet-stream');
  await push(`manifests/${tag}`, manifest, ociManifest);
  const bundle = bundleFor(manifest);
  if (bundle !== undefined) {
    const type = 'application/vnd.dev.sigstore.bundle.v0.3+json';
    await push(`blobs/uploads/?digest=sha256:${sha256(bundle)}`, bundle, 'application/octet-stream');
    const layers = [{ mediaType: type, digest: `sha256:${sha256(bundle)}`, size: Buffer.byteLength(bundle) }];
    const subject = { mediaType: ociManifest, digest: `sha256:${sha256(manifest)}`, size: Buffer.byteLength(manifest) };
    const referrer = JSON.stringify({ schemaVersion: 2, mediaType: ociManifest, artifactType: type, config: empty, layers, subject });
    await push(`manifests/sha256:${sha256(referrer)}`, referrer, ociManifest);
  }
  return `sha256:${sha256(manifest)}`;
}

test('an image is verified by what its registry keeps of it', async () => {
  const cosign = 'https://sigstore.dev/cosign/sign/v1';
  const digest = await pushImage('1', (manifest) => bench.attest(manifest, cosign));
  const image = `${registry.host}/acme/lens`;
  const found = await verify(`${image}:1`, ...repo, '--type', 'signature');
  assert.equal(found.code, 0, found.out + found.err);
  assert.match(found.out, new RegExp(`^verified: \\S*${digest.slice(0, 15)}`), 'the digest is shown');
  assert.equal((await verify(`${image}@${digest}`, ...repo)).code, 0);
  assert.equal((await verify(`${image}:1`, '--repo', 'acme/prism')).code, 1);
  await pushImage('2', () => bench.attest('another image', cosign));
  const moved = await verify(`${image}:2`, ...repo);
  assert.equal(moved.code, 1, 'a signature of another image, hung on this one');
  await pushImage('3', () => undefined);
  assert.match((await verify(`${image}:3`, ...repo)).out, /\[EVIDENCE_MISSING\]/);
  assert.equal((await verify(`${image}:4`, ...repo)).code, 3, 'a tag that is not there');
  const policy = bench.put(
    'images.yaml',
    `version: 1\nsigners: { a: { repo: acme/lens, workflow: release.yml } }\nsubjects: [{ name: "${registry.host}/**", signer: a, evidence: [signature] }]\n`,
  );
  assert.equal((await verify(`${image}:1`, '--policy', policy, '--recursive')).code, 0);
  registry.misbehave('server-error');
  assert.equal((await verify(`${image}:1`, ...repo)).code, 3);
  registry.behave();
});

test('a tag that moves between two questions lends its evidence to nobody', async () => {
  const digest = await pushImage('5', () => undefined);
  const real = openNetwork();
  let asked = 0;
  const network: typeof real = {
    request: async (request) => {
      // The tag moves between the two questions.
      if (request.url.endsWith('/manifests/5') && asked++ > 0) return await real.request({ ...request, url: request.url.replace(/5$/, '1') });
      return await real.request(request);
    },
  };
  const ran = await bench.verify([`${registry.host}/acme/lens:5`, ...repo], { env, ports: { network } });
  assert.equal(ran.code, 1, ran.out);
  assert.ok(ran.out.includes(digest), 'it is the image that the tag stood for at first');
});
