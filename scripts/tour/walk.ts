// The tour itself, inside the lab: what it needs it finds in the environment, as a release script does.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { agreements, isListed, type Agreement } from './agree.ts';
import { tourPage } from './page.ts';
import { openStage, TourFailed, type Stage } from './stage.ts';

const { values } = parseArgs({ options: { report: { type: 'string' }, open: { type: 'boolean' } } });
const began = performance.now();
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'sealwright-tour-'));
const repository = 'lantern-dev/lantern';
const archive = 'lantern-1.4.0.tar.gz';
/** What the example puts beside its program. */
const shipped = 'pkg:npm/%40lantern-dev/wick@0.3.0';
const who = ['--repo', repository, '--workflow', 'release.yml', '--ref', 'refs/tags/v1.4.0'];
const of = (name: string): string => process.env[name] ?? '';
const believing = ['--trusted-root', of('SEALWRIGHT_TRUSTED_ROOT')];
const image = `${of('SEALWRIGHT_LAB_REGISTRY')}/${repository}`;

const stage = openStage((text) => void process.stdout.write(text));
try {
  const checkout = prepare(stage);
  const audited = audit(stage, checkout);
  release(stage, checkout);
  const found = await strangers(stage, checkout);
  await refusals(stage, checkout);
  const cells = agree(stage, audited, found);
  report(stage, cells);
} catch (error) {
  if (!(error instanceof TourFailed)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
} finally {
  rmSync(join(folder, 'lantern'), { recursive: true, force: true });
  rmSync(join(folder, 'stranger'), { recursive: true, force: true });
}

/** The example as a checkout of its own, whose image goes to the lab's registry. */
function prepare(on: Stage): string {
  on.act('A repository, and a Sigstore of our own');
  on.say(
    'On this machine, and nowhere else, run an issuer of identity tokens, a certificate authority, transparency logs, a timestamp authority, a container registry and a small GitHub. Whoever signs here signs for real; nobody else believes these keys.',
  );
  on.say('The repository is examples/release-whole: a program called lantern, a workflow, and sealwright.yaml, which declares what a release of it is.');
  const checkout = join(folder, 'lantern');
  cpSync(join(root, 'examples/release-whole'), checkout, { recursive: true });
  // What `git init` and `git remote add` write, for machines without git: the audit reads it as text.
  mkdirSync(join(checkout, '.git'));
  writeFileSync(join(checkout, '.git/HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(checkout, '.git/config'), `[remote "origin"]\n\turl = https://github.com/${repository}\n`);
  return checkout;
}

function audit(on: Stage, checkout: string): string {
  on.act('What does the text promise?');
  on.say('Before anything is built, the audit reads the workflow and the declaration and says what a stranger will be able to check. It runs nothing.');
  const formats = ['terminal', 'html=../audit.html', 'json=../audit.json'].flatMap((one) => ['--format', one]);
  const { code } = on.sealwright(['audit', '.', '--exit-zero', ...formats], {
    cwd: checkout,
    show: matrixOf(),
  });
  on.hold('the repository was read, and nothing of it was executed', code === 0);
  return readFileSync(join(folder, 'audit.json'), 'utf8');
}

/** The lines of the matrix, and none of the findings under it. */
function matrixOf(): (line: string) => boolean {
  let isMatrix = false;
  return (line) => {
    if (line.startsWith('  Surface')) isMatrix = true;
    if (/^ {2}(?:low|medium|high|info|evidence|not) /.test(line)) isMatrix = false;
    return isMatrix;
  };
}

function release(on: Stage, checkout: string): void {
  on.act('Build, and release');
  on.say('The build is the example’s own. What it leaves in dist/ is what will be released: an archive, and an image of two platforms.');
  on.hold('the build made its files', on.run('node', ['build.mjs', '1.4.0'], { cwd: checkout }).code === 0);
  on.say(
    'The release is the command of the workflow, word for word. It hashes and keeps what was built, signs it with the identity of the job, attests where it was built, stages it where nobody sees it under its name, verifies all of it as a stranger would, and only then makes it public. For the tour the image goes to the registry on this machine.',
  );
  const declared = join(checkout, 'sealwright.yaml');
  writeFileSync(declared, readFileSync(declared, 'utf8').replaceAll('ghcr.io/', `${of('SEALWRIGHT_LAB_REGISTRY')}/`));
  const { code, out } = on.sealwright(['release', 'v1.4.0'], { cwd: checkout, show: (line) => line.startsWith('sealwright: ') || /is published/.test(line) });
  on.hold('all was verified before any of it was public', code === 0 && /is published/.test(out));
}

/** Verdicts as JSON: on all of the release, and on the SBOMs of the image's platforms. */
interface Found {
  readonly release: string;
  readonly platforms: string;
}

/** Downloads what is public and verifies it, with nothing that the release left on this machine. */
async function strangers(on: Stage, checkout: string): Promise<Found> {
  on.act('A stranger comes by');
  on.say(
    'The stranger has the name of the repository and nothing else. What the release says of itself is not believed: every signature, every log entry and every digest is checked.',
  );
  const stranger = join(folder, 'stranger');
  cpSync(join(checkout, 'README.md'), join(stranger, 'README.md'));
  const names = [archive, `${archive}.sigstore.json`, `${archive}.spdx.json`, `${archive}.spdx.intoto.jsonl`, 'provenance.intoto.jsonl'];
  for (const name of [...names, 'SHA256SUMS', 'SHA256SUMS.sigstore.json']) writeFileSync(join(stranger, name), await downloaded(name));
  const file = on.sealwright(['verify', archive, ...who, '--type', 'signature', '--type', 'provenance', '--type', 'spdx', ...believing], {
    cwd: stranger,
    show: isFact,
  });
  on.hold('the archive is signed and described, and its provenance names the workflow, the commit and the run', file.code === 0);
  on.hold(
    'its SBOM names the package that the program is shipped with',
    purlsIn(JSON.parse(readFileSync(join(stranger, `${archive}.spdx.json`), 'utf8'))).includes(shipped),
  );
  const list = on.sealwright(['verify', 'SHA256SUMS', ...who, ...believing], { cwd: stranger, show: (line) => line.startsWith('verified') });
  const isThere = isListed(readFileSync(join(stranger, 'SHA256SUMS'), 'utf8'), archive, readFileSync(join(stranger, archive)));
  on.hold('the signed list of checksums has the digest of the archive', list.code === 0 && isThere);
  const whole = [`${image}:v1.4.0`, ...who, '--type', 'signature', '--type', 'provenance', '--recursive', ...believing];
  const pulled = on.sealwright(['verify', ...whole], { cwd: stranger, show: (line) => /^verified|^ {2}\S.* {2}verified/.test(line) });
  on.hold('the image and each platform of it are signed, and attested', pulled.code === 0);
  const policy = join(folder, 'stranger', 'policy.yaml');
  const subjects = [
    { name: '*.tar.gz', signer: 'release', evidence: ['signature', 'provenance', 'spdx'] },
    { name: '*.spdx.json', signer: 'release', evidence: ['signature'] },
    { name: 'SHA256SUMS', signer: 'release', evidence: ['signature'] },
    { name: image, signer: 'release', evidence: ['signature', 'provenance'] },
  ];
  const signers = { release: { repo: repository, workflow: 'release.yml', ref: 'refs/tags/v1.4.0' } };
  writeFileSync(policy, JSON.stringify({ version: 1, signers, subjects }));
  const all = ['verify', '--release', `${repository}@v1.4.0`, `${image}:v1.4.0`, '--recursive', '--policy', 'policy.yaml', ...believing];
  const told = on.sealwright(all, { cwd: stranger, show: (line) => /^verified|^ {2}\S/.test(line) });
  on.hold('nothing lies in the release that nobody vouches for', told.code === 0);
  const { out } = on.sealwright([...all, '--format', 'json'], { cwd: stranger });
  const { subjects: seen } = JSON.parse(out) as { readonly subjects: readonly { readonly resolved: string | null }[] };
  const platforms = seen.flatMap(({ resolved }) => (resolved?.includes('(linux/') === true ? [resolved.replace(/ .*/, '')] : []));
  const described = on.sealwright(['verify', ...platforms, ...who, '--type', 'spdx', ...believing, '--format', 'json'], { cwd: stranger });
  on.hold('each platform of the image has a signed SBOM of its own', platforms.length === 2 && described.code === 0);
  return { release: out, platforms: described.out };
}

/** Package URLs of an SPDX document. */
function purlsIn({
  packages,
}: {
  readonly packages: readonly { readonly externalRefs?: readonly { readonly referenceLocator: string }[] }[];
}): readonly string[] {
  return packages.flatMap(({ externalRefs = [] }) => externalRefs.map((one) => one.referenceLocator));
}

function isFact(line: string): boolean {
  return /^verified|^ {2}\S.* from |^ {4}(?:who|issuer|source|run|when|logged)/.test(line);
}

/** Between two questions this process waits for others, and no connection outlives that. */
function asked(url: string): Promise<Response> {
  return fetch(url, { headers: { connection: 'close' } });
}

/** As a browser would, from the release's page. */
async function downloaded(name: string): Promise<Uint8Array> {
  const reply = await asked(`${of('GITHUB_API_URL')}/${repository}/releases/download/v1.4.0/${name}`);
  if (!reply.ok) throw new TourFailed(`${name} cannot be downloaded: ${reply.status}`);
  return new Uint8Array(await reply.arrayBuffer());
}

async function refusals(on: Stage, checkout: string): Promise<void> {
  on.act('What is not so is refused');
  const stranger = join(folder, 'stranger');
  on.say('One byte of the download is changed, and everything that came with it is left as it was.');
  const path = join(stranger, archive);
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(path, bytes);
  const tampered = on.sealwright(['verify', archive, ...who, ...believing], {
    cwd: stranger,
    show: (line) => line.startsWith('not verified') || /\[(?:ARTIFACT|CHECKSUM)_MISMATCH\]/.test(line),
  });
  on.hold('the tampered copy is not verified', tampered.code === 1);
  on.say('Somebody releases v1.4.1 from the job of v1.4.0. Nobody made that tag, and who signs there is not who is declared: nothing is signed at all.');
  const bad = on.run('node', ['build.mjs', '1.4.1'], { cwd: checkout });
  const refused = on.sealwright(['release', 'v1.4.1'], {
    cwd: checkout,
    show: (line) => line.startsWith('release') || /\[RELEASE_STOPPED\]/.test(line),
  });
  const answer = await asked(`${of('GITHUB_API_URL')}/repos/${repository}/releases/tags/v1.4.1`);
  const tag = await asked(`http://${of('SEALWRIGHT_LAB_REGISTRY')}/v2/${repository}/manifests/v1.4.1`);
  on.hold(
    'v1.4.1 is not published: no release and no image has that name',
    bad.code === 0 && refused.code === 3 && `${refused.out}${refused.err}`.includes('there is no tag v1.4.1') && answer.status === 404 && tag.status === 404,
  );
}

function agree(on: Stage, audited: string, found: Found): readonly Agreement[] {
  on.act('Do the text and what was published agree?');
  on.say('The audit spoke before anything was built. Each of its cells is now held against what the stranger found.');
  const cells = agreements(audited, found.release, [
    { surface: 'tar.gz', subject: (name) => name.split(' ').some((part) => part.endsWith(archive)), hasDigest: true },
    {
      surface: `ghcr.io/${repository}`,
      subject: (name) => name.includes(image),
      described: found.platforms,
      hasDigest: true,
    },
  ]);
  for (const { surface, column, audited: said, observed, agrees } of cells)
    process.stdout.write(
      `     ${agrees ? '✓' : '✗'} ${surface.padEnd(28)} ${column.padEnd(11)} the audit says ${said === 'absent' ? 'no' : said}, there is ${observed === 'yes' ? 'one' : 'none'}\n`,
    );
  on.hold(`all ${cells.length} cells agree`, cells.length === 8 && cells.every(({ agrees }) => agrees));
  return cells;
}

function report(on: Stage, cells: readonly Agreement[]): void {
  const path = values.report ?? join(folder, 'report.html');
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  writeFileSync(path, tourPage({ acts: on.acts, proved: on.proved, cells, seconds }));
  process.stdout.write(`\nWhat was proved, in ${seconds} s and with no network but this machine's own:\n`);
  for (const one of on.proved) process.stdout.write(`   - ${one}\n`);
  process.stdout.write(`\nThe report: ${path}\nThe audit as a page: ${join(folder, 'audit.html')}\n`);
  if (values.open === true) {
    const [opener, ...words] = process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['cmd', '/c', 'start', ''] : ['xdg-open'];
    spawnSync(opener ?? '', [...words, pathToFileURL(path).href], { stdio: 'ignore' });
  }
}
