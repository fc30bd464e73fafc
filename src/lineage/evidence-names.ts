/** File names that are evidence about other files: checksum lists, signatures, public keys, certificates, bundles, SBOMs, provenance. */
const evidence =
  /(\.(sha(1|224|256|384|512)(sum)?|md5(sum)?|b2|blake2|b3|asc|sig|sign|signature|sigstore(\.json)?|bundle|pem|crt|cert|cer|minisig|intoto\.jsonl?|intoto|att|attestation|prov|spdx(\.json|\.rdf|\.xml|\.ya?ml)?|cdx\.(json|xml)|cyclonedx\.(json|xml)|sbom(\.\w+)*|bom\.(json|xml)|digest|digests|blockmap|pub)|(^|[-_.{}])(sha(256|512|1)?sums?|checksums?|hashes|digests|sbom|bom|provenance|attestation|manifest\.sig|md5sums?)([-_.]\w+)*(\.(txt|json|xml|jsonl|yml|sigstore|sig|asc|pem))?|^latest[\w-]*\.ya?ml|^latest\.json|^RELEASES|dist-manifest\.json|^[a-z]+\.att)$/i;

/** A program for some platform is no evidence, even where it is called after what it makes. */
const program = /\.exe$|^[\w.-]*(linux|darwin|macos|windows|freebsd|amd64|arm64|x86_64|aarch64)[\w-]*$/i;
const evidenceWord = /(^|[-_.{}])(s?bom|provenance|attestation)([-_.]|$)/i;

/** Whether a published file's name says that it is evidence, not something to use. */
export function isEvidenceName(name: string): boolean {
  // `sha*.txt` is a pattern for checksum lists, whatever their length of digest.
  if (/^sha\d*\*(?:\.txt)?$/i.test(name)) return true;
  const plain = name.replaceAll(/\*+|\{[^{}]*\}/g, 'x');
  return evidence.test(plain) && !(program.test(plain) && !/\.(json|xml|txt|spdx|cdx|sig|asc|pem|jsonl|ya?ml)\b/i.test(plain) && evidenceWord.test(plain));
}
