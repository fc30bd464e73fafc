// Signs at a lab in a process of its own, one after the other and several at once, and prints figures as JSON.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { disk } from '../../src/cli/ports/disk.ts';
import { openNetwork } from '../../src/cli/ports/network.ts';
import { startLab, type SigningConfigJson, type TrustedRootJson } from '../../src/lab/index.ts';
import { readIdentityToken } from '../../src/trust/ambient/index.ts';
import { parseTrustedRoot } from '../../src/trust/roots/index.ts';
import { createSigner, parseSigningConfig, type Signer } from '../../src/trust/sign/index.ts';

export interface SigningDone {
  /** Signatures in a second by the clock, with a log of each version. */
  readonly oneByOne: { readonly v1: number; readonly v2: number };
  readonly eightAtOnce: { readonly v1: number; readonly v2: number };
  /** Processor time of the signer alone for a signature with a log of version 1, in milliseconds. */
  readonly cpuMs: number;
  /** Bytes of one large file hashed in a second of processor time, which is what openssl counts, as they are before they are signed. */
  readonly hashedPerSecond: number;
}

interface Told {
  readonly root: TrustedRootJson;
  readonly configs: Readonly<Record<'v1' | 'v2', SigningConfigJson>>;
  readonly token: string;
}

const clock = { now: (): number => Date.now() };

async function serveLab(): Promise<void> {
  const lab = await startLab({ clock });
  const configs = { v1: lab.signingConfig({ log: 'v1' }), v2: lab.signingConfig({ log: 'v2' }) };
  const told: Told = { root: lab.trustedRoot, configs, token: lab.oidc.tokenFor() };
  process.stdout.write(`${JSON.stringify(told)}\n`);
  process.stdin.on('end', () => process.exit(0)).resume();
}

async function signerAt(told: Told, log: 'v1' | 'v2'): Promise<Signer> {
  const bytes = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
  const services = parseSigningConfig(bytes(told.configs[log]), 'the lab');
  const root = parseTrustedRoot(bytes(told.root), { from: 'the lab' });
  if (services.kind === 'refused' || root.kind === 'refused') throw new Error('the lab cannot be read');
  const token = readIdentityToken(told.token, { system: 'given', from: 'the lab', audience: 'sigstore', now: clock.now() });
  const outside = { network: openNetwork(), clock, timer: { wait: (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms)) } };
  return await createSigner({ with: { kind: 'token', token: async () => token }, services: services.value, roots: [root.value], timeoutMs: 60_000 }, outside);
}

async function rate(signer: Signer, { count, atOnce }: { readonly count: number; readonly atOnce: number }): Promise<number> {
  let next = 0;
  const before = performance.now();
  const work = async (): Promise<void> => {
    while (next < count) await signer.signArtifact({ sha256: createHash('sha256').update(`${atOnce} ${next++}`).digest('hex') });
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return count / ((performance.now() - before) / 1_000);
}

function hashRate(bytes: number): number {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-hash-'));
  try {
    const path = join(folder, 'large');
    const piece = Buffer.alloc(16 * 1024 * 1024, 'sealwright');
    for (let done = 0; done < bytes; done += piece.length) writeFileSync(path, piece, { flag: 'a' });
    const rates = [0, 1, 2].map(() => {
      const opened = disk.open(path);
      if (opened.kind !== 'pieces') throw new Error('the large file cannot be read');
      const before = process.cpuUsage();
      const hashing = createHash('sha256');
      for (const one of opened.read()) hashing.update(one);
      hashing.digest();
      const { user, system } = process.cpuUsage(before);
      return opened.size / ((user + system) / 1_000_000);
    });
    return Math.max(...rates);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(count: number, largeBytes: number): Promise<SigningDone> {
  const child = spawn(process.execPath, [import.meta.filename, 'lab'], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const told = JSON.parse(await firstLine(child.stdout)) as Told;
    const [v1, v2] = [await signerAt(told, 'v1'), await signerAt(told, 'v2')];
    // The first of a process compile what the others run.
    for (const signer of [v1, v2]) await rate(signer, { count: 20, atOnce: 1 });
    const used = process.cpuUsage();
    const one = await rate(v1, { count, atOnce: 1 });
    const { user, system } = process.cpuUsage(used);
    return {
      oneByOne: { v1: one, v2: await rate(v2, { count, atOnce: 1 }) },
      eightAtOnce: { v1: await rate(v1, { count, atOnce: 8 }), v2: await rate(v2, { count, atOnce: 8 }) },
      cpuMs: (user + system) / 1_000 / count,
      hashedPerSecond: hashRate(largeBytes),
    };
  } finally {
    child.stdin.end();
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const piece of stream) {
    text += String(piece);
    if (text.includes('\n')) break;
  }
  return text.split('\n', 1)[0] ?? '';
}

const [what, count = '200', largeBytes = String(1024 * 1024 * 1024)] = process.argv.slice(2);
if (what === 'lab') await serveLab();
else process.stdout.write(`${JSON.stringify(await measure(Number(count), Number(largeBytes)))}\n`);
