import { readArgv, type UsageError } from '../argv.ts';
import { labSpec } from './spec.ts';

/** What `sealwright lab` is asked for. */
export interface LabCommandOptions {
  readonly kind: 'lab';
  readonly log: 'v1' | 'v2';
  readonly referrers: 'api' | 'none';
  /** Undefined for a lab that is gone at its end. */
  readonly state: string | undefined;
  readonly firstPort: number | undefined;
  readonly run: {
    readonly repository?: string;
    readonly workflow?: string;
    readonly ref?: string;
    readonly visibility?: 'public' | 'private' | 'internal';
  };
  readonly format: 'terminal' | 'json';
  /** Empty for a lab that stays until it is stopped. */
  readonly command: readonly string[];
}

const portsTaken = 9;

/** Reads the words after `lab`. Pure. */
export function parse(argv: readonly string[]): LabCommandOptions | UsageError {
  const end = argv.indexOf('--');
  const command = end === -1 ? [] : argv.slice(end + 1);
  const read = readArgv(labSpec, end === -1 ? argv : argv.slice(0, end));
  if (read.kind === 'usage') return read;
  const fail = (message: string, hint: string): UsageError => ({ kind: 'usage', message, hint });
  const [stray] = read.words;
  if (stray !== undefined) return fail(`${JSON.stringify(stray.slice(0, 60))} stands before --`, 'sealwright lab -- COMMAND');
  if (end !== -1 && (command[0] ?? '') === '') return fail('no command follows --', 'sealwright lab -- COMMAND');
  const value = (name: string): string | undefined => read.options.get(name)?.[0];
  const port = value('port');
  if (port !== undefined && !(/^[1-9]\d{0,4}$/.test(port) && Number(port) + portsTaken - 1 <= 65_535))
    return fail(`--port takes a number up to ${65_536 - portsTaken}`, '--port 5000');
  const repository = value('repo');
  if (repository !== undefined && !/^[\w.-]{1,100}\/[\w.-]{1,100}$/.test(repository)) return fail('--repo takes OWNER/REPO', '--repo acme/lens');
  const workflow = value('workflow');
  if (workflow !== undefined && !/^[\w.-]{1,200}\.ya?ml$/.test(workflow))
    return fail('--workflow takes the name of a file of .github/workflows', '--workflow release.yml');
  const ref = value('ref');
  if (ref !== undefined && !/^refs\/(?:tags|heads)\/[\w./+-]{1,200}$/.test(ref))
    return fail('--ref takes a tag or a branch, written out', '--ref refs/tags/v1.2.3');
  const state = value('state');
  if (state === '') return fail('--state names no folder', '--state DIR');
  if (command.length > 0 && read.options.has('format')) return fail('with a command nothing is printed but what it prints', 'leave --format out');
  const visibility = oneOf(value('visibility'), ['public', 'private', 'internal']);
  return {
    kind: 'lab',
    log: oneOf(value('rekor'), ['v1', 'v2']) ?? 'v1',
    referrers: value('registry') === 'fallback' ? 'none' : 'api',
    state,
    firstPort: port === undefined ? undefined : Number(port),
    run: {
      ...(repository === undefined ? {} : { repository }),
      ...(workflow === undefined ? {} : { workflow: `.github/workflows/${workflow}` }),
      ...(ref === undefined ? {} : { ref }),
      ...(visibility === undefined ? {} : { visibility }),
    },
    format: oneOf(value('format'), ['terminal', 'json']) ?? 'terminal',
    command,
  };
}

function oneOf<Word extends string>(value: string | undefined, words: readonly Word[]): Word | undefined {
  return words.find((word) => word === value);
}
