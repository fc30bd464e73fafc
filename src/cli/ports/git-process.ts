import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';
import { errorCode } from '../../base/index.ts';

export type GitRun = { readonly kind: 'done'; readonly stdout: Buffer } | { readonly kind: 'failed'; readonly reason: GitFailure; readonly detail: string };
export type GitFailure = 'no-git' | 'unsafe-owner' | 'timeout' | 'too-much' | 'status';

const timeoutMs = 60_000;
const maxOutputBytes = 512 * 1024 * 1024;

/**
 * Settings that win over the repository's own, which is hostile: no hooks, no helper programs, no submodules. Only
 * reading commands are run, no transport is allowed and a partial clone fetches nothing.
 */
const overrides: readonly string[] = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=',
  'core.attributesFile=/dev/null',
  'core.pager=cat',
  'core.sshCommand=false',
  'protocol.allow=never',
  'credential.helper=',
  'diff.external=',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'log.showSignature=false',
];

/**
 * Runs one reading git command in a checkout and returns its output, or why there is none. `args` start with the
 * subcommand; a value that may begin with `-` is for the caller to refuse. Never throws.
 */
export function runGit(root: string, args: readonly string[], input: string): GitRun {
  const program = findGit();
  if (program === undefined) return { kind: 'failed', reason: 'no-git', detail: 'git is not installed' };
  const settings = overrides.flatMap((one) => ['-c', one]);
  const result = spawnSync(program, ['--no-optional-locks', '--no-pager', '--literal-pathspecs', ...settings, '-C', root, ...args], {
    input,
    env: environment(root),
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    maxBuffer: maxOutputBytes,
    windowsHide: true,
  });
  if (result.error !== undefined) {
    const code = errorCode(result.error);
    if (code === 'ETIMEDOUT') return { kind: 'failed', reason: 'timeout', detail: `git took more than ${timeoutMs / 1000} s` };
    if (code === 'ENOBUFS') return { kind: 'failed', reason: 'too-much', detail: 'git wrote more than can be taken' };
    if (code !== 'EPIPE') return { kind: 'failed', reason: 'no-git', detail: `git could not be started (${code})` };
  }
  if (result.status === 0) return { kind: 'done', stdout: result.stdout };
  const said = result.stderr.toString('utf8');
  if (said.includes('dubious ownership'))
    return { kind: 'failed', reason: 'unsafe-owner', detail: 'the checkout belongs to another user, and git refuses to read it' };
  return { kind: 'failed', reason: 'status', detail: `git ${args[0] ?? ''} ended with ${result.status ?? result.signal ?? 'no status'}` };
}

/** Returns the committer date of a commit (ISO 8601, UTC), or null when git cannot say. */
export function gitDate(root: string, commit: string): string | null {
  if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) return null;
  const run = runGit(root, ['cat-file', 'commit', commit], '');
  return run.kind === 'done' ? commitDate(run.stdout.toString('utf8')) : null;
}

/** Reads the committer's date out of a commit object (gitformat: `committer NAME <MAIL> SECONDS ZONE`), as ISO 8601 in UTC. */
export function commitDate(commit: string): string | null {
  const head = commit.slice(0, Math.max(0, commit.indexOf('\n\n')));
  const seconds = Number(/^committer .*> (\d{1,12}) [+-]\d{4}$/m.exec(head)?.[1] ?? Number.NaN);
  if (!Number.isFinite(seconds)) return null;
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z');
}

/** Looks git up in the absolute folders of PATH only: a relative one could lie in the audited checkout. */
function findGit(): string | undefined {
  const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    for (const name of names) if (existsSync(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

/** The user's own configuration stays, for `safe.directory` lives there; every GIT_ variable is dropped. */
function environment(root: string): NodeJS.ProcessEnv {
  const kept: NodeJS.ProcessEnv = {};
  for (const name of ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'TEMP', 'TMPDIR']) {
    const value = process.env[name];
    if (value !== undefined) kept[name] = value;
  }
  return {
    ...kept,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CEILING_DIRECTORIES: dirname(root),
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_TRACE2: '0',
    GIT_TRACE2_EVENT: '0',
    GIT_TRACE2_PERF: '0',
  };
}
