import { parsed, refused, type Parsed } from '../reason/index.ts';
import type { Certificate } from './certificate.ts';
import { fulcioText, oids } from './extensions.ts';
import { guarded } from './key.ts';

/** Names of 1.3.6.1.4.1.57264.1.8 to .24. Source: sigstore/fulcio `docs/oid-info.md`. */
const fields = {
  issuer: 8,
  buildSignerUri: 9,
  buildSignerDigest: 10,
  runnerEnvironment: 11,
  sourceRepositoryUri: 12,
  sourceRepositoryDigest: 13,
  sourceRepositoryRef: 14,
  sourceRepositoryIdentifier: 15,
  sourceRepositoryOwnerUri: 16,
  sourceRepositoryOwnerIdentifier: 17,
  buildConfigUri: 18,
  buildConfigDigest: 19,
  buildTrigger: 20,
  runInvocationUri: 21,
  sourceRepositoryVisibility: 22,
  deploymentEnvironment: 23,
  tokenSubject: 24,
} as const;

type Field = keyof typeof fields;

export type FulcioFields = Readonly<Partial<Record<Field, string>>>;

const githubIssuer = 'https://token.actions.githubusercontent.com';

/** The fields that older certificates have under other numbers; where both are there, they must agree. */
const older: readonly { readonly old: number; readonly field: Field; readonly agrees: (old: string, now: string) => boolean }[] = [
  { old: 1, field: 'issuer', agrees: (old, now) => old === now },
  { old: 2, field: 'buildTrigger', agrees: (old, now) => old === now },
  { old: 3, field: 'sourceRepositoryDigest', agrees: (old, now) => old === now },
  // `owner/name` before, an address now, whose host is the service's.
  { old: 5, field: 'sourceRepositoryUri', agrees: (old, now) => old !== '' && /^https:\/\/[^/]+\//.exec(now)?.[0] + old === now },
  { old: 6, field: 'sourceRepositoryRef', agrees: (old, now) => old === now },
];

/** The whole name of each extension, spelled once. */
const names = Object.entries(fields).map(([field, n]) => ({ field: field as Field, name: `${oids.fulcio}.${n}` }));
const olderNames = older.map(({ old }) => `${oids.fulcio}.${old}`);

/**
 * What Fulcio says of the signer. The old forms 1 to 6 fill in for a missing new one where they mean the same; the old name of a repository does so with GitHub's issuer alone.
 * Source: sigstore/fulcio `docs/oid-info.md`.
 */
export function readFulcioFields({ extensions }: Certificate): Parsed<FulcioFields> {
  const found: Partial<Record<Field, string>> = {};
  const read = guarded(() => {
    for (const { field, name } of names) {
      const text = fulcioText(extensions, name, 'der');
      if (text !== undefined) found[field] = text;
    }
    return olderNames.map((name) => fulcioText(extensions, name, 'bytes'));
  });
  if (read.kind === 'refused') return read;
  for (const [index, { old, field, agrees }] of older.entries()) {
    const before = read.value[index];
    const after = found[field];
    if (before === undefined) continue;
    if (after === undefined) {
      if (field !== 'sourceRepositoryUri') found[field] = before;
      else if (found.issuer === githubIssuer) found[field] = `https://github.com/${before}`;
    } else if (!agrees(before, after)) {
      const clause = 'sigstore/fulcio docs/oid-info.md';
      return refused('CERTIFICATE_CONTRADICTORY', `the certificate names its ${field} twice, differently (extensions .${old} and .${fields[field]})`, {
        clause,
      });
    }
  }
  return parsed(found);
}
