import type { Candidate } from '../../controls/index.ts';
import type { EvidenceRecord, Traced } from '../../lineage/index.ts';
import { besideFile, carrierNames } from './carriers.ts';
import { download, downloadVariables } from './download.ts';
import type { Written } from './model.ts';
import { shellName } from './shell-name.ts';
import { identityOf, signerOf, type Signer } from './signer.ts';
import type { Subject } from './subject.ts';

/** `--certificate-identity` and its issuer, exact, one flag a line. Both are required for a keyless check (cosign 2.0). */
function identityFlags(
  traced: Traced,
  record: EvidenceRecord,
): { readonly flags: readonly string[]; readonly variables: readonly string[] } | { readonly why: string } {
  const signer = signerOf(traced, record);
  const identity = identityOf(signer);
  if ('why' in identity || signer === undefined) return { why: 'why' in identity ? identity.why : '' };
  return {
    flags: [`  --certificate-identity "${identity.san}"`, `  --certificate-oidc-issuer "${signer.issuer}"`, ...calledBy(traced), ...runOf(signer)],
    variables: signer.variables,
  };
}

/** Who may call the workflow has its identity too: the certificate names the repository whose run it was beside it. */
function calledBy(traced: Traced): readonly string[] {
  const { git } = traced.trace.input;
  return git.owner === null || git.repo === null ? [] : [`  --certificate-github-workflow-repository "${git.owner}/${git.repo}"`];
}

/** And the ref of that run, which a called workflow's identity does not hold. */
function runOf({ runRef }: Signer): readonly string[] {
  return runRef === undefined ? [] : [`  --certificate-github-workflow-ref "${runRef}"`];
}

/** Ends all but the last line of a command with the mark that it goes on. */
export function continued(lines: readonly string[]): readonly string[] {
  return lines.map((line, i) => (i === lines.length - 1 ? line : `${line} \\`));
}

/** What of a file is signed or attested, and the published files beside it that show it. */
interface Beside {
  /** The file itself, or the list that names it, as a word of a command. */
  readonly word: string;
  readonly list: { readonly word: string } | undefined;
  /** The certificate, where it is a file of its own. */
  readonly certificate: string | undefined;
  /** The bundle or, with a certificate, the signature alone. */
  readonly other: string;
  readonly variables: readonly string[];
}

function besideOf(traced: Traced, { record, via }: Candidate, subject: Subject): Beside | { readonly why: string } {
  const carriers = carrierNames(traced.trace, record);
  const list = via === undefined ? undefined : listName(traced, via);
  if (via !== undefined && list === undefined) return { why: 'the name of the checksum list that is signed is not known' };
  const signed = list?.name ?? subject.example;
  const word = list?.word ?? `\${${subject.variable}}`;
  const beside = (names: readonly string[]): { readonly word: string; readonly variables: readonly string[] } | undefined => {
    if (signed === undefined) {
      const suffix = besideFile('', names);
      return suffix === undefined ? undefined : { word: `${word}${suffix}`, variables: [] };
    }
    const name = besideFile(signed, names);
    if (name === undefined) return undefined;
    // Its own name and something more: another of the files has the same end.
    const end = shellName(name.slice(signed.length));
    return end === undefined ? undefined : { word: `${word}${end.word}`, variables: end.variables };
  };
  const certificate = beside(carriers.certificates);
  const other = beside(carriers.others);
  const bundle = other ?? certificate;
  if (bundle === undefined) return { why: 'no published file can be told to be its signature by its name' };
  return {
    word,
    list,
    certificate: other === undefined ? undefined : certificate?.word,
    other: bundle.word,
    variables: [...(list?.variables ?? []), ...[certificate, other].flatMap((one) => one?.variables ?? [])],
  };
}

/** The lines that fetch a file with what is beside it, run one command on it, and find it in the list where that is what is signed. */
function checkedFile(
  subject: Subject,
  via: EvidenceRecord | undefined,
  beside: Beside,
  variables: readonly string[],
  command: readonly string[],
): readonly string[] {
  const own = `\${${subject.variable}}`;
  const files = [beside.certificate, beside.other].flatMap((one) => one ?? []);
  return [
    ...subject.settings([...variables, ...beside.variables, ...downloadVariables(subject)]),
    ...download(subject, [own, ...(beside.list === undefined ? [] : [beside.list.word]), ...files]),
    ...continued(command),
    ...(beside.list === undefined ? [] : [checkListed(own, beside.list.word, via!)]),
  ];
}

/** The first version of cosign that tells a Sigstore bundle from its own older form without a flag. */
const readsBundles = 'cosign 2.4.2 or later';

function notesOf(subject: Subject): readonly string[] {
  return subject.downloads === undefined ? ['fetch the file and what is beside it from where it is published'] : [];
}

/** Checks a keyless signature over a file, or over the list that holds its digest. */
export function cosignBlob(traced: Traced, candidate: Candidate, subject: Subject): Written {
  const { record, via } = candidate;
  if (!record.keyless) return { why: 'it is signed with a key, and no file says where strangers find its public half' };
  const who = identityFlags(traced, record);
  if ('why' in who) return who;
  const beside = besideOf(traced, candidate, subject);
  if ('why' in beside) return beside;
  const { certificate } = beside;
  const pair = certificate === undefined ? [`  --bundle "${beside.other}"`] : [`  --signature "${beside.other}"`, `  --certificate "${certificate}"`];
  return {
    tool: 'cosign',
    needs: certificate === undefined ? readsBundles : 'cosign 2.0 or later',
    proves: `a run of this repository, by this workflow, signed ${beside.list === undefined ? 'the file' : 'the list, and the file is the one that it lists'}`,
    lines: checkedFile(subject, via, beside, who.variables, [`cosign verify-blob "${beside.word}"`, ...pair, ...who.flags]),
    notes: notesOf(subject),
  };
}

/** Checks what cosign attested of a file, or of the list that holds its digest, with its bundle beside it. */
export function cosignBlobAttestation(traced: Traced, candidate: Candidate, subject: Subject): Written {
  const { record, via } = candidate;
  if (!record.keyless) return { why: 'it is attested with a key, and no file says where strangers find its public half' };
  const type = typeOf(record);
  if (type === undefined) return { why: 'the type of what is attested is not known, and a check asks for it' };
  const who = identityFlags(traced, record);
  if ('why' in who) return who;
  const beside = besideOf(traced, candidate, subject);
  if ('why' in beside) return beside;
  if (beside.certificate !== undefined) return { why: 'the attestation is published as an envelope with its certificate in another file, not as a bundle' };
  return {
    tool: 'cosign',
    needs: readsBundles,
    proves: `a run of this repository, by this workflow, attested ${beside.list === undefined ? 'the file' : 'the list, and the file is the one that it lists'}`,
    lines: checkedFile(subject, via, beside, who.variables, [
      `cosign verify-blob-attestation "${beside.word}"`,
      `  --bundle "${beside.other}"`,
      `  --type ${type}`,
      ...who.flags,
    ]),
    notes: notesOf(subject),
  };
}

/** The published checksum list of a hash record; undefined where its name is open, or no program checks it that strangers have. */
export function listName(
  traced: Traced,
  list: EvidenceRecord,
): { readonly name: string; readonly word: string; readonly variables: readonly string[] } | undefined {
  if (list.kind === 'hash' && programOf(list) === undefined) return undefined;
  const { certificates, others } = carrierNames(traced.trace, list);
  for (const name of [...others, ...certificates]) {
    const written = shellName(name);
    if (written !== undefined) return { name, ...written };
  }
  return undefined;
}

/** Checks the line of a list that names the file, and no other: a list without it fails. */
export function checkListed(file: string, list: string, record: EvidenceRecord): string {
  return `awk -v f="${file}" '$2 == f || $2 == "*" f || $2 == "./" f' "${list}" | ${sumProgram(record)} -c -`;
}

const sumPrograms: ReadonlyMap<string, string> = new Map([
  ...['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((one) => [one, `${one}sum`] as const),
  ['blake2b', 'b2sum'],
  ['blake3', 'b3sum'],
]);

/** The program that checks a list of this algorithm; undefined where none does that strangers have. */
function programOf({ algorithm }: EvidenceRecord): string | undefined {
  return algorithm === undefined ? 'sha256sum' : sumPrograms.get(algorithm.toLowerCase().replace(/^sha-(?=\d{3}$)/, 'sha'));
}

/** The program that checks a list which `listName` names. */
export function sumProgram(list: EvidenceRecord): string {
  return programOf(list) ?? 'sha256sum';
}

/** The first version of cosign that finds signatures as bundles among the referrers, and as older versions stored them, without a flag. */
const readsRegistries = 'cosign 2.6.3 or later';

/** Checks a keyless signature of an image or chart in a registry. */
export function cosignImage(traced: Traced, { record }: Candidate, subject: Subject): Written {
  if (!record.keyless) return { why: 'it is signed with a key, and no file says where strangers find its public half' };
  const who = identityFlags(traced, record);
  if ('why' in who) return who;
  return {
    tool: 'cosign',
    needs: readsRegistries,
    proves: 'a run of this repository, by this workflow, signed what the registry has under this name now; the digest is in what is printed',
    lines: [...subject.settings(who.variables), ...continued([`cosign verify "\${IMAGE}"`, ...who.flags])],
    notes: [],
  };
}

/** The words that `--type` takes for what an attestation says. */
const types: Readonly<Record<string, string>> = { 'slsa-provenance': 'slsaprovenance', 'sbom-spdx': 'spdxjson', 'sbom-cyclonedx': 'cyclonedx' };

function typeOf(record: EvidenceRecord): string | undefined {
  return record.predicateType !== undefined && /^[\w.:/-]+$/.test(record.predicateType) ? record.predicateType : types[record.predicate ?? ''];
}

/** Checks an attestation that cosign put beside an image. */
export function cosignAttestation(traced: Traced, { record }: Candidate, subject: Subject): Written {
  if (!record.keyless) return { why: 'it is attested with a key, and no file says where strangers find its public half' };
  if (record.eachPlatform === true) return { why: 'each platform of an index has its own, and which digest is a platform’s only the registry says' };
  const type = typeOf(record);
  if (type === undefined) return { why: 'the type of what is attested is not known, and a check asks for it' };
  const who = identityFlags(traced, record);
  if ('why' in who) return who;
  return {
    tool: 'cosign',
    needs: readsRegistries,
    proves: 'a run of this repository, by this workflow, attested what the registry has under this name now',
    lines: [...subject.settings(who.variables), ...continued([`cosign verify-attestation "\${IMAGE}"`, `  --type ${type}`, ...who.flags])],
    notes: [],
  };
}
