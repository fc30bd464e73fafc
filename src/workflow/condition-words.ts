import { labelOf, mark, placeOf, testWords } from './test-words.ts';

const longest = 160;

/** What only a program reads in a key: marks of names, as they are or as JSON has them, fingerprints, positions. */
const internal = /\\u0001|#[0-9a-f]{8,}|@\d+\.\d+/;

/**
 * Puts the key of a condition into words for people.
 *
 * @param key - The key, as the questions of an `if:` or of a catalog row have it.
 * @returns The key where it says all that is asked, else what is asked and where the values come from.
 */
export function conditionWords(key: string): string {
  // A value of which one way is nothing: it is set where its test holds.
  const set = /^(not \()?\{one of ([^,]+), by ([\s\S]+)\} is set\)?$/.exec(key);
  if (set !== null) return testWords(set[3]!)[set[1] === undefined ? 'holds' : 'fails'];
  const choice = /^choice ([\s\S]*) is (not )?(\d+)$/.exec(key);
  if (choice === null) return key.includes(mark) || internal.test(key) ? shortened(key) : key;
  const { holds, fails } = testWords(choice[1]!);
  return (choice[3] === '0') === (choice[2] === undefined) ? holds : fails;
}

function shortened(key: string): string {
  const inner = /^not \(([\s\S]*)\)$/.exec(key)?.[1];
  if (inner !== undefined) return `not (${shortened(inner)})`;
  if (/^[!(]*(equal|match|nonempty|ok)[(:]/.test(key)) return testWords(key).holds;
  const asked = / (?:is|holds|matches) [^{}"\\]*$/.exec(key);
  const value = (asked === null ? key : key.slice(0, asked.index)).replace(/… #[0-9a-f]+$/, '');
  const words = valueWords(value);
  return `${words.length > longest ? `${words.slice(0, longest)}…` : words}${asked?.[0] ?? ''}`;
}

/** A value with its names as people call them; what a choice makes of it is left out. */
function valueWords(value: string): string {
  const only = closing(value, 0) >= value.length - 1;
  let out = '';
  for (let i = 0; i < value.length;) {
    if (value[i] !== '{') {
      out += value[i++];
      continue;
    }
    const end = closing(value, i);
    const name = value.slice(i + 1, end);
    const place = name.startsWith('one of ') ? placeOf(name) : undefined;
    if (name.startsWith('one of ')) out += !only ? '…' : place === undefined ? 'a value that is not known' : `a value of ${place}`;
    else out += only ? labelOf(name) : `{${labelOf(name)}}`;
    i = end + 1;
  }
  return out.replaceAll(/\{?…\}?(\s*\{?…\}?)+/g, '…');
}

/** Where the brace at a position closes; the end where it does not, as in a key that was cut. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '{') depth++;
    else if (text[i] === '}' && --depth === 0) return i;
    else if (depth === 0) return -1;
  }
  return text.length;
}
