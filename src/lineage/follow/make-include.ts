import type { Assignment } from './makefile.ts';

/** Where a makefile that includes others stands. */
export interface IncludingMakefile {
  /** The folder that `make` runs in. */
  readonly folder: string;
  /** The makefile's own path in the checkout. */
  readonly path: string;
  /** What was assigned before the line. */
  readonly assignments: readonly Assignment[];
}

const maxRounds = 8;

/**
 * The paths that the words of an `include` name, from the root of the checkout and with `*` left in them. Only what every
 * run has alike is put in: the working folder, the folder of the makefile itself, the root of the checkout, and names
 * that stand for those or for plain text. Undefined for a path that needs anything else.
 *
 * @see https://www.gnu.org/software/make/manual/html_node/Include.html
 */
export function includedPaths(words: string, at: IncludingMakefile): readonly (string | undefined)[] {
  return split(filled(words, at)).map((word) => {
    if (word.includes('$')) return undefined;
    const rooted = word.replace(/^.*\uE000/, '');
    return rooted !== word ? rooted.replace(/^\/+/, '') : word.startsWith('/') || at.folder === '' ? word : `${at.folder}/${word}`;
  });
}

/** References replaced from the inside out; a path from the root of the checkout begins with a mark. */
function filled(words: string, at: IncludingMakefile): string {
  const own = at.path.includes('/') ? at.path.slice(0, at.path.lastIndexOf('/')) : '';
  let text = words;
  for (let i = 0; i < maxRounds; i++) {
    const before = text;
    text = text
      .replaceAll(/\$[({]CURDIR[)}]/g, `\uE000/${at.folder}`)
      .replaceAll(/\$[({]lastword[ \t]+\$[({]MAKEFILE_LIST[)}][)}]/g, `\uE000/${at.path}`)
      .replaceAll(/\$[({]shell[ \t]+git rev-parse --show-toplevel[)}]/g, '\uE000/')
      .replaceAll(/\$[({](?:realpath|abspath)[ \t]+([^\s$(){}]+)[)}]/g, '$1')
      .replaceAll(/\$[({]dir[ \t]+\uE000\/[^\s$(){}]+[)}]/g, `\uE000/${own}/`)
      .replaceAll(/\$[({]patsubst[ \t]+%\/,%,([^\s$(){},]+)[)}]/g, (_, path: string) => path.replace(/\/$/, ''))
      .replaceAll(/\$[({]([A-Za-z_]\w*)[)}]/g, (whole, name: string) => assigned(at.assignments, name) ?? whole);
    if (text === before) break;
  }
  return text;
}

/** What a name was given once and under no condition. */
function assigned(assignments: readonly Assignment[], name: string): string | undefined {
  const found = assignments.filter((one) => one.name === name);
  const only = found[0];
  return found.length === 1 && only !== undefined && only.conditions.length === 0 && /^(?::?=|\?=)$/.test(only.operator) ? only.value : undefined;
}

/** Splits at blanks that stand outside parentheses. */
function split(text: string): readonly string[] {
  const out: string[] = [];
  let depth = 0;
  let word = '';
  for (const c of text.trim()) {
    if (c === '(' || c === '{') depth++;
    else if (c === ')' || c === '}') depth--;
    if (depth <= 0 && /\s/.test(c)) {
      if (word !== '') out.push(word);
      word = '';
    } else word += c;
  }
  return word === '' ? out : [...out, word];
}
