import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { ProgramRun, Programs } from '../../base/index.ts';

/** Programs of this machine. What one writes to standard error goes nowhere: it may hold a secret. */
export const programs: Programs = {
  run: (program, words, { input, maxBytes, timeoutMs }) =>
    new Promise<ProgramRun>((resolve, reject) => {
      const given = input instanceof Uint8Array ? unnamedFile(input) : undefined;
      const child = spawn(program, [...words], { stdio: [given ?? 'pipe', 'pipe', 'ignore'], shell: false, windowsHide: true });
      if (given !== undefined) closeSync(given);
      const stdout = child.stdout as Readable;
      const pieces: Buffer[] = [];
      let size = 0;
      const stop = (run: ProgramRun): void => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        stdout.destroy();
        resolve(run);
      };
      const timer = setTimeout(() => stop({ kind: 'failed', cause: 'timeout', reason: `${program} did not end in time` }), timeoutMs);
      child.on('error', (error) => {
        const isMissing = 'code' in error && error.code === 'ENOENT';
        stop({ kind: 'failed', cause: isMissing ? 'missing' : 'unreachable', reason: isMissing ? `${program} is not installed` : `${program} cannot be run` });
      });
      stdout.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > maxBytes) return stop({ kind: 'failed', cause: 'too-long', reason: `${program} wrote more than ${maxBytes} bytes` });
        pieces.push(piece);
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ kind: 'ended', code: code ?? -1, stdout: Buffer.concat(pieces) });
      });
      if (child.stdin === null) return;
      // A program that does not read its input is no fault of ours.
      child.stdin.on('error', () => undefined);
      give(child.stdin, input).catch((error: unknown) => {
        reject(error);
        stop({ kind: 'failed', cause: 'unreachable', reason: `${program} was not given its input` });
      });
    }),
};

/**
 * A file without a name that holds the bytes, read from its start: the platform's pipes are sockets, which a program cannot
 * open as `/dev/stdin`. Undefined where none can be made.
 */
function unnamedFile(bytes: Uint8Array): number | undefined {
  if (process.platform === 'win32') return undefined;
  const path = join(tmpdir(), `sealwright-${randomUUID()}`);
  let handle: number | undefined;
  try {
    handle = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    // Written at places that are named: the file is read from where its handle stands.
    for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done, bytes.length - done, done);
    return handle;
  } catch {
    if (handle !== undefined) closeSync(handle);
    return undefined;
  }
}

async function give(stdin: Writable, input: Uint8Array | Iterable<Uint8Array>): Promise<void> {
  if (input instanceof Uint8Array) {
    stdin.end(input);
    return;
  }
  for (const piece of input) {
    // Whoever reads the pieces overwrites one with the next: each has to be taken first.
    const error = await new Promise<unknown>((resolve) => stdin.write(piece, resolve));
    if (error !== undefined && error !== null) return;
  }
  stdin.end();
}
