import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, test } from 'node:test';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { pep740Of, signStatement, startGithub } from '../../../src/lab/index.ts';
import { verdictSchema } from '../../../src/verdicts/schema.ts';
import { memoryLayout } from '../../support/oci-layout.ts';
import { nothingKept, verifyBench, type Ran } from './bench.ts';

const bench = verifyBench();
after(bench.close);

const policy = bench.put(
  'policy.yaml',
  `version: 1
signers:
  release: { repo: acme/lens, workflow: release.yml, ref: refs/tags/v* }
subjects:
  - { name: lens-*.tar.gz, signer: release, evidence: [signature, spdx] }
  - { name: SHA256SUMS, signer: release, evidence: [signature] }
  - { name: "*.md", unsafelyNothing: nobody runs them }
`,
);
const spdx = (content: string): string => bench.attest(content, 'https://spdx.dev/Document', { spdxVersion: 'SPDX-2.3' });

/** A release that carries all that the policy asks for. */
function whole(folder: string): void {
  const list: string[] = [];
  for (const name of ['lens-a.tar.gz', 'sub/lens-b.tar.gz']) {
    bench.put(`${folder}/${name}`, name);
    bench.put(`${folder}/${name}.sigstore.json`, bench.sign(name));
    bench.put(`${folder}/${name}.spdx.att`, spdx(name));
    list.push(`${createHash('sha256').update(name).digest('hex')}  ${name}\n`);
  }
  bench.put(`${folder}/SHA256SUMS`, list.join(''));
  bench.put(`${folder}/SHA256SUMS.sigstore.json`, bench.sign(list.join('')));
  bench.put(`${folder}/README.md`, 'x');
}

const verify = (words: readonly string[]): Promise<Ran> => bench.verify(words, { ports: { network: nothingKept } });

test('a folder: every file against what it must carry, and all evidence against the files', async () => {
  const table: readonly { readonly what: string; readonly change: (folder: string) => void; readonly code: number; readonly out: RegExp }[] = [
    {
      what: 'whole',
      change: () => undefined,
      code: 0,
      out: /^verified: the release .*: 3 of 4 verified, 1 let through\n\n {2}Subject +Verdict +Hashes +Signed +SBOM +Provenance\n[^]*\n {2}lens-a\.tar\.gz +verified +SHA256SUMS +keyless +SPDX +no\n/,
    },
    {
      what: 'a file without evidence',
      change: (folder) => bench.put(`${folder}/lens-c.tar.gz`, 'c'),
      code: 1,
      out: /^not verified: the release [^]*\n {2}lens-c\.tar\.gz +NOT VERIFIED +no +no +no +no\n[^]*\[EVIDENCE_MISSING\]/,
    },
    { what: 'a file the policy does not know', change: (folder) => bench.put(`${folder}/tool.exe`, 'c'), code: 1, out: /tool\.exe[^]*\[POLICY_SILENT\]/ },
    {
      what: 'evidence without its file',
      change: (folder) => bench.put(`${folder}/gone.tar.gz.sigstore.json`, bench.sign('gone')),
      code: 1,
      out: /gone\.tar\.gz\.sigstore\.json\n[^]*\[EVIDENCE_ORPHAN\]/,
    },
    {
      what: 'attestations of nothing here',
      change: (folder) => bench.put(`${folder}/attestations.jsonl`, `${spdx('gone')}\n`),
      code: 1,
      out: /attestations\.jsonl\n[^]*\[EVIDENCE_ORPHAN\]/,
    },
    {
      what: 'attestations of a file here',
      change: (folder) => bench.put(`${folder}/attestations.jsonl`, `${spdx('lens-a.tar.gz')}\n`),
      code: 0,
      out: /^verified/,
    },
    {
      what: 'a file in a folder, of which the list above it has another digest',
      change: (folder) => {
        bench.put(`${folder}/sub/lens-b.tar.gz`, 'lens-a.tar.gz');
        bench.put(`${folder}/sub/lens-b.tar.gz.sigstore.json`, bench.sign('lens-a.tar.gz'));
        bench.put(`${folder}/sub/lens-b.tar.gz.spdx.att`, spdx('lens-a.tar.gz'));
      },
      code: 1,
      out: /sub\/lens-b\.tar\.gz +NOT VERIFIED[^]*"SHA256SUMS" lists another sha256 for "sub\/lens-b\.tar\.gz" than the file has: [0-9a-f]{64} \[CHECKSUM_MISMATCH\]/,
    },
    {
      what: 'the same where nobody signed the list',
      change: (folder) => {
        bench.put(`${folder}/sub/lens-b.tar.gz`, 'lens-a.tar.gz');
        bench.put(`${folder}/sub/lens-b.tar.gz.sigstore.json`, bench.sign('lens-a.tar.gz'));
        bench.put(`${folder}/sub/lens-b.tar.gz.spdx.att`, spdx('lens-a.tar.gz'));
        bench.put(`${folder}/SHA256SUMS.sigstore.json`, bench.sign('something else'));
      },
      code: 1,
      out: /^(?![^]*lists another)[^]*sub\/lens-b\.tar\.gz +verified/,
    },
    { what: 'a changed file', change: (folder) => bench.put(`${folder}/lens-a.tar.gz`, 'changed'), code: 1, out: /lens-a\.tar\.gz +NOT VERIFIED/ },
  ];
  for (const [i, row] of table.entries()) {
    whole(`release-${i}`);
    row.change(`release-${i}`);
    const words = ['--release', join(bench.folder, `release-${i}`), '--policy', policy];
    const ran = await verify(words);
    assert.equal(ran.code, row.code, `${row.what}: ${ran.out}${ran.err}`);
    assert.match(ran.out, row.out, row.what);
    const report = verdictSchema.parse(JSON.parse((await verify([...words, '--format', 'json'])).out));
    assert.equal(report.verdict === 'verified', row.code === 0, row.what);
  }
});

test('what is observed stands in the columns of an audit', async () => {
  whole('observed');
  const { out } = await verify(['--release', join(bench.folder, 'observed'), '--policy', policy]);
  assert.match(out, /\n {2}lens-a\.tar\.gz +verified +SHA256SUMS +keyless +SPDX +no\n/);
  assert.match(out, /\n {2}SHA256SUMS +verified +no +keyless +no +no\n/);
  assert.match(out, /\n {2}README\.md +let through +– +– +– +–\n/, 'nothing was looked at');
  const slsa = 'https://slsa.dev/provenance/v1';
  const asking = bench.put(
    'asking.yaml',
    `version: 1
signers:
  release: { repo: acme/lens, workflow: release.yml, ref: refs/tags/v* }
subjects:
  - { name: lens-*.tar.gz, signer: release, evidence: [signature, provenance] }
`,
  );
  bench.put('provenance/lens-a.tar.gz', 'a');
  bench.put('provenance/lens-a.tar.gz.sigstore.json', bench.sign('a'));
  bench.put('provenance/lens-a.tar.gz.att', bench.attest('a', slsa, { buildDefinition: {} }));
  bench.put('provenance/lens-a.tar.gz.spdx.att', spdx('a'));
  const words = ['--release', join(bench.folder, 'provenance'), '--policy', asking];
  const refused = await verify(words);
  assert.match(refused.out, /\n {2}lens-a\.tar\.gz +NOT VERIFIED +no +keyless +unknown +no\n/, 'refused provenance is none');
  const image = await verify(['ghcr.io/acme/lens:1', ...words]);
  assert.match(image.out, /\n {2}lens-a\.tar\.gz +NOT VERIFIED/, 'a name of no path does not lengthen the others');
});

test('a release that lacks what the policy speaks of is not verified, and a folder that is not there is not decided', async () => {
  bench.put('poor/SHA256SUMS', 'x');
  bench.put('poor/SHA256SUMS.sigstore.json', bench.sign('x'));
  const poor = await verify(['--release', join(bench.folder, 'poor'), '--policy', policy]);
  assert.equal(poor.code, 1, poor.out);
  assert.match(poor.out, /the release has nothing of that name, and .*policy\.yaml:5 says what it must carry \[ASSET_MISSING\]/);
  assert.equal((await verify(['--release', join(bench.folder, 'nowhere'), '--policy', policy])).code, 3);
  const one = bench.put('beside.tar.gz', 'x');
  const both = await verify([one, '--release', join(bench.folder, 'poor'), '--policy', policy]);
  assert.match(both.out, /beside\.tar\.gz +NOT VERIFIED/, 'a subject beside the release is judged with it');
});

test('a file is no evidence for its name alone', async () => {
  const rsa = Buffer.concat([Buffer.from('#!/bin/sh\n'), Buffer.alloc(245, 0x80)]);
  const table: readonly { readonly name: string; readonly text: string | Uint8Array; readonly isEvidence?: true }[] = [
    ...['README.md.run.bundle', 'lens-a.tar.gz.setup.bundle', 'lens-a.tar.gz.exe.att', 'lens-a.tar.gz.pkg.gpg', 'lens-a.tar.gz.apk.asc'].map((name) => ({
      name,
      text: '#!/bin/sh\necho',
    })),
    { name: 'lens-a.tar.gz-keyless.other.sig', text: '#!/bin/sh\necho' },
    { name: 'lens-a.tar.gz.sig', text: rsa },
    { name: 'lens-a.tar.gz.other.asc', text: '-----BEGIN PGP SIGNATURE-----\n\necho\n' },
    { name: 'lens-a.tar.gz.bundle', text: bench.sign('another') },
    { name: 'lens-a.tar.gz.att', text: spdx('another') },
    { name: 'lens-a.tar.gz.two.att', text: `${spdx('lens-a.tar.gz')}\n${spdx('another')}\n` },
    { name: 'attestations.jsonl', text: `${spdx('lens-a.tar.gz')}\n${spdx('another')}\n` },
    { name: 'README.md.att', text: spdx('x'), isEvidence: true },
    { name: 'README.md.bundle', text: bench.sign('x'), isEvidence: true },
    { name: 'lens-a.tar.gz.all.att', text: `${spdx('lens-a.tar.gz')}\n${spdx('sub/lens-b.tar.gz')}\n`, isEvidence: true },
    { name: 'attestations.jsonl', text: `${spdx('lens-a.tar.gz')}\n${spdx('x')}\n`, isEvidence: true },
    { name: 'lens-a.tar.gz.sig', text: Buffer.alloc(64, 0x81).toString('base64'), isEvidence: true },
  ];
  for (const [i, { name, text, isEvidence }] of table.entries()) {
    whole(`hidden-${i}`);
    bench.put(`hidden-${i}/${name}`, text);
    const { code, out } = await verify(['--release', join(bench.folder, `hidden-${i}`), '--policy', policy]);
    assert.equal(code, isEvidence === true ? 0 : 1, `${name}: ${out}`);
    if (isEvidence !== true) assert.match(out, /\[EVIDENCE_ORPHAN\]/, name);
  }
});

test('a layout of images hides nothing but its own files', async () => {
  const strangers = ['install.sh', 'lens-a.tar.gz', 'blobs/run', 'blobs/sha256/run', 'blobs/md5/00', 'deep/blobs/sha256/x'];
  for (const [i, stranger] of strangers.entries()) {
    whole(`layout-${i}`);
    const image = memoryLayout();
    const config = image.blob('{}', 'application/vnd.oci.image.config.v1+json');
    image.index([image.manifest({ mediaType: 'application/vnd.oci.image.manifest.v1+json', config, layers: [] })]);
    for (const [name, bytes] of image.files) bench.put(`layout-${i}/image/${name}`, bytes);
    const words = ['--release', join(bench.folder, `layout-${i}`), '--policy', policy, '--format', 'json'];
    const before = verdictSchema.parse(JSON.parse((await verify(words)).out)).subjects.length;
    const path = bench.put(`layout-${i}/image/${stranger}`, 'x');
    const { subjects } = verdictSchema.parse(JSON.parse((await verify(words)).out));
    assert.equal(subjects.length, before + 1, stranger);
    assert.equal(subjects.find((one) => one.subject === path)?.verdict, 'not-verified', stranger);
  }
});

test('links to folders are not followed, and what is no file has an entry', { timeout: 20_000 }, async () => {
  whole('links');
  for (const [name, to] of [
    ['a', '.'],
    ['b', '.'],
    ['gone.exe', '/nowhere/at/all'],
  ] as const)
    symlinkSync(to, join(bench.folder, 'links', name));
  const { code, out } = await verify(['--release', join(bench.folder, 'links'), '--policy', policy]);
  assert.equal(code, 3, out);
  for (const name of ['a', 'b', 'gone.exe']) assert.match(out, new RegExp(`\\n  ${name} +not decided`), name);
  assert.equal(out.split(/\n {2}lens-a\.tar\.gz +verified/).length, 2, 'each file is judged once');
});

test('each name of an entry must be there', async () => {
  const several = bench.put(
    'several.yaml',
    `version: 1
signers:
  release: { repo: acme/lens, workflow: release.yml, ref: refs/tags/v* }
subjects:
  - { name: [lens-linux.tar.gz, "lens-mac*.tar.gz", ghcr.io/acme/lens], signer: release, evidence: [signature] }
`,
  );
  bench.put('several/lens-linux.tar.gz', 'a');
  bench.put('several/lens-linux.tar.gz.sigstore.json', bench.sign('a'));
  const words = ['--release', join(bench.folder, 'several'), '--policy', several];
  const lacking = await verify(words);
  assert.equal(lacking.code, 1, lacking.out);
  for (const name of ['lens-mac*.tar.gz', 'ghcr.io/acme/lens'])
    assert.ok(
      lacking.out.split('\n').some((line) => line.includes(name) && line.includes('NOT VERIFIED')),
      `${name}: ${lacking.out}`,
    );
  assert.equal(lacking.out.split('[ASSET_MISSING]').length - 1, 2, lacking.out);
});

test('a release that GitHub keeps', async () => {
  const github = await startGithub();
  try {
    const file = (name: string, text: string): { readonly name: string; readonly bytes: Uint8Array } => ({ name, bytes: Buffer.from(text) });
    const list = `${createHash('sha256').update('a').digest('hex')}  lens-a.tar.gz\n`;
    const files = [
      file('lens-a.tar.gz', 'a'),
      file('lens-a.tar.gz.sigstore.json', bench.sign('a')),
      file('lens-a.tar.gz.spdx.att', spdx('a')),
      file('SHA256SUMS', list),
      file('SHA256SUMS.sigstore.json', bench.sign(list)),
    ];
    github.release({ repository: 'acme/lens', tag: 'v1', files });
    github.release({ repository: 'acme/lens', tag: 'v2', files: [...files, file('lens-b.tar.gz', 'b')] });
    const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: github.url };
    const verifyTag = async (tag: string): ReturnType<typeof bench.verify> =>
      await bench.verify(['--release', `acme/lens@${tag}`, '--policy', policy], { env, ports: { network: openNetwork() } });
    const sound = await verifyTag('v1');
    assert.equal(sound.code, 0, sound.out + sound.err);
    assert.match(sound.out, /^verified: the release acme\/lens@v1: 2 of 2 verified\n/);
    const other = await verifyTag('v2');
    assert.equal(other.code, 1, other.out);
    assert.match(other.out, /lens-b\.tar\.gz/);
    const hidden = [
      file('gone.tar.gz.sigstore.json', bench.sign('gone')),
      file('attestations.jsonl', spdx('gone')),
      file('installer.intoto.jsonl', '#!/bin/sh'),
      file('lens-a.tar.gz.setup.bundle', '#!/bin/sh'),
    ];
    for (const [i, one] of hidden.entries()) {
      github.release({ repository: 'acme/lens', tag: `hidden-${i}`, files: [...files, one] });
      const ran = await verifyTag(`hidden-${i}`);
      assert.equal(ran.code, 1, `${one.name}: ${ran.out}`);
      assert.ok(ran.out.includes(one.name) && ran.out.includes('[EVIDENCE_ORPHAN]'), ran.out);
    }
    const many = Array.from({ length: 12 }, (_, i) => file(`lens-${String(i).padStart(2, '0')}.tar.gz`, `${i}`));
    github.release({ repository: 'acme/lens', tag: 'many', files: many });
    const real = openNetwork();
    const running = { now: 0, most: 0 };
    const seen = new Set<string>();
    const network: typeof real = {
      request: async (request) => {
        // What is asked again is asked for a file that nothing at hand verified.
        const isAgain = seen.has(request.url) && request.url.includes('/releases/assets/');
        seen.add(request.url);
        if (isAgain) running.most = Math.max(running.most, ++running.now);
        const answer = await real.request(request);
        if (isAgain) running.now--;
        return answer;
      },
    };
    const unsigned = await bench.verify(['--release', 'acme/lens@many', '--policy', policy, '--format', 'json'], { env, ports: { network } });
    const names = verdictSchema.parse(JSON.parse(unsigned.out)).subjects.flatMap((one) => one.subject.split('file_name=')[1] ?? []);
    assert.deepEqual(
      names.slice(0, 12),
      many.map((one) => one.name),
      'in their order',
    );
    assert.ok(running.most > 1 && running.most <= 6, `at once: ${running.most}`);
    github.misbehave('server-error');
    assert.equal((await verifyTag('v1')).code, 3);
  } finally {
    await github.close();
  }
});

test('files of a release are named as its folder was typed', async () => {
  whole('typed');
  const typed = relative(process.cwd(), join(bench.folder, 'typed'));
  for (const release of [typed, `${typed}/`]) {
    const { out } = await verify(['--release', release, '--policy', policy, '--format', 'json']);
    const names = verdictSchema.parse(JSON.parse(out)).subjects.map((one) => one.subject);
    assert.ok(names.includes(`${typed}/sub/lens-b.tar.gz`), names.join(' '));
    const text = await verify(['--release', release, '--policy', policy, 'ghcr.io/acme/lens:1']);
    assert.match(text.out, /\n {2}sub\/lens-b\.tar\.gz +verified/);
  }
});

test('what an index attested of a distribution is of the file of that name in a folder too', async () => {
  const wheels = bench.put(
    'wheels.yaml',
    'version: 1\nsigners: { us: { repo: acme/lens, workflow: release.yml } }\nsubjects: [{ name: "*.whl", signer: us, evidence: ["https://docs.pypi.org/attestations/publish/v1"] }]\n',
  );
  const name = 'acme_lens-1.2.3-py3-none-any.whl';
  const subject = [{ name, digest: { sha256: createHash('sha256').update('wheel').digest('hex') } }];
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType: 'https://docs.pypi.org/attestations/publish/v1', predicate: null };
  const attested = JSON.stringify(pep740Of(signStatement(bench.sigstore, statement)));
  for (const [i, [file, code]] of [[name, 0] as const, ['acme_lens-1.2.4-py3-none-any.whl', 1] as const].entries()) {
    bench.put(`wheels-${i}/${file}`, 'wheel');
    bench.put(`wheels-${i}/${file}.publish.attestation`, attested);
    const ran = await verify(['--release', join(bench.folder, `wheels-${i}`), '--policy', wheels]);
    assert.equal(ran.code, code, ran.out);
    if (code === 1) assert.match(ran.out, /\[SUBJECT_OTHER_NAME\]/);
  }
});
