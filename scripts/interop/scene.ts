import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openAcceptance, type Acceptance, type Made, type VerifierName } from './acceptance.ts';
import type { PeerName } from './peers.ts';
import { run, type Ran } from './program.ts';

/** What is to come of a check: that evidence is taken, or that it is not. */
export type Wanted = 'accepted' | 'refused';

/** A folder, programs, and a list of what came out. */
export interface Scene {
  readonly folder: string;
  readonly programs: ReadonlyMap<PeerName, string>;
  /** Where our command line asks for attestations in place of GitHub. */
  readonly githubApi: string;
  /** Writes a file, gives its path. */
  readonly write: (name: string, content: string | Uint8Array | object) => string;
  readonly read: (name: string) => string;
  readonly has: (peer: PeerName) => boolean;
  /** Runs a peer in the folder. */
  readonly peer: (name: PeerName, args: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Ran>;
  /** Writes down a check: `said` is `accepted`, or why not; an answer that begins with `undecided` is neither. */
  readonly check: (what: string, said: string, wanted: Wanted) => void;
  /** Writes down that somebody ought to accept what was made, as a check and in the table. */
  readonly accepts: (made: Made, verifier: VerifierName, said: string) => void;
  /** Who accepts whose evidence. */
  readonly acceptance: Acceptance;
  readonly failures: readonly string[];
  readonly count: () => number;
}

export function openScene({ folder, programs, githubApi }: Pick<Scene, 'folder' | 'programs' | 'githubApi'>): Scene {
  mkdirSync(folder, { recursive: true });
  const failures: string[] = [];
  const state = { count: 0 };
  const acceptance = openAcceptance();
  const check: Scene['check'] = (what, said, wanted) => {
    state.count++;
    const holds = (said === 'accepted') === (wanted === 'accepted') && !said.startsWith('undecided');
    if (!holds) failures.push(what);
    console.log(`${holds ? 'ok  ' : 'FAIL'} ${what}: ${holds ? wanted : `expected ${wanted}, got ${said}`}`);
  };
  return {
    folder,
    programs,
    githubApi,
    write: (name, content) => {
      const path = join(folder, name);
      writeFileSync(path, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content));
      return path;
    },
    read: (name) => readFileSync(join(folder, name), 'utf8'),
    has: (peer) => programs.has(peer),
    peer: (name, args, env = {}) => run(programs.get(name) ?? name, args, { cwd: folder, env }),
    check,
    accepts: (made, verifier, said) => {
      check(`  ${verifier} verifies it`, said, 'accepted');
      acceptance.note(made, verifier, said === 'accepted' ? 'accepted' : 'refused');
    },
    acceptance,
    failures,
    count: () => state.count,
  };
}

/** `accepted` where a program ended well, else the last thing that it said. */
export function saidBy(ran: Ran): string {
  if (ran.status === 0) return 'accepted';
  const lines = `${ran.stdout}\n${ran.stderr}`.split('\n').filter((line) => line.trim() !== '' && !/--verbose|For detailed/.test(line));
  return lines
    .slice(-3)
    .map((line) => line.trim())
    .join(' ')
    .slice(-300);
}
