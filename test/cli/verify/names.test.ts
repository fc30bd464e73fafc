import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Commands } from '../../../src/base/index.ts';
import { run } from '../../../src/cli/run.ts';
import { githubIdentity, signStatement, type SignOptions } from '../../../src/lab/index.ts';
import { fakeMachine } from '../../support/fake-machine.ts';
import { nothingKept, verifyBench, type Ran } from './bench.ts';

const bench = verifyBench();
after(bench.close);

const names = ['lens-1.0.tgz', 'lens.whl', 'tool'] as const;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const stranger: SignOptions = { signer: { kind: 'certificate', identity: githubIdentity({ repository: 'mallory/lens' }) } };
/** What actions/attest says of a run. Source: actions/buildtypes `workflow/v1`. */
const predicate = {
  buildDefinition: {
    buildType: 'https://actions.github.io/buildtypes/workflow/v1',
    externalParameters: { workflow: { ref: 'refs/tags/v1.2.3', repository: 'https://github.com/acme/lens', path: '.github/workflows/release.yml' } },
    resolvedDependencies: [{ uri: 'git+https://github.com/acme/lens@refs/tags/v1.2.3', digest: { gitCommit: '1f2e3d4c5b6a79880123456789abcdef01234567' } }],
  },
  runDetails: { builder: { id: 'https://github.com/acme/lens/.github/workflows/release.yml@refs/tags/v1.2.3' } },
};

/** Provenance about files, by name and content. */
function provenance(files: readonly (readonly [name: string, content: string])[], options: SignOptions = {}): string {
  const subject = files.map(([name, content]) => ({ name, digest: { sha256: sha256(content) } }));
  const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType: 'https://slsa.dev/provenance/v1', predicate };
  return signStatement(bench.sigstore, statement, options).text;
}

const list = names.map((name) => `${sha256(name)}  ${name}\n`).join('');

/** A release with signatures, provenance of all files and a signed list; each file holds its own name. */
function release(folder: string): void {
  for (const name of names) {
    bench.put(`${folder}/${name}`, name);
    bench.put(`${folder}/${name}.sigstore.json`, bench.sign(name));
  }
  bench.put(`${folder}/provenance.intoto.jsonl`, provenance(names.map((name) => [name, name])));
  bench.put(`${folder}/SHA256SUMS`, list);
  bench.put(`${folder}/SHA256SUMS.sigstore.json`, bench.sign(list));
}

/** Puts one file of the release in place of another, with its signature. */
function swap(folder: string): void {
  bench.put(`${folder}/lens.whl`, 'lens-1.0.tgz');
  bench.put(`${folder}/lens.whl.sigstore.json`, bench.sign('lens-1.0.tgz'));
}

const policy = bench.put(
  'policy.yaml',
  `version: 1
signers:
  release: { repo: acme/lens, workflow: release.yml, ref: refs/tags/v* }
subjects:
  - { name: SHA256SUMS, signer: release, evidence: [signature] }
  - { name: "*.whl", signer: release, evidence: [provenance] }
  - { name: "*", signer: release, evidence: [signature, provenance] }
`,
);
const who = ['--repo', 'acme/lens', '--workflow', 'release.yml', '--ref', 'refs/tags/v1.2.3', '--offline'] as const;
const verify = (words: readonly string[]): Promise<Ran> => bench.verify(words, { ports: { network: nothingKept } });

test('no file of a release passes under the name of another that signed evidence beside it gives to other bytes', async () => {
  const table: readonly { readonly what: string; readonly change: (folder: string) => void; readonly said: RegExp | undefined }[] = [
    { what: 'whole', change: () => undefined, said: undefined },
    {
      what: 'swapped',
      change: swap,
      said: /is about other bytes of the name "lens\.whl"[^\n]*names these bytes "lens-1\.0\.tgz" \[SUBJECT_OTHER_BYTES\][^]*\[CHECKSUM_MISMATCH\]/,
    },
    {
      what: 'swapped, and the list says it where the provenance does not',
      change: (folder) => {
        swap(folder);
        bench.put(`${folder}/provenance.intoto.jsonl`, names.map((name) => provenance([[name === 'lens.whl' ? 'other.whl' : name, name]])).join('\n'));
        bench.put(`${folder}/other.whl`, 'lens.whl');
      },
      said: /"SHA256SUMS" lists another sha256 for "lens\.whl" than the file has: [0-9a-f]{64}; it lists these bytes as "lens-1\.0\.tgz" \[CHECKSUM_MISMATCH\]/,
    },
    {
      what: 'swapped, and provenance of each file says it where there is no list',
      change: (folder) => {
        swap(folder);
        bench.put(`${folder}/provenance.intoto.jsonl`, names.map((name) => provenance([[name, name]])).join('\n'));
        bench.put(`${folder}/keep.whl`, 'lens.whl');
        for (const one of ['SHA256SUMS', 'SHA256SUMS.sigstore.json'])
          bench.put(`${folder}/${one}`, one === 'SHA256SUMS' ? list.split('\n')[0] + '\n' : bench.sign(list.split('\n')[0] + '\n'));
      },
      said: /"provenance\.intoto\.jsonl, piece 2" is about other bytes of the name "lens\.whl"[^\n]*\[SUBJECT_OTHER_BYTES\]/,
    },
    {
      what: 'a stranger says so of a file that is whole',
      change: (folder) => {
        bench.put(
          `${folder}/attestations.jsonl`,
          provenance(
            [
              ['tool', 'other'],
              ['lens.whl', 'other'],
              ['lens-1.0.tgz', 'lens-1.0.tgz'],
            ],
            stranger,
          ),
        );
        const wrong = `${sha256('other')}  tool\n`;
        bench.put(`${folder}/checksums.txt`, wrong);
        bench.put(`${folder}/checksums.txt.sigstore.json`, bench.sign(wrong, stranger));
      },
      said: undefined,
    },
  ];
  for (const [i, { what, change, said }] of table.entries()) {
    const folder = `release-${i}`;
    release(folder);
    change(folder);
    const asked = what.startsWith('a stranger')
      ? bench.put(
          'with-list.yaml',
          `version: 1
signers:
  release: { repo: acme/lens, workflow: release.yml, ref: refs/tags/v* }
  mallory: { repo: mallory/lens, workflow: release.yml, ref: refs/tags/v* }
subjects:
  - { name: checksums.txt, signer: mallory, evidence: [signature] }
  - { name: SHA256SUMS, signer: release, evidence: [signature] }
  - { name: "*", signer: release, evidence: [provenance] }
`,
        )
      : policy;
    const ran = await verify(['--release', join(bench.folder, folder), '--policy', asked, '--offline']);
    assert.equal(ran.code, said === undefined ? 0 : 1, `${what}: ${ran.out}${ran.err}`);
    if (said !== undefined) assert.match(ran.out, said, what);
    if (said !== undefined) assert.match(ran.out, /\n {2}lens\.whl +NOT VERIFIED +no /, what);
  }
});

test('a file of a release that its signer named otherwise is told of', async () => {
  release('told');
  bench.put('told/new.whl', 'lens.whl');
  const ran = await verify(['--release', join(bench.folder, 'told'), '--policy', policy, '--offline']);
  assert.equal(ran.code, 0, ran.out);
  assert.match(ran.out, /\n\n {2}[^\n]*new\.whl; its signer names it "lens\.whl"\n$/);
  assert.doesNotMatch(ran.out, /lens\.whl; its/);
});

test('the same of one file, and of what a gate would run', async () => {
  release('one');
  swap('one');
  const file = join(bench.folder, 'one/lens.whl');
  for (const types of [[], ['--type', 'signature'], ['--type', 'provenance'], ['--type', 'signature', '--type', 'provenance']]) {
    const ran = await verify([file, ...who, ...types]);
    assert.equal(ran.code, 1, ran.out);
    assert.match(ran.out, /\[SUBJECT_OTHER_BYTES\][^]*\[CHECKSUM_MISMATCH\]/);
    assert.doesNotMatch(ran.out, /sound, and nothing more/);
  }
  const given = await verify([file, ...who, '--bundle', join(bench.folder, 'one/provenance.intoto.jsonl')]);
  assert.equal(given.code, 1, given.out);
  const commands: Commands = { run: async () => assert.fail('it runs') };
  const machine = fakeMachine({ verifyPorts: bench.ports, commands });
  const root = join(bench.folder, 'root/trusted_root.json');
  assert.equal(await run(['gate', '--trusted-root', root, file, ...who, '--', file], machine), 1, machine.err());
  assert.match(machine.err(), /\[SUBJECT_OTHER_BYTES\]/);
});

test('a file that goes by a name of which nothing says anything is verified, and told with its signer’s name', async () => {
  release('renamed');
  const file = bench.put('renamed/mine.whl', 'lens.whl');
  const ran = await verify([file, ...who]);
  assert.equal(ran.code, 0, ran.out);
  assert.match(ran.out, /^verified: .*mine\.whl has provenance by acme\/lens's release\.yml at refs\/tags\/v1\.2\.3; its signer names it "lens\.whl"\n/);
  assert.match(ran.out, /\n {4}named {6}lens\.whl\n/);
  const { subjects } = JSON.parse((await verify([file, ...who, '--format', 'json'])).out) as { subjects: readonly { pieces: readonly { named: unknown }[] }[] };
  assert.equal(subjects[0]?.pieces[0]?.named, 'lens.whl');
  const own = await verify([join(bench.folder, 'renamed/lens.whl'), ...who, '--type', 'provenance']);
  assert.match(own.out, /refs\/tags\/v1\.2\.3\n/, 'its own name needs no word');
});

test('a pattern that leaves the repository open says so in the first line', async () => {
  const file = bench.put('open/tool', 'tool');
  bench.put('open/tool.sigstore.json', bench.sign('tool'));
  const asked = ['--issuer', 'https://token.actions.githubusercontent.com', '--offline'] as const;
  const any = await verify([file, '--identity-pattern', 'https://github.com/acme/**', ...asked]);
  assert.match(any.out, /^verified: [^\n]* \(any repository of acme, any workflow, any ref\)\n/);
  const one = await verify([file, '--identity-pattern', 'https://github.com/acme/lens/**', ...asked]);
  assert.match(one.out, /^verified: [^\n]* \(any workflow, any ref\)\n/);
});

test('a changed file is told of which bytes its statements are', async () => {
  bench.put('changed/tool', 'changed');
  bench.put('changed/tool.intoto.jsonl', provenance([['tool', 'tool']]));
  const ran = await verify([join(bench.folder, 'changed/tool'), ...who]);
  assert.equal(ran.code, 1, ran.out);
  assert.match(ran.out, new RegExp(`the statement is about other bytes of the name "tool": sha256 ${sha256('tool')} \\[ARTIFACT_MISMATCH\\]`));
  bench.put('changed/tool.intoto.jsonl', provenance([['else', 'tool']]));
  assert.match(
    (await verify([join(bench.folder, 'changed/tool'), ...who])).out,
    /the statement is about "else", not about this artifact \[ARTIFACT_MISMATCH\]/,
  );
});

test('the first line names what says who made it, before what describes it', async () => {
  bench.put('order/lens', 'lens');
  bench.put('order/lens.cdx.intoto.jsonl', bench.attest('lens', 'https://cyclonedx.org/bom', { bomFormat: 'CycloneDX' }));
  bench.put('order/lens.sigstore.json', bench.sign('lens'));
  const ran = await verify([join(bench.folder, 'order/lens'), ...who]);
  assert.match(ran.out, /^verified: .*lens has a signature by /);
  assert.match(ran.out, /\n {4}lens\.cdx\.intoto\.jsonl\n {6}not looked at: nothing more was asked for\n/);
});
