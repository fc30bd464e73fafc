import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { VerifyPorts } from '../../../src/cli/machine.ts';
import { disk } from '../../../src/cli/ports/disk.ts';
import { openNetwork } from '../../../src/cli/ports/network.ts';
import { scratch } from '../../../src/cli/ports/scratch.ts';
import { run } from '../../../src/cli/run.ts';
import { startLab, type Lab, type LabOptions } from '../../../src/lab/index.ts';
import { fakeMachine, type FakeOptions } from '../../support/fake-machine.ts';

/** A lab over HTTP, a folder with files, and a command line that signs and verifies there. */
export interface SignBench {
  readonly lab: Lab;
  readonly folder: string;
  readonly clock: { now: () => number; at: number };
  readonly ports: VerifyPorts;
  /** How long the signer waited between attempts, in milliseconds. */
  readonly waited: number[];
  readonly path: (name: string) => string;
  readonly put: (name: string, content: string | Uint8Array) => string;
  readonly read: (name: string) => string;
  readonly has: (name: string) => boolean;
  /** Runs a command as a job of the lab's issuer would; files that it writes are on the disk. */
  readonly run: (words: readonly string[], options?: FakeOptions & { readonly log?: 'v1' | 'v2'; readonly onWrite?: (path: string) => void }) => Promise<Ran>;
  readonly close: () => Promise<void>;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function signBench(options: Omit<LabOptions, 'clock'> = {}): Promise<SignBench> {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-sign-'));
  const clock = { at: Date.parse('2026-06-01T12:00:00Z'), now: () => clock.at };
  const lab = await startLab({ clock, ...options });
  const path = (name: string): string => join(folder, name);
  const put: SignBench['put'] = (name, content) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), content);
    return path(name);
  };
  put('root.json', JSON.stringify(lab.trustedRoot));
  for (const log of ['v1', 'v2'] as const) put(`signing-${log}.json`, JSON.stringify(lab.signingConfig({ log })));
  const waited: number[] = [];
  const ports: VerifyPorts = {
    disk,
    clock,
    network: openNetwork(),
    programs: { run: async () => ({ kind: 'failed', cause: 'missing', reason: 'there are no programs' }) },
    scratch,
    timer: {
      wait: async (ms) => {
        waited.push(ms);
        clock.at += ms;
      },
    },
  };
  return {
    lab,
    folder,
    clock,
    ports,
    waited,
    path,
    put,
    read: (name) => readFileSync(path(name), 'utf8'),
    has: (name) => existsSync(path(name)),
    run: async (words, { log = 'v1', env = lab.oidc.runnerEnvironment, onWrite, ...more } = {}) => {
      const machine = fakeMachine({
        verifyPorts: ports,
        env: { SEALWRIGHT_SIGNING_CONFIG: path(`signing-${log}.json`), SEALWRIGHT_TRUSTED_ROOT: path('root.json'), ...env },
        ...more,
      });
      const writeFile = (file: string, text: string): void => {
        onWrite?.(file);
        machine.writeFile(file, text);
      };
      const code = await run(words, { ...machine, writeFile });
      for (const [file, text] of machine.written) writeFileSync(file, text);
      return { code, out: machine.out(), err: machine.err() };
    },
    close: async () => {
      await lab.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
