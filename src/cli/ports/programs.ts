import { spawn } from 'node:child_process';
import type { ProgramRun, Programs } from '../../base/index.ts';

/** Programs of this machine. What one writes to standard error goes nowhere: it may hold a secret. */
export const programs: Programs = {
  run: (program, words, { input, maxBytes, timeoutMs }) =>
    new Promise<ProgramRun>((resolve) => {
      const child = spawn(program, [...words], { stdio: ['pipe', 'pipe', 'ignore'], shell: false, windowsHide: true });
      const pieces: Buffer[] = [];
      let size = 0;
      const stop = (run: ProgramRun): void => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        child.stdout.destroy();
        resolve(run);
      };
      const timer = setTimeout(() => stop({ kind: 'failed', cause: 'timeout', reason: `${program} did not end in time` }), timeoutMs);
      child.on('error', (error) => {
        const isMissing = 'code' in error && error.code === 'ENOENT';
        stop({ kind: 'failed', cause: isMissing ? 'missing' : 'unreachable', reason: isMissing ? `${program} is not installed` : `${program} cannot be run` });
      });
      child.stdout.on('data', (piece: Buffer) => {
        size += piece.length;
        if (size > maxBytes) return stop({ kind: 'failed', cause: 'too-long', reason: `${program} wrote more than ${maxBytes} bytes` });
        pieces.push(piece);
      });
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ kind: 'ended', code: code ?? -1, stdout: Buffer.concat(pieces) });
      });
      // A program that does not read its input is no fault of ours.
      child.stdin.on('error', () => undefined);
      child.stdin.end(input);
    }),
};
