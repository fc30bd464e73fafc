/** Three-valued truth: what the text that was read proves, refutes, or leaves open. */
export type Tri = true | false | 'unknown';

export function triNot(a: Tri): Tri {
  return a === 'unknown' ? 'unknown' : !a;
}

export function triAnd(a: Tri, b: Tri): Tri {
  if (a === false || b === false) return false;
  return a === true && b === true ? true : 'unknown';
}

export function triOr(a: Tri, b: Tri): Tri {
  if (a === true || b === true) return true;
  return a === false && b === false ? false : 'unknown';
}

/** True when one answer is true, false when all are false; an empty list is false. */
export function triSome(answers: Iterable<Tri>): Tri {
  let result: Tri = false;
  for (const answer of answers) {
    result = triOr(result, answer);
    if (result === true) return true;
  }
  return result;
}
