import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Makes a folder with these files, gives it to `use`, and removes it whatever happens. */
export function withFolder(files: Readonly<Record<string, string | Buffer>>, use: (root: string) => void): void {
  const root = mkdtempSync(join(tmpdir(), 'sealwright-test-'));
  try {
    fill(root, files);
    use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export function fill(root: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Runs git in a test repository with a fixed author and date, independent of the machine's configuration. */
export function git(root: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', root, ...args], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: root,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'A',
      GIT_AUTHOR_EMAIL: 'a@example.com',
      GIT_AUTHOR_DATE: '2024-02-03T04:05:06+02:00',
      GIT_COMMITTER_NAME: 'C',
      GIT_COMMITTER_EMAIL: 'c@example.com',
      GIT_COMMITTER_DATE: '2024-03-04T05:06:07+01:00',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
