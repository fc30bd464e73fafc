// Asks a transparency log of version 1 for the entries of a signature that came without one.
// Enters: evidence, the digest of its artifact, the log's address. Leaves: entries, none of them believed, or why there are none.
// Refuses to tell the log what it was not told when it was signed: evidence with times of its own is not asked about.
export { searchLog } from './search.ts';
