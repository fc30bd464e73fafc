/** Returns the words most like `word`, the nearest first: those that hold it, then those a few edits away. */
export function nearest(word: string, words: readonly string[], most: number): readonly string[] {
  const wanted = word.toLowerCase().slice(0, 200);
  const scored = words.map((one, i) => ({ one, i, distance: distanceOf(wanted, one.toLowerCase().slice(0, 200)) }));
  return scored
    .filter(({ distance }) => distance <= Math.max(2, wanted.length / 2))
    .toSorted((a, b) => a.distance - b.distance || a.i - b.i)
    .slice(0, most)
    .map(({ one }) => one);
}

function distanceOf(a: string, b: string): number {
  if (a !== '' && b.includes(a)) return 0;
  // The last part of a path is what people remember of it.
  const last = b.slice(b.lastIndexOf('/') + 1);
  return Math.min(editDistance(a, b), last === b ? Infinity : editDistance(a, last));
}

/** Damerau's distance with adjacent transpositions: the edits that make one word of the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
