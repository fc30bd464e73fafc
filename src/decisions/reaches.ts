/**
 * Whether a version as written (`v5`, `release/v1`, `5.1.0`) is the wanted one or a later one. A moving tag such as
 * `v5` stands for the newest of its line. What is no version reaches nothing.
 */
export function reaches(version: string, wanted: string): boolean {
  const have = numbersOf(version);
  const want = numbersOf(wanted);
  if (have === undefined || want === undefined) return false;
  for (const [i, number] of want.entries()) {
    const own = have[i] ?? Infinity;
    if (own !== number) return own > number;
  }
  return true;
}

/** Whether a text is a version: a branch or a commit is none, and says of no version whether it has it. */
export function isVersion(text: string): boolean {
  return numbersOf(text) !== undefined;
}

function numbersOf(version: string): readonly number[] | undefined {
  const found = /^(?:[A-Za-z][\w.]{0,40}[/@-])?[vV]?(\d{1,6}(?:\.\d{1,6}){0,2})(?=$|[-+.])/.exec(version.slice(0, 200));
  return found?.[1]?.split('.').map(Number);
}
