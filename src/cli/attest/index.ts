// The commands that attest, for the part that signs.
// Enters: words and a machine. Leaves: bundles, attestations of images, and a word of each.
// Refuses what verifiers would refuse, before it is signed.
import { parse as parseAttest, run as runAttest } from './attest.ts';
import { parse as parseProvenance, run as runProvenance } from './provenance.ts';
import { attestSpec, provenanceSpec } from './spec.ts';

export const attest = { spec: attestSpec, parse: parseAttest, run: runAttest };
export const provenance = { spec: provenanceSpec, parse: parseProvenance, run: runProvenance };
