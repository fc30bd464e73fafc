import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import {
  createSigstore,
  githubIdentity,
  makeKey,
  networkFaults,
  npmKeyId,
  pep740Of,
  rekorBundleOf,
  signBlob,
  signStatement,
  startGithub,
  startNpm,
  startPypi,
  startRegistry,
  trustedRootOf,
  type Github,
  type LabKey,
  type NetworkFault,
  type Npm,
  type Pypi,
  type Registry,
  type Service,
  type Signed,
} from '../../src/lab/index.ts';
import { openSubjects, type FindOptions, type Finding } from '../../src/subjects/index.ts';
import { demandsOf, judge } from '../../src/trust/judge/index.ts';
import type { Policy } from '../../src/trust/policy/index.ts';
import { reasonTable, type Parsed } from '../../src/trust/reason/index.ts';
import { parseTrustedRoot } from '../../src/trust/roots/index.ts';
import { createVerifier } from '../../src/trust/verify/index.ts';
import { memoryDisk } from '../support/memory-disk.ts';
import { pusher } from '../support/oci-push.ts';
import { keepBundle, keepImage, ociImage, ociIndex, type OciDescriptor } from '../support/oci-server.ts';
import { outside } from '../support/outside.ts';

const ports = outside();
const sigstore = createSigstore({ seed: 'subjects', clock: ports.clock });
const signer = githubIdentity({});
const root = parseTrustedRoot(Buffer.from(JSON.stringify(trustedRootOf(sigstore))), { from: 'lab' });
const file = Buffer.from('the file that is released');
const wheel = 'acme_lens-1.2.3-py3-none-any.whl';

function statement(
  subject: { readonly name?: string; readonly digest: Readonly<Record<string, string>> },
  predicateType = 'https://example.test/checked/v1',
): Signed {
  return signStatement(sigstore, { _type: 'https://in-toto.io/Statement/v1', subject: [subject], predicateType, predicate: {} });
}

function hex(bytes: Uint8Array, algorithm = 'sha256'): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

let places: { readonly registry: Registry; readonly github: Github; readonly npm: Npm; readonly pypi: Pypi; readonly stranger: Github };
let image: OciDescriptor;
let platform: OciDescriptor;

/** cosign's older form: a payload that names the image, under a tag. */
function keepOldSignature(to: ReturnType<typeof pusher>, subject: OciDescriptor): void {
  const critical = { identity: { 'docker-reference': 'x' }, image: { 'docker-manifest-digest': subject.digest }, type: 'cosign container image signature' };
  const payload = Buffer.from(JSON.stringify({ critical, optional: null }));
  const signed = signBlob(sigstore, payload, { version: '0.1', proof: 'promise' });
  const entry = signed.bundle.verificationMaterial.tlogEntries?.[0] ?? assert.fail('the lab logs what it signs');
  const layer = to.blob(payload, 'application/vnd.dev.cosign.simplesigning.v1+json', {
    annotations: {
      'dev.cosignproject.cosign/signature': Buffer.from(signed.signature).toString('base64'),
      'dev.sigstore.cosign/certificate': signed.certificatePem ?? '',
      'dev.sigstore.cosign/bundle': JSON.stringify(rekorBundleOf(entry)),
    },
  });
  to.manifest(
    { mediaType: ociImage, config: to.blob('{}', 'application/vnd.oci.image.config.v1+json'), layers: [layer] },
    `${subject.digest.replace(':', '-')}.sig`,
  );
}

before(async () => {
  const stranger = await startGithub();
  const elsewhere = stranger.url;
  places = {
    stranger,
    registry: await startRegistry({ elsewhere, pageSize: 1 }),
    github: await startGithub({ elsewhere, attestationsAs: 'address', token: 'a-token' }),
    npm: await startNpm({ elsewhere }),
    pypi: await startPypi({ elsewhere }),
  };
  const to = pusher(places.registry.host);
  platform = keepImage(to);
  image = to.manifest({ mediaType: ociIndex, manifests: [{ ...platform, platform: { os: 'linux', architecture: 'amd64' } }] }, 'v1');
  for (const one of [image, platform]) keepBundle(to, one, statement({ digest: { sha256: one.digest.slice(7) } }).text);
  keepOldSignature(to, image);
  await to.push();
  const { github, npm, pypi } = places;
  github.attest({ repository: 'acme/lens', digest: `sha256:${hex(file)}`, bundle: statement({ name: 'lens.tgz', digest: { sha256: hex(file) } }).bundle });
  const beside = Buffer.from(signBlob(sigstore, file).text);
  github.release({
    repository: 'acme/lens',
    tag: 'v1.2.3',
    files: [
      { name: 'lens.tgz', bytes: file },
      { name: 'lens.tgz.sigstore.json', bytes: beside },
    ],
  });
  const purl = { name: 'pkg:npm/%40acme/lens@1.2.3', digest: { sha512: hex(file, 'sha512') } };
  npm.publish({
    name: '@acme/lens',
    version: '1.2.3',
    tarball: file,
    attestations: [{ predicateType: 'https://example.test/checked/v1', signed: statement(purl) }],
  });
  pypi.upload({
    project: 'acme-lens',
    version: '1.2.3',
    filename: wheel,
    bytes: file,
    attestations: [statement({ name: wheel, digest: { sha256: hex(file) } })],
  });
});

after(async () => {
  await Promise.all(Object.values(places).map((one: Service) => one.close()));
});

function options(more: Partial<FindOptions> = {}): FindOptions {
  const { github, npm, pypi } = places;
  return {
    network: 'used',
    bundles: [],
    rekorEntries: [],
    platforms: 'index',
    registry: {},
    github: { api: github.url, token: 'a-token' },
    npm: npm.url,
    pypi: pypi.url,
    ...more,
  };
}

const disk = memoryDisk({ '/srv/lens.tgz': file });

function find(word: string, more: Partial<FindOptions> = {}): Promise<Parsed<Finding>> {
  return openSubjects({ ...outside(), disk }, options(more)).find(word);
}

const bySigner: Policy['signer'] = {
  kind: 'certificate',
  identity: { kind: 'exact', text: signer.san.value },
  issuer: { kind: 'exact', text: 'https://token.actions.githubusercontent.com' },
  extensions: {},
};

/** What each subject comes to, in its order: `verified`, `refused` or `undecided`, and by how many pieces. */
function verdicts(
  found: Parsed<Finding>,
  wanted: Policy['evidence'] = [{ predicateType: 'https://example.test/checked/v1' }],
  by: Policy['signer'] = bySigner,
): readonly string[] {
  if (found.kind === 'refused') return [reasonTable[found.reason.code].kind];
  assert.ok(root.kind === 'parsed');
  const policy: Policy = {
    signer: by,
    artifact: { kind: 'artifact' },
    evidence: wanted,
    build: {},
  };
  const verifier = createVerifier({ roots: [root.value], now: ports.clock.now() });
  return found.value.subjects.map(({ artifact, offered, notes }) => {
    const verdict = judge({ artifact, offered, notes, demands: demandsOf(policy) }, { verifier, checkProvenance: () => ({ reasons: [], facts: {} }) });
    return verdict.verified ? 'verified' : verdict.decision;
  });
}

function names(found: Parsed<Finding>): readonly string[] {
  return found.kind === 'parsed' ? found.value.subjects.map((one) => one.name) : [`${found.reason.code} ${found.reason.message} ${found.reason.hint ?? ''}`];
}

test('an image by its tag: the digest it stands for, with a bundle and an older signature', async () => {
  const found = await find(`${places.registry.host}/acme/lens:v1`);
  assert.deepEqual(names(found), [`${places.registry.host}/acme/lens@${image.digest}`]);
  assert.deepEqual(verdicts(found), ['verified']);
  assert.deepEqual(verdicts(found, ['signature']), ['verified'], 'the older signature answers for itself');
  assert.deepEqual(verdicts(found, ['provenance']), ['refused']);
});

test('an image with each of its platforms', async () => {
  const found = await find(`docker://${places.registry.host}/acme/lens:v1`, { platforms: 'each' });
  assert.deepEqual(
    names(found).map((one) => one.slice(one.indexOf('@') + 1)),
    [image.digest, platform.digest],
  );
  assert.deepEqual(verdicts(found), ['verified', 'verified']);
  assert.deepEqual(verdicts(found, ['signature']), ['verified', 'refused'], 'the index alone was signed');
});

test('package URLs of every type', async () => {
  const { host } = places.registry;
  const rows = [
    { word: `pkg:oci/lens@${encodeURIComponent(image.digest)}?repository_url=${host}/acme/lens&tag=v1`, name: `${host}/acme/lens@${image.digest}` },
    { word: `pkg:docker/acme/lens@v1?repository_url=${host}`, name: `${host}/acme/lens@${image.digest}` },
    { word: 'pkg:npm/%40acme/lens@1.2.3', name: 'pkg:npm/%40acme/lens@1.2.3' },
    { word: 'pkg:pypi/Acme_Lens@1.2.3', name: `pkg:pypi/acme-lens@1.2.3?file_name=${wheel}` },
    { word: 'pkg:github/acme/lens@v1.2.3', name: 'pkg:github/acme/lens@v1.2.3?file_name=lens.tgz' },
  ];
  for (const { word, name } of rows) {
    const found = await find(word);
    assert.deepEqual(names(found), [name], word);
    assert.deepEqual(verdicts(found), ['verified'], word);
  }
});

test('evidence that names the same bytes as something else is no evidence for them', async () => {
  const { npm, pypi } = places;
  const purl = { name: 'pkg:npm/%40acme/lens@1.2.3', digest: { sha512: hex(file, 'sha512') } };
  npm.publish({ name: 'evil', version: '1.2.3', tarball: file, attestations: [{ predicateType: 'https://example.test/checked/v1', signed: statement(purl) }] });
  const own = statement({ name: wheel, digest: { sha256: hex(file) } });
  pypi.upload({ project: 'evil', version: '1.2.3', filename: 'evil-1.2.3-py3-none-any.whl', bytes: file, attestations: [own] });
  for (const word of ['pkg:npm/evil@1.2.3', 'pkg:pypi/evil@1.2.3']) {
    const found = await find(word);
    assert.deepEqual(verdicts(found), ['refused'], word);
    const piece = found.kind === 'parsed' ? found.value.subjects[0]?.offered[0]?.bundle : undefined;
    assert.equal(piece?.kind === 'refused' ? piece.reason.code : 'read', 'SUBJECT_OTHER_NAME', word);
  }
});

test("npm's own word that a version was published is by npm's key", async () => {
  const key = makeKey({ seed: 'npm', algorithm: 'p256' });
  const predicateType = 'https://github.com/npm/attestation/tree/main/specs/publish/v0.1';
  const subject = [{ name: 'pkg:npm/%40acme/prism@2.0.0', digest: { sha512: hex(file, 'sha512') } }];
  const predicate = { name: '@acme/prism', version: '2.0.0', registry: 'https://registry.npmjs.org' };
  const signed = signStatement(
    sigstore,
    { _type: 'https://in-toto.io/Statement/v0.1', subject, predicateType, predicate },
    { signer: { kind: 'key', key, hint: npmKeyId(key) } },
  );
  places.npm.publish({ name: '@acme/prism', version: '2.0.0', tarball: file, attestations: [{ predicateType, signed }] });
  const found = await find('pkg:npm/%40acme/prism@2.0.0');
  const byKey = (one: LabKey): Policy['signer'] => ({ kind: 'key', spki: one.spki });
  assert.deepEqual(verdicts(found, [{ predicateType }], byKey(key)), ['verified']);
  assert.deepEqual(verdicts(found, [{ predicateType }], byKey(makeKey({ seed: 'another', algorithm: 'p256' }))), ['refused']);
  assert.deepEqual(verdicts(found, ['provenance'], byKey(key)), ['refused']);
});

test('a distribution on disk goes by the name that was attested', async () => {
  const attested = JSON.stringify(pep740Of(statement({ name: wheel, digest: { sha256: hex(file) } })));
  const rows = [
    { name: wheel, is: 'verified' },
    { name: 'Acme.Lens-1.2.3-py3-none-any.whl', is: 'verified' },
    { name: 'acme_lens-1.2.4-py3-none-any.whl', is: 'refused' },
  ];
  for (const { name, is } of rows) {
    const folder = memoryDisk({ [`/srv/${name}`]: file, [`/srv/${name}.publish.attestation`]: attested });
    const found = await openSubjects({ ...outside(), disk: folder }, options()).find(`/srv/${name}`);
    assert.deepEqual(verdicts(found), [is], name);
  }
});

test('a file of a release has what lies beside it and what GitHub keeps', async () => {
  const found = await find('pkg:github/acme/lens@v1.2.3?file_name=lens.tgz');
  assert.deepEqual(verdicts(found, ['signature']), ['verified']);
  assert.deepEqual(verdicts(found), ['verified']);
  assert.ok(found.kind === 'parsed');
  assert.deepEqual(
    found.value.subjects[0]?.offered.map((one) => one.format),
    ['bundle', 'github-attestation'],
  );
});

test('a local file is asked about at the repository that was named', async () => {
  const attestations = { of: { owner: 'acme', repo: 'lens' }, options: { api: places.github.url, token: undefined } };
  assert.deepEqual(verdicts(await find('/srv/lens.tgz', { attestations })), ['verified']);
  assert.deepEqual(verdicts(await find(`sha256:${hex(file)}`, { attestations })), ['verified']);
  assert.deepEqual(verdicts(await find('/srv/lens.tgz')), ['refused'], 'nothing lies beside it');
  assert.deepEqual(verdicts(await find('/srv/lens.tgz', { attestations, network: 'offline' })), ['refused']);
});

test('words that name nothing, and what is not asked', async () => {
  const rows: readonly { readonly word: string; readonly said: RegExp; readonly more?: Partial<FindOptions> }[] = [
    { word: '', said: /^SUBJECT_MALFORMED .*is empty is a variable unset\?$/ },
    { word: 'lens-1.2.3.tgz', said: /^SUBJECT_MISSING (?!.*docker:).*look at the name again/ },
    { word: 'lens', said: /^SUBJECT_MISSING .*docker:\/\/lens, if it is an image/ },
    { word: 'Lens', said: /^SUBJECT_MISSING (?!.*docker:)/ },
    { word: 'lens*', said: /^SUBJECT_MISSING (?!.*docker:).*patterns are for the shell/ },
    { word: 'acme/lens', said: /^SUBJECT_MISSING/ },
    { word: './ghcr.io/lens:v1', said: /^SUBJECT_MISSING/ },
    { word: 'sha256:abc', said: /^SUBJECT_MALFORMED/ },
    { word: 'pkg:npm/lens', said: /^SUBJECT_MALFORMED .*version/ },
    { word: 'pkg:cargo/lens@1', said: /^SUBJECT_MALFORMED .*not looked up/ },
    ...['pkg:npm/%2e%2e/lens@1', 'pkg:npm/..@1', 'pkg:github/acme/%2e%2e@v1', 'pkg:github/acme/lens@v1%2F..%2Fx', 'pkg:pypi/lens@..'].map((word) => ({
      word,
      said: /^SUBJECT_MALFORMED/,
    })),
    { word: 'pkg:oci/lens@v1', said: /^SUBJECT_MALFORMED .*repository/ },
    { word: 'pkg:npm/lens@1?repository_url=ftp://x', said: /^SUBJECT_MALFORMED .*address/ },
    { word: 'pkg:npm/lens@1?repository_url=https://ada:secret@x.example', said: /^SUBJECT_MALFORMED (?!.*secret).*address/ },
    { word: 'oci-layout:/nowhere', said: /^SUBJECT_MISSING/ },
    { word: 'oci-archive:/srv/lens.tgz', said: /^SUBJECT_UNREADABLE/ },
    { word: 'pkg:npm/%40acme/lens@9.9.9', said: /^SUBJECT_MISSING/ },
    { word: 'pkg:github/acme/lens@v9', said: /^S(?:UBJECT_MISSING|ERVICE_DENIED)/ },
    { word: 'ghcr.io/acme/lens:v1', said: /^SERVICE_NOT_ASKED/, more: { network: 'offline' } },
    { word: 'pkg:pypi/acme-lens@1.2.3', said: /^SERVICE_NOT_ASKED/, more: { network: 'offline' } },
  ];
  for (const { word, said, more } of rows) {
    const found = await find(word, more);
    assert.match(names(found).join(), said, word);
    assert.equal(found.kind === 'refused' ? reasonTable[found.reason.code].kind : 'found', 'undecided', word);
  }
});

test('whatever a place does wrong, nothing is taken for verified or for missing, and no token reaches a stranger', async (t) => {
  const { registry, github, npm, pypi, stranger } = places;
  const rows: readonly { readonly place: Service; readonly word: string; readonly path: string }[] = [
    { place: registry, word: `${registry.host}/acme/lens:v1`, path: '/v2/acme/lens/referrers' },
    { place: registry, word: `${registry.host}/acme/lens:v1`, path: '/v2/acme/lens/blobs' },
    { place: registry, word: `${registry.host}/acme/lens:v1`, path: '/v2/acme/lens/manifests/v1' },
    { place: github, word: 'pkg:github/acme/lens@v1.2.3', path: '/repos/acme/lens/attestations' },
    { place: github.storage, word: 'pkg:github/acme/lens@v1.2.3', path: '/attestations' },
    { place: github.storage, word: 'pkg:github/acme/lens@v1.2.3', path: '/assets/acme/lens/1' },
    { place: npm, word: 'pkg:npm/%40acme/lens@1.2.3', path: '/-/npm/v1/attestations' },
    { place: pypi, word: 'pkg:pypi/acme-lens@1.2.3', path: '/integrity' },
    { place: pypi, word: 'pkg:pypi/acme-lens@1.2.3', path: '/simple' },
  ];
  t.after(() => rows.forEach(({ place }) => place.behave()));
  for (const { place, word, path } of rows) {
    for (const fault of Object.keys(networkFaults) as NetworkFault[]) {
      // They take all the time, or all the bytes, that a question has; the port's own tests have them, and one place here.
      if (fault === 'stall' || fault === 'stall-in-body' || (fault === 'endless-body' && path !== '/v2/acme/lens/referrers')) continue;
      place.misbehave(fault, { path });
      const said = verdicts(await find(word));
      place.behave();
      // An answer that is there twice, once behind a link, is all the same an answer; a byte of a list may be one that nobody reads.
      const isAnswer =
        fault === 'page-loop' ||
        (fault === 'changed-byte' && path === '/simple') ||
        (fault === 'not-found' && (path.endsWith('/referrers') || path.startsWith('/-/npm') || path.startsWith('/repos/acme/lens/att')));
      if (isAnswer) continue;
      // Where no digest is known beforehand, a byte that was changed is a signature that does not fit.
      for (const one of said) assert.ok(one === 'undecided' || (one === 'refused' && fault === 'changed-byte'), `${word} ${path} ${fault}: ${one}`);
    }
  }
  for (const one of [...stranger.asked, ...stranger.storage.asked, ...github.storage.asked]) assert.equal(one.headers.authorization, undefined);
});
