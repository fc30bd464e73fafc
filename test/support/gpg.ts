import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isThere = spawnSync('gpg', ['--version']).status === 0;

/** Why tests with the real program are left out, or false; never left out where everything has to run. */
export const withoutGpg = isThere || process.env['CI'] === 'true' ? false : 'gpg is not installed (Debian has it)';

/** Somebody's own gpg, with keys that are made anew. */
export interface Signer {
  readonly home: string;
  /** Runs gpg with a home of its own. */
  readonly gpg: (words: readonly string[], input?: string | Uint8Array) => Buffer;
  /** Makes a key and returns its fingerprint. */
  readonly make: (name: string, algorithm: string, expires?: string) => string;
  readonly publicKey: (name: string, armour?: 'armoured' | 'plain') => Buffer;
  readonly sign: (name: string, content: string | Uint8Array, more?: readonly string[]) => Buffer;
  readonly close: () => void;
}

export function openSigner(): Signer {
  const home = mkdtempSync(join(tmpdir(), 'sealwright-gpg-'));
  const gpg: Signer['gpg'] = (words, input = '') => {
    const done = spawnSync('gpg', ['--homedir', home, '--batch', '--no-tty', '--quiet', '--pinentry-mode', 'loopback', '--passphrase', '', ...words], {
      input,
    });
    assert.equal(done.status, 0, `gpg ${words.join(' ')}: ${done.stderr.toString()}`);
    return done.stdout;
  };
  return {
    home,
    gpg,
    make: (name, algorithm, expires = '0') => {
      gpg(['--quick-gen-key', name, algorithm, 'sign', expires]);
      return /^fpr:+([0-9A-F]+):/m.exec(gpg(['--with-colons', '--list-keys', `=${name}`]).toString())?.[1] ?? assert.fail(name);
    },
    publicKey: (name, armour = 'armoured') => gpg([...(armour === 'armoured' ? ['--armor'] : []), '--export', name]),
    sign: (name, content, more = ['--armor']) => gpg(['--local-user', name, ...more, '--detach-sign'], content),
    close: () => {
      spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
      rmSync(home, { recursive: true, force: true });
    },
  };
}
