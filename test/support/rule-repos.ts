import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Texts } from './little-repo.ts';

const folder = fileURLToPath(new URL('../rules/repos/', import.meta.url));

/** A little repository that a rule complains of, and the one without the fault. */
export interface RulePair {
  readonly rule: string;
  readonly name: string;
  readonly flagged: Texts;
  readonly clean: Texts;
  /** What the audit must say of the flagged one, or undefined where nobody wrote it yet. */
  readonly expected: string | undefined;
  readonly expectedPath: string;
}

/** Every pair, by the rule's name. One of the two that is not there is empty. */
export function rulePairs(): readonly RulePair[] {
  const trees = globSync('*/{flagged,clean}-*', { cwd: folder }).filter((path) => !path.endsWith('.txt'));
  const found = new Set(trees.map((path) => path.replace(/\/(?:flagged|clean)-/, '/')));
  return [...found].toSorted().map((one) => {
    const [rule = '', name = ''] = one.split('/');
    const expectedPath = join(folder, rule, `flagged-${name}.txt`);
    return {
      rule,
      name,
      flagged: textsIn(join(folder, rule, `flagged-${name}`)),
      clean: textsIn(join(folder, rule, `clean-${name}`)),
      expected: existsSync(expectedPath) ? readFileSync(expectedPath, 'utf8') : undefined,
      expectedPath,
    };
  });
}

function textsIn(root: string): Texts {
  const paths = globSync(['**/*', '**/.*', '.*/**/*'], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  return Object.fromEntries([...new Set(paths)].toSorted().map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

/** The lines that are in one text and not in the other, in order: `-` of the first, `+` of the second. */
export function changedLines(before: string, after: string): readonly string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  // Lengths of the longest common parts of what is left.
  const common = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) common[i]![j] = a[i] === b[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const out: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) out.push(`-${a[i++]}`);
    else out.push(`+${b[j++]}`);
  }
  return out;
}
