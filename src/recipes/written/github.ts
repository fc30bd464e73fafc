import type { Candidate } from '../../controls/index.ts';
import type { Traced } from '../../lineage/index.ts';
import { checkListed, listName } from './cosign.ts';
import { download, downloadVariables } from './download.ts';
import type { Written } from './model.ts';
import { identityOf, signerOf } from './signer.ts';
import type { Subject } from './subject.ts';

/** Predicate types as gh takes them; provenance is what it asks for by itself. */
const types: Readonly<Record<string, string>> = {
  'sbom-spdx': 'https://spdx.dev/Document/v2.3',
  'sbom-cyclonedx': 'https://cyclonedx.org/bom',
};

/** Checks an attestation that GitHub keeps, or that its action pushed to the registry. */
export function ghAttestation(traced: Traced, candidate: Candidate, subject: Subject): Written {
  const { record, via } = candidate;
  const { git } = traced.trace.input;
  const signer = signerOf(traced, record);
  const identity = identityOf(signer);
  if ('why' in identity || signer === undefined) return { why: 'why' in identity ? identity.why : '' };
  const list = via === undefined ? undefined : listName(traced, via);
  if (via !== undefined && list === undefined) return { why: 'the name of the checksum list that is attested is not known' };
  // An index keeps the package under names of files that only it tells.
  const isPackage = subject.variable === 'PACKAGE';
  const own = isPackage ? '${FILE}' : `\${${subject.variable}}`;
  const what = subject.variable === 'IMAGE' ? `oci://${own}` : (list?.word ?? own);
  const type = record.predicateType !== undefined && /^[\w.:/-]+$/.test(record.predicateType) ? record.predicateType : types[record.predicate ?? ''];
  const variables = [...signer.variables, ...(list?.variables ?? []), ...downloadVariables(subject)];
  const flags = [
    `  --repo ${git.owner}/${git.repo}`,
    ...(type === undefined ? [] : [`  --predicate-type ${type}`]),
    `  --cert-identity "${identity.san}"`,
    `  --cert-oidc-issuer "${signer.issuer}"`,
    ...(signer.runRef === undefined ? [] : [`  --source-ref "${signer.runRef}"`]),
  ];
  return {
    tool: 'gh',
    needs: 'gh 2.67 or later, logged in',
    proves: `a run of this repository, by this workflow, attested ${list === undefined ? 'these bytes' : 'the list, and the file is the one that it lists'}`,
    lines: [
      ...(isPackage
        ? [...subject.settings(variables).filter((line) => !line.startsWith('PACKAGE=')), 'FILE="<file>" # the file of the package that you took']
        : subject.settings(variables)),
      ...(subject.variable === 'FILE' ? download(subject, [own, ...(list === undefined ? [] : [list.word])]) : []),
      `gh attestation verify "${what}" \\`,
      ...flags.map((flag, i) => (i === flags.length - 1 ? flag : `${flag} \\`)),
      ...(list === undefined ? [] : [checkListed(own, list.word, via!)]),
    ],
    notes: [],
  };
}
