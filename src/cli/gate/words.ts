/** A command whose words name what was verified, or the word that keeps it from being told what runs. */
export type Placed =
  | { readonly kind: 'placed'; readonly words: readonly string[]; readonly places: number }
  /** Named in the middle of a word, where it would be looked up again. */
  | { readonly kind: 'buried'; readonly word: string }
  /** Something that goes by the name of what was verified, and may be another. */
  | { readonly kind: 'other'; readonly word: string };

/** What a word of a command may be named by, and what takes its place. */
export interface Naming {
  /** Every way to write it, as the person typed it the first. */
  readonly spellings: readonly string[];
  /** What it is replaced by. */
  readonly by: string;
  /** True for another spelling of the same thing. */
  readonly isSame: (word: string) => boolean;
  /** True for what is like it and not it: another tag of the repository, a file of that name elsewhere. */
  readonly isLike: (word: string) => boolean;
}

/**
 * Puts what was verified in place of its name: as a word of its own, behind `=`, and behind the transport of an image. A
 * name in the middle of a word, as in a script, would be looked up again: it is told and nothing is replaced. Where no word
 * names it and none takes it from the environment, one that is like it is told too: it would run unverified.
 */
export function placeSubject(words: readonly string[], { spellings, by, isSame, isLike }: Naming): Placed {
  const placed: string[] = [];
  let places = 0;
  for (const word of words) {
    const [front, rest] = partsOf(word);
    if (spellings.includes(rest) || isSame(rest)) {
      placed.push(front + by);
      places++;
      continue;
    }
    if (spellings.includes(word)) {
      placed.push(by);
      places++;
      continue;
    }
    if (spellings.some((one) => names(word, one))) return { kind: 'buried', word };
    placed.push(word);
  }
  const taken = words.some((word) => word.includes('SEALWRIGHT_'));
  const like = places > 0 || taken ? undefined : words.find((word) => isLike(partsOf(word)[1]));
  return like === undefined ? { kind: 'placed', words: placed, places } : { kind: 'other', word: like };
}

/** `--image=NAME`, `docker://NAME` and `--from=docker://NAME`, each parted before the name. */
function partsOf(word: string): readonly [string, string] {
  const front = /^(?:-{0,2}[\w.-]+=)?(?:docker:\/\/|oci:\/\/)?/.exec(word)?.[0] ?? '';
  return [front, word.slice(front.length)];
}

/** Whether a word has a name in it that is not part of a longer one. */
export function holdsName(word: string, name: string): boolean {
  for (let at = word.indexOf(name); at !== -1; at = word.indexOf(name, at + 1))
    if (!/[\w.-]$/.test(word.slice(0, at)) && !/^[\w.-]/.test(word.slice(at + name.length))) return true;
  return false;
}

function names(word: string, subject: string): boolean {
  for (let at = word.indexOf(subject); at !== -1; at = word.indexOf(subject, at + 1)) {
    const begins = /(?:^|[^\w./@-]|(?:^|[^\w./-])\.\/|\/\/)$/.test(word.slice(0, at));
    // `lens.txt`, `lens:2` and `lens/it` are other things than `lens`.
    const ends = /^(?:$|[^\w./:-]|[.:](?!\w))/.test(word.slice(at + subject.length));
    if (begins && ends) return true;
  }
  return false;
}
