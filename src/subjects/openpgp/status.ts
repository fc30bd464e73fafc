import { parsed, refused, type Parsed } from '../../trust/reason/index.ts';

/** What gpg says it proved of one signature. */
export interface ValidSignature {
  /** Of the key that made it, and of the primary key that this belongs to: hexadecimal, upper case. */
  readonly fingerprint: string;
  readonly primary: string;
  /** The number of RFC 9580 section 9.5. */
  readonly hash: number;
}

/** A line of status: the keyword, and the words after it. */
interface StatusLine {
  readonly keyword: string;
  readonly words: readonly string[];
}

const clause = 'GnuPG doc/DETAILS, format of the --status-fd output';

/** Undefined where a line is no status: gpg escapes line ends in what others wrote, so that a name cannot make a line of its own. */
export function statusLines(output: Uint8Array): readonly StatusLine[] | undefined {
  const lines = Buffer.from(output).toString('latin1').split('\n');
  if (lines.pop() !== '') return undefined;
  const found: StatusLine[] = [];
  for (const line of lines) {
    const [, keyword, rest = ''] = /^\[GNUPG:\] ([A-Z][A-Z0-9_]*)(?: (.*?))?\r?$/.exec(line) ?? [];
    if (keyword === undefined) return undefined;
    found.push({ keyword, words: rest.split(' ') });
  }
  return found;
}

const lapsed: ReadonlyMap<string, string> = new Map([
  ['EXPKEYSIG', 'the signature is by a key that has expired'],
  ['REVKEYSIG', 'the signature is by a key that was revoked'],
  ['EXPSIG', 'the signature has expired'],
]);

/** Of the numbers after ERRSIG the sixth says why. Source: GnuPG doc/DETAILS, ERRSIG. */
const noPublicKey = '9';

/**
 * Reads what gpg says of one signature: good, valid and neither expired nor revoked, each said once and nothing against
 * it. What it could not look at is not decided.
 */
export function readVerified(run: { readonly code: number; readonly stdout: Uint8Array }): Parsed<ValidSignature> {
  const lines = statusLines(run.stdout);
  if (lines === undefined) return unclear('what it says is of another form');
  const of = (keyword: string) => lines.filter((one) => one.keyword === keyword);
  if (of('BADSIG').length > 0)
    return refused('SIGNATURE_INVALID', 'the signature does not verify with the key that it names', { clause: 'RFC 9580 section 5.2.4' });
  for (const { keyword } of lines) {
    const why = lapsed.get(keyword);
    if (why === undefined) continue;
    const hint = keyword === 'EXPKEYSIG' ? { hint: 'its owner may have prolonged it since: give a newer copy of the key' } : {};
    return refused('OPENPGP_KEY_LAPSED', why, { clause: 'RFC 9580 sections 5.2.3.13, 5.2.3.18 and 5.2.1', ...hint });
  }
  const [error] = of('ERRSIG');
  if (error?.words[5] === noPublicKey || (error === undefined && of('NO_PUBKEY').length > 0)) return otherKey;
  if (error !== undefined) return unclear('it does not know the kind of the signature, or refuses its hash');
  const [valid, ...others] = of('VALIDSIG');
  const isSound = run.code === 0 && of('NEWSIG').length === 1 && of('GOODSIG').length === 1 && others.length === 0;
  if (valid === undefined || !isSound || lines.some(({ keyword }) => against.has(keyword))) return unclear('it does not say that the signature is good');
  const [fingerprint = '', , , , , , , hash = '', type = '', primary = ''] = valid.words;
  const isRead = [fingerprint, primary].every((one) => /^(?:[0-9A-F]{40}|[0-9A-F]{64})$/.test(one)) && /^\d{1,3}$/.test(hash) && /^0[01]$/.test(type);
  return isRead ? parsed({ fingerprint, primary, hash: Number(hash) }) : unclear('what it says of the signature is of another form');
}

/** What never stands with a signature that is good. */
const against: ReadonlySet<string> = new Set(['ERROR', 'FAILURE', 'NODATA', 'UNEXPECTED', 'NO_PUBKEY', 'REVKEYSIG', 'EXPSIG', 'EXPKEYSIG', 'BADSIG', 'ERRSIG']);

export const otherKey = refused('OPENPGP_KEY_OTHER', 'the signature is by another OpenPGP key than the ones that were given', { clause });

function unclear(why: string): Parsed<never> {
  return refused('PROGRAM_FAILED', `gpg does not decide: ${why}`, { clause });
}
