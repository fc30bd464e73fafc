/** What lies beside a file and may be evidence for it, told by names alone. */
export interface Neighbours {
  /** Files that say themselves what they are: bundles, envelopes, attestations, signatures of minisign. */
  readonly evidence: readonly string[];
  /** Signatures in files of their own, each with the certificate and the log entry of the same stem. */
  readonly signatures: readonly { readonly signature: string; readonly certificate?: string; readonly entry?: string }[];
  /** Signatures of OpenPGP. */
  readonly openPgp: readonly string[];
  /** Evidence that is named after no file: it counts where a statement in it is about the file. */
  readonly shared: readonly string[];
}

const evidenceEndings = [
  '.sigstore.json',
  '.sigstore.jsonl',
  '.sigstore',
  '.bundle.json',
  '.bundle',
  '.intoto.jsonl',
  '.intoto.json',
  '.attestation',
  '.attestations',
  '.attestation.json',
  '.attestation.jsonl',
  '.attestations.jsonl',
  '.att',
  '.provenance',
  '.provenance.json',
  '.slsa',
  '.minisig',
];
const certificateEndings = ['.pem', '.crt', '.cert', '.cer'];
/** As sigstore-python wrote them before there were bundles, and as people keep what Rekor answered. */
const entryEndings = ['.rekor', '.rekor.json'];
const openPgpEndings = ['.asc', '.gpg'];

/** The names of a folder, set out once so that each of its files is looked up and not searched for. */
export interface FolderNames {
  readonly all: ReadonlySet<string>;
  readonly sorted: readonly string[];
  readonly shared: readonly string[];
}

export function folderNames(names: readonly string[]): FolderNames {
  const all = new Set(names);
  return { all, sorted: names.toSorted(), shared: names.filter((name) => isShared(name, all)) };
}

/**
 * Sorts what may be evidence for a file of a folder. A name belongs to the longest file that it begins with, so that
 * `app.tar.gz.sig` is not taken for evidence of `app`.
 */
export function neighboursOf(file: string, folder: FolderNames): Neighbours {
  const own = beginningWith(file, folder.sorted).filter((name) => belongsTo(file, name, folder.all));
  const signatures = own.flatMap((name) => {
    if (!name.endsWith('.sig')) return [];
    const stem = name.slice(0, -'.sig'.length);
    const beside = (endings: readonly string[]) =>
      [...endings.map((ending) => stem + ending), ...endings.map((ending) => name + ending)].find((one) => folder.all.has(one));
    const [certificate, entry] = [beside(certificateEndings), beside(entryEndings)];
    return [{ signature: name, ...(certificate === undefined ? {} : { certificate }), ...(entry === undefined ? {} : { entry }) }];
  });
  const openPgp = own.filter((name) => openPgpEndings.some((ending) => name.endsWith(ending)));
  const evidence = own.filter((name) => evidenceEndings.some((ending) => name.endsWith(ending)));
  return { evidence, signatures, openPgp, shared: folder.shared };
}

function beginningWith(file: string, sorted: readonly string[]): readonly string[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < file) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < sorted.length && (sorted[end] ?? '').startsWith(file)) end++;
  return sorted.slice(low, end);
}

/** Between the file's name and the ending there may be words of its writer, as in `.cosign.bundle`, `.publish.attestation`. */
function belongsTo(file: string, name: string, all: ReadonlySet<string>): boolean {
  const rest = name.slice(file.length);
  if (!rest.startsWith('.') && !rest.startsWith('-keyless.')) return false;
  for (let end = name.length - 1; end > file.length; end--) {
    if ('.-'.includes(name.charAt(end)) && all.has(name.slice(0, end)) && !isEvidence(name.slice(file.length, end))) return false;
  }
  return true;
}

/** Whether a name ends as evidence for another file does. */
export function isEvidence(ending: string): boolean {
  return [...evidenceEndings, ...certificateEndings, ...entryEndings, '.sig', ...openPgpEndings].some((one) => ending.endsWith(one));
}

const sharedName =
  /(?:\.intoto\.jsonl|\.sigstore\.jsonl?|\.sigstore|\.build\.slsa|^sha(?:256|512)[:-][0-9a-f]{64,128}\.jsonl|^(?:attestations?|provenance)(?:\.[a-z]+)*\.jsonl?)$/;

/** Attestations of many files at once, as the SLSA generators, `gh attestation download` and release workflows name them. */
function isShared(name: string, all: ReadonlySet<string>): boolean {
  if (!sharedName.test(name)) return false;
  for (let end = name.length - 1; end > 0; end--) if ('.-'.includes(name.charAt(end)) && all.has(name.slice(0, end))) return false;
  return true;
}

/** Names that are evidence for some files of a folder, or for all. */
export function evidenceFor(files: readonly string[], names: FolderNames): ReadonlySet<string> {
  const found = new Set<string>(names.shared);
  for (const name of files) {
    const { evidence, signatures, openPgp } = neighboursOf(name, names);
    for (const one of [...evidence, ...openPgp]) found.add(one);
    for (const { signature, certificate } of signatures) {
      found.add(signature);
      if (certificate !== undefined) found.add(certificate);
    }
  }
  return found;
}
