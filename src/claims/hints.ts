/** Words of which one is in whatever says something of evidence; most documents have none. */
const hints =
  /\bsigned\b|\bsigns?\b|cosign|sigstore|keyless|\bslsa\b|\bsboms?\b|bills? of materials|provenance|attest|reproducib|checksum|\bsha-?256|scorecard/i;

/** Whether a document can hold a claim at all: what is not asked further costs one pass. */
export function mayClaim(text: string): boolean {
  return hints.test(text);
}
