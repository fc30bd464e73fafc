/** A command whose words name what was verified, or the word in which the name cannot be replaced. */
export type Placed =
  | { readonly kind: 'placed'; readonly words: readonly string[]; readonly places: number }
  | { readonly kind: 'buried'; readonly word: string };

/** What a word of a command may be named by, and what takes its place. */
export interface Naming {
  /** As the person typed it. */
  readonly subject: string;
  /** What it is replaced by. */
  readonly by: string;
  /** True for another spelling of the same thing. */
  readonly isSame: (word: string) => boolean;
}

/**
 * Puts what was verified in place of its name: as a word of its own, behind `=`, and behind the transport of an image. A
 * name in the middle of a word, as in a script, would be looked up again: it is told and nothing is replaced.
 */
export function placeSubject(words: readonly string[], { subject, by, isSame }: Naming): Placed {
  const placed: string[] = [];
  let places = 0;
  for (const word of words) {
    const [front, rest] = partsOf(word);
    if (rest === subject || isSame(rest)) {
      placed.push(front + by);
      places++;
      continue;
    }
    if (names(word, subject)) return { kind: 'buried', word };
    placed.push(word);
  }
  return { kind: 'placed', words: placed, places };
}

/** `--image=NAME`, `docker://NAME` and `--from=docker://NAME`, each parted before the name. */
function partsOf(word: string): readonly [string, string] {
  const front = /^(?:-{0,2}[\w.-]+=)?(?:docker:\/\/|oci:\/\/)?/.exec(word)?.[0] ?? '';
  return [front, word.slice(front.length)];
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
