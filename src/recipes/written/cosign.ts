import type { Candidate } from '../../controls/index.ts';
import type { EvidenceRecord, Traced } from '../../lineage/index.ts';
import { besideFile, carrierNames } from './carriers.ts';
import { download, downloadVariables } from './download.ts';
import type { Written } from './model.ts';
import { shellName } from './shell-name.ts';
import { identityOf, signerOf } from './signer.ts';
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
    flags: [`  --certificate-identity "${identity.san}"`, `  --certificate-oidc-issuer "${signer.issuer}"`, ...calledBy(traced)],
    variables: signer.variables,
  };
}

/** Who may call the workflow has its identity too: the certificate names the repository whose run it was beside it. */
function calledBy(traced: Traced): readonly string[] {
  const { git } = traced.trace.input;
  return git.owner === null || git.repo === null ? [] : [`  --certificate-github-workflow-repository "${git.owner}/${git.repo}"`];
}

/** Ends all but the last line of a command with the mark that it goes on. */
export function continued(lines: readonly string[]): readonly string[] {
  return lines.map((line, i) => (i === lines.length - 1 ? line : `${line} \\`));
}

/** Checks a keyless signature over a file, or over the list that holds its digest. */
export function cosignBlob(traced: Traced, candidate: Candidate, subject: Subject): Written {
  const { record, via } = candidate;
  if (!record.keyless) return { why: 'it is signed with a key, and no file says where strangers find its public half' };
  const who = identityFlags(traced, record);
  if ('why' in who) return who;
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
  const pair =
    certificate === undefined && other === undefined
      ? undefined
      : certificate !== undefined && other !== undefined
        ? [`  --signature "${other.word}"`, `  --certificate "${certificate.word}"`]
        : [`  --bundle "${(certificate ?? other)!.word}"`];
  if (pair === undefined) return { why: 'no published file can be told to be its signature by its name' };
  const files = [certificate, other].flatMap((one) => (one === undefined ? [] : [one.word]));
  const own = `\${${subject.variable}}`;
  const variables = [
    ...who.variables,
    ...(list?.variables ?? []),
    ...[certificate, other].flatMap((one) => one?.variables ?? []),
    ...downloadVariables(subject),
  ];
  return {
    tool: 'cosign',
    needs: pair.length === 1 ? 'cosign 2.4 or later' : 'cosign 2.0 or later',
    proves: `a run of this repository, by this workflow, signed ${list === undefined ? 'the file' : 'the list, and the file is the one that it lists'}`,
    lines: [
      ...subject.settings(variables),
      ...download(subject, [own, ...(list === undefined ? [] : [list.word]), ...files]),
      ...continued([`cosign verify-blob "${word}"`, ...pair, ...who.flags]),
      ...(list === undefined ? [] : [checkListed(own, list.word, via!)]),
    ],
    notes: subject.downloads === undefined ? ['fetch the file and what is beside it from where it is published'] : [],
  };
}

/** The published checksum list of a hash record. */
export function listName(
  traced: Traced,
  list: EvidenceRecord,
): { readonly name: string; readonly word: string; readonly variables: readonly string[] } | undefined {
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

/** The coreutils program that checks a list of this algorithm. */
export function sumProgram(list: EvidenceRecord): string {
  const algorithm = /^sha(?:1|224|256|384|512)$/.exec(list.algorithm ?? '')?.[0] ?? 'sha256';
  return `${algorithm}sum`;
}

/** Checks a keyless signature of an image or chart in a registry. */
export function cosignImage(traced: Traced, { record }: Candidate, subject: Subject): Written {
  if (!record.keyless) return { why: 'it is signed with a key, and no file says where strangers find its public half' };
  const who = identityFlags(traced, record);
  if ('why' in who) return who;
  return {
    tool: 'cosign',
    needs: 'cosign 2.0 or later',
    proves: 'a run of this repository, by this workflow, signed what the registry has under this name now; the digest is in what cosign prints',
    lines: [...subject.settings(who.variables), ...continued([`cosign verify "\${IMAGE}"`, ...who.flags])],
    notes: [],
  };
}

/** The words that `--type` takes for what an attestation says. */
const types: Readonly<Record<string, string>> = { 'slsa-provenance': 'slsaprovenance', 'sbom-spdx': 'spdxjson', 'sbom-cyclonedx': 'cyclonedx' };

/** Checks an attestation that cosign put beside an image. */
export function cosignAttestation(traced: Traced, { record }: Candidate, subject: Subject): Written {
  if (!record.keyless) return { why: 'it is attested with a key, and no file says where strangers find its public half' };
  const type = record.predicateType !== undefined && /^[\w.:/-]+$/.test(record.predicateType) ? record.predicateType : types[record.predicate ?? ''];
  if (type === undefined) return { why: 'the type of what is attested is not known, and a check asks for it' };
  const who = identityFlags(traced, record);
  if ('why' in who) return who;
  return {
    tool: 'cosign',
    needs: 'cosign 2.0 or later',
    proves: 'a run of this repository, by this workflow, attested what the registry has under this name now',
    lines: [...subject.settings(who.variables), ...continued([`cosign verify-attestation "\${IMAGE}"`, `  --type ${type}`, ...who.flags])],
    notes: [],
  };
}
