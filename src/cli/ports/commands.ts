import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { CommandRun, Commands } from '../../base/index.ts';

const passedOn = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR2'] as const;

/** Commands of this machine, with the streams of this process. */
export const commands: Commands = {
  run: (program, words, { environment, folder, output }) =>
    new Promise<CommandRun>((resolve) => {
      // What a terminal sends goes to the command as well as to us: passed on it would arrive twice.
      const byTerminal = process.stdin.isTTY;
      const child = spawn(program, [...words], {
        stdio: output === 'as-talk' ? ['inherit', 2, 'inherit'] : 'inherit',
        shell: false,
        env: { ...process.env, ...environment },
        ...(folder === undefined ? {} : { cwd: folder }),
      });
      const handlers = passedOn.map((signal) => {
        const handle = (): void => void (byTerminal && (signal === 'SIGINT' || signal === 'SIGQUIT') ? undefined : child.kill(signal));
        process.on(signal, handle);
        return () => process.off(signal, handle);
      });
      const end = (run: CommandRun): void => {
        for (const release of handlers) release();
        resolve(run);
      };
      child.on('error', (error) => {
        if (child.pid !== undefined) return;
        const isMissing = 'code' in error && error.code === 'ENOENT';
        end({ kind: 'failed', reason: isMissing ? `${program} is not installed` : `${program} cannot be run` });
      });
      child.on('close', (code, signal) => end({ kind: 'ended', code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]) }));
    }),
};
