import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** What a program did. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

/** Runs a program to its end, with nothing of our environment but the path. */
export function run(program: string, args: readonly string[], { cwd, env = {}, timeoutMs = 120_000 }: RunOptions): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    const text = { stdout: '', stderr: '' };
    child.stdout.on('data', (piece: Buffer) => (text.stdout += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (text.stderr += piece.toString()));
    child.on('error', (error) => resolve({ status: null, stdout: '', stderr: error.message }));
    child.on('close', (status) => resolve({ status, ...text }));
  });
}

/** A server that was started, and how to stop it. */
export interface Running {
  readonly stop: () => Promise<void>;
}

/** Starts a server and waits until it answers at an address with anything at all. */
export async function serve(program: string, args: readonly string[], options: RunOptions & { readonly ready: string }): Promise<Running> {
  const { cwd, env = {}, ready } = options;
  const child = spawn(program, args, { cwd, env: { PATH: process.env['PATH'] ?? '', HOME: cwd, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  // Whatever ends the run ends its servers: their ports are wanted by the next.
  process.once('exit', () => void child.kill('SIGKILL'));
  const talk: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => void talk.push(piece.toString()));
  const ended = new Promise<void>((resolve) => void child.on('close', () => resolve()).on('error', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  for (let i = 0; i < 150 && isAlive(child); i++) {
    const isUp = await fetch(ready).then(
      () => true,
      () => false,
    );
    if (isUp) return { stop };
    await new Promise((resolve) => void setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`${program} does not start: ${talk.join('').slice(-1000)}`);
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.pid !== undefined;
}

export async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => void server.close(() => resolve()))));
  return ports;
}
