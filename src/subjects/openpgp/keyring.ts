import { limits, type Programs, type Scratch, type ScratchFolder } from '../../base/index.ts';
import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';
import { statusLines } from './status.ts';

export interface GpgPorts {
  readonly programs: Programs;
  readonly scratch: Scratch;
}

/** The keys that were given, in a home of gpg's own that knows no others. */
export interface Keyring {
  readonly folder: ScratchFolder;
  /** Primary keys and subkeys by fingerprint. */
  readonly keys: ReadonlyMap<string, KeyFacts>;
}

export interface KeyFacts {
  /** The fingerprint of the primary key that it is, or belongs to. */
  readonly primary: string;
  /** The number of RFC 9580 section 9.1, and the length of the key in bits. */
  readonly algorithm: number;
  readonly bits: number;
}

const clause = 'GnuPG doc/DETAILS, format of the --status-fd and --with-colons output';

/**
 * Every run of gpg: with a home that was empty, no settings of this machine's user, no other program, no network, and
 * nobody who is asked. All that is in the home was given by the person, and is believed.
 */
export function gpgWords(home: string): readonly string[] {
  const switches = [
    'no-options',
    'batch',
    'no-tty',
    'quiet',
    'no-autostart',
    'disable-dirmngr',
    'no-auto-key-retrieve',
    'no-auto-key-locate',
    'no-auto-check-trustdb',
  ];
  return ['--homedir', home, ...switches.map((one) => `--${one}`), '--trust-model', 'always', '--display-charset', 'utf-8'];
}

/** Runs gpg. What kept it from running is not decided. */
export async function runGpg(
  programs: Programs,
  words: readonly string[],
  input: Uint8Array | Iterable<Uint8Array>,
  timeoutMs: number,
): Promise<Parsed<{ readonly code: number; readonly stdout: Uint8Array }>> {
  const run = await programs.run('gpg', words, { input, maxBytes: limits.maxStatusBytes, timeoutMs });
  if (run.kind === 'ended') return parsed(run);
  if (run.cause !== 'missing') return refused('PROGRAM_FAILED', run.reason);
  return refused('PROGRAM_MISSING', 'signatures of OpenPGP are verified by gpg, which is not installed', {
    hint: 'install GnuPG: apt-get install gpg, dnf install gnupg2, apk add gnupg or brew install gnupg',
  });
}

/** Makes a home with the keys that were given, and asks gpg what it took of them. */
export async function openKeyring(keys: Uint8Array, { programs, scratch }: GpgPorts): Promise<Parsed<Keyring>> {
  const folder = scratch.open();
  if (folder === undefined) return refused('PROGRAM_FAILED', 'no folder can be made in which gpg could keep the keys that were given');
  const taken = await fill(folder, keys, programs);
  if (taken.kind === 'refused') folder.remove();
  return taken;
}

async function fill(folder: ScratchFolder, keys: Uint8Array, programs: Programs): Promise<Parsed<Keyring>> {
  const words = gpgWords(folder.path);
  const run = await runGpg(programs, [...words, '--status-fd', '1', '--import'], keys, limits.keyringTimeoutMs);
  if (run.kind === 'refused') return run;
  const lines = statusLines(run.value.stdout);
  const imported = new Set(lines?.flatMap((one) => (one.keyword === 'IMPORT_OK' ? [one.words[1] ?? ''] : [])));
  if (imported.size === 0)
    return refused('PROGRAM_FAILED', 'gpg takes none of the keys that were given', {
      clause,
      hint: 'gpg takes no key without a user ID that the key itself signed: ask for the whole key, as gpg --export writes it',
    });
  if (imported.size > limits.maxKeysGiven)
    return refused('PROGRAM_FAILED', `${imported.size} OpenPGP keys were given, expected at most ${limits.maxKeysGiven}`);
  const listing = await runGpg(programs, [...words, '--with-colons', '--list-keys'], new Uint8Array(), limits.keyringTimeoutMs);
  if (listing.kind === 'refused') return listing;
  const known = listedKeys(listing.value.stdout);
  const isWhole = known !== undefined && [...known.values()].every(({ primary }) => imported.has(primary));
  return isWhole ? parsed({ folder, keys: known }) : refused('PROGRAM_FAILED', 'gpg lists other keys than it took', { clause });
}

/** Reads gpg's list: a line for each key, and after it the line with its fingerprint. Names of users stand in lines of another kind, escaped. */
function listedKeys(output: Uint8Array): ReadonlyMap<string, KeyFacts> | undefined {
  const keys = new Map<string, KeyFacts>();
  let primary: string | undefined;
  let key: { readonly kind: string; readonly bits: number; readonly algorithm: number } | undefined;
  for (const line of Buffer.from(output).toString('latin1').split(/\r?\n/)) {
    const fields = line.split(':');
    const [kind = ''] = fields;
    if (kind === 'sec' || kind === 'ssb') return undefined;
    if (kind === 'pub' || kind === 'sub') key = { kind, bits: Number(fields[2]), algorithm: Number(fields[3]) };
    if (kind !== 'fpr' || key === undefined) continue;
    const fingerprint = fields[9] ?? '';
    if (key.kind === 'pub') primary = fingerprint;
    if (primary === undefined || !/^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(fingerprint)) return undefined;
    // One key under two primary keys would leave open whose it is.
    if (keys.get(fingerprint)?.primary !== undefined && keys.get(fingerprint)?.primary !== primary) return undefined;
    keys.set(fingerprint, { primary, algorithm: key.algorithm, bits: key.bits });
    key = undefined;
  }
  return keys;
}
