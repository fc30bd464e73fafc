// What signing costs beside the services it asks, and how fast files are hashed before they are signed.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figure, Section } from './figures.ts';
import type { SigningDone } from './sign-worker.ts';

const worker = fileURLToPath(new URL('sign-worker.ts', import.meta.url));

export function signing(): Section {
  const { status, stdout } = spawnSync(process.execPath, [worker, 'measure'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error('signing could not be measured');
  const done = JSON.parse(stdout) as SigningDone;
  const perSecond = (what: string, value: number, how: string): Figure => ({ what, value, unit: 'per second', how });
  const openssl = opensslRate();
  return {
    title: 'Signing at the lab, which runs in a process of its own on the same machine',
    figures: [
      perSecond(
        'signatures, one after the other, log of version 1',
        done.oneByOne.v1,
        `timestamp, log entry and verification each; ${done.cpuMs.toFixed(1)} ms of the signer's processor`,
      ),
      perSecond('the same, log of version 2', done.oneByOne.v2, 'the lab answers at once; a real log of version 2 takes seconds'),
      perSecond('eight at once, log of version 1', done.eightAtOnce.v1, 'by one signer'),
      perSecond('eight at once, log of version 2', done.eightAtOnce.v2, 'by one signer'),
      ...(openssl === undefined
        ? []
        : [
            {
              what: 'hashing a file of 1 GiB, against openssl speed',
              value: (done.hashedPerSecond / openssl) * 100,
              unit: '%',
              atLeast: 90,
              how: `${(done.hashedPerSecond / 1e9).toFixed(2)} of ${(openssl / 1e9).toFixed(2)} GB a second`,
            } as const,
          ]),
    ],
  };
}

/** Bytes of SHA-256 in a second by openssl, in blocks of a megabyte; undefined where it is not installed. */
function opensslRate(): number | undefined {
  const { status, stdout } = spawnSync('openssl', ['speed', '-mr', '-seconds', '2', '-bytes', String(1024 * 1024), '-evp', 'sha256'], { encoding: 'utf8' });
  const rate = /^\+F:\d+:[^:]+:([\d.]+)$/m.exec(stdout)?.[1];
  return status === 0 && rate !== undefined ? Number(rate) : undefined;
}
