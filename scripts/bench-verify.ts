// Measures verification: npm run bench:verify -- [--shared DIR] [--runs N] [--cosign FILE]
// Warm bundles a second against @sigstore/verify in the same run, the share that is bare cryptography, and whole processes.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { secondOpinion } from '../src/trust/cross-check/index.ts';
import { embeddedRoots } from '../src/trust/roots/index.ts';
import { tableOf, type Section } from './bench/figures.ts';
import { install, median, runNode, type Installed } from './bench/processes.ts';
import { verdictOn, verifyingCases, type VerifyCase } from './verify/cases.ts';
import { callsOf } from './verify/crypto-calls.ts';
import { releases } from './verify/releases.ts';

const { values } = parseArgs({
  options: {
    shared: { type: 'string', default: process.env['SEALWRIGHT_SHARED'] ?? '../shared' },
    runs: { type: 'string', default: '15' },
    cosign: { type: 'string', default: 'cosign' },
  },
});
const runs = Math.max(3, Number(values.runs) || 0);
const turnMs = 100;
const cases = verifyingCases(values.shared);
// What most people verify: keyless, in the public-good log.
const usual = cases.filter((one) => one.root === embeddedRoots()[0] || one.name.startsWith('happy-path'));

console.log(`${tableOf([warm(cases, 'all bundles that verify'), warm(usual, 'keyless bundles of the public log')])}\n`);
const folder = mkdtempSync(join(tmpdir(), 'sealwright-bench-'));
try {
  const installed = install(fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, ''), join(folder, 'package'));
  console.log(`${tableOf([cold(installed)])}\n`);
  console.log(tableOf(wholeReleases(installed)));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`Node ${process.version}. Figures are only as good as the machine is idle.`);

function warm(among: readonly VerifyCase[], title: string): Section {
  const ours = (): void => {
    for (const one of among) if (!verdictOn(one, one.bytes).verified) throw new Error(`${one.name} does not verify`);
  };
  const theirs = (): void => {
    for (const { bytes, content, root, key, name } of among) {
      const opinion = secondOpinion({ json: JSON.parse(Buffer.from(bytes).toString()), artifact: content, root, key });
      if (opinion.kind !== 'accepts') throw new Error(`${name} is not accepted: ${opinion.why}`);
    }
  };
  for (let i = 0; i < 20; i++) ours();
  for (let i = 0; i < 3; i++) theirs();
  const { count, repeat } = callsOf(ours);
  // A turn is long against the steps in which a thread's time is counted.
  const times = Math.ceil(turnMs / worked(ours));
  const turns = Array.from({ length: runs }, () => ({
    mine: worked(ours, times),
    floor: worked(repeat, times),
    other: worked(theirs, Math.ceil(times / 5)),
  }));
  // In turns, and a ratio of each, so that what else the machine does falls on all alike.
  const [mine, other] = [median(turns.map((turn) => turn.mine)), median(turns.map((turn) => turn.other))];
  const perSecond = (ms: number): number => (among.length / ms) * 1000;
  return {
    title: `${title} (${among.length})`,
    figures: [
      { what: 'ours', value: perSecond(mine), unit: 'per second', how: 'from the bytes of the bundle to the verdict, by the time of one thread' },
      { what: '@sigstore/verify', value: perSecond(other), unit: 'per second', how: 'in turns with ours' },
      { what: 'times as fast', value: median(turns.map((turn) => turn.other / turn.mine)), unit: 'times', atLeast: 5, how: 'the median of all turns' },
      {
        what: 'share of bare cryptography',
        value: median(turns.map((turn) => turn.floor / turn.mine)) * 100,
        unit: '%',
        atLeast: 70,
        how: `${(count / among.length).toFixed(1)} signature checks a bundle, which are repeated alone`,
      },
    ],
  };
}

/** Milliseconds of this thread's own work for one of so many times: other programs on the machine do not count, other threads neither. */
function worked(run: () => void, times = 1): number {
  const before = process.threadCpuUsage();
  for (let i = 0; i < times; i++) run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / times;
}

function took(run: () => void): number {
  const before = performance.now();
  run();
  return performance.now() - before;
}

/** Below what threads are worth, just above it, and more; then few large files. */
function wholeReleases(installed: Installed): readonly Section[] {
  const rounds = Math.min(runs, 5);
  const small = [256, 512, 1000].map((files) => releases(folder, installed, { files, bytes: 2000, runs: rounds }));
  return [...small, releases(folder, installed, { files: 12, bytes: 100_000_000, runs: rounds })];
}

function cold({ bin, cache }: Installed): Section {
  const one = usual.find(({ name }) => name === 'happy-path-v0.3');
  if (one === undefined) throw new Error('the case to start with is not there');
  const at = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const conformance = join(values.shared, 'conformance');
  const bundle = at('bundle.json', one.bytes);
  const artifact = at('artifact', one.content ?? Buffer.alloc(0));
  const root = join(conformance, 'trusted-roots/sigstore-trusted_root.json');
  const identity =
    'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
  const issuer = 'https://token.actions.githubusercontent.com';
  const signer = ['--certificate-identity', identity, '--certificate-oidc-issuer', issuer];
  const words = [bin, 'verify', artifact, '--bundle', bundle, '--identity', identity, '--issuer', issuer, '--offline'];
  const cosign = ['verify-blob', '--offline', '--trusted-root', root, '--bundle', bundle, ...signer, artifact];
  const hasCosign = spawnSync(values.cosign, cosign).status === 0;
  const times = { empty: [] as number[], ours: [] as number[], cosign: [] as number[] };
  runNode(words, { cache });
  for (let i = 0; i < runs; i++) {
    times.empty.push(runNode(['-e', '0']).ms);
    times.ours.push(runNode(words, { cache }).ms);
    if (hasCosign) times.cosign.push(took(() => spawnSync(values.cosign, cosign)));
  }
  const [empty, ours] = [median(times.empty), median(times.ours)];
  return {
    title: 'one bundle, a whole process',
    figures: [
      { what: 'sealwright verify --offline', value: ours, unit: 'ms', how: 'the embedded root, compiled code kept' },
      { what: 'an empty Node', value: empty, unit: 'ms', how: 'node -e 0' },
      { what: 'times an empty Node', value: ours / empty, unit: 'times', atMost: 2.5, how: 'the median of each' },
      ...(hasCosign ? [{ what: 'cosign verify-blob --offline', value: median(times.cosign), unit: 'ms', how: 'in turns with ours' } as const] : []),
    ],
  };
}
