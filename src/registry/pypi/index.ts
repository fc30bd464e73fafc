// Asks an index of Python packages for the files of a version, and for their provenance.
// Enters: names, versions, who asks. Leaves: files with the digests that the index says, provenance as bytes, reasons.
// Refuses files of another name, and to be led where nobody follows.
export { listDistributions, readProvenance, type Distribution } from './distributions.ts';
export { isSameFile } from './filename.ts';
