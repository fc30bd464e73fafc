// Files that people write for us, read with every mistake told by its place.
// Enters: YAML, and what a schema found in it. Leaves: plain values that know their lines, and coded errors.
// Refuses nothing of its own: the rooms that own a file say what it may hold.
export { mistakesOf, throwMistakes } from './mistakes.ts';
export { PlainYaml, type Step } from './plain.ts';
