import type { PieceReport, SubjectReport } from './model.ts';

type Told = Omit<SubjectReport, 'headline'>;

/** Says in one line what was proved, or that nothing was. Opt-outs and what the policy leaves open stand in it, so that no one has to know which options were given. */
export function headlineOf(told: Told, { comparesNothing, exempt }: { readonly comparesNothing: boolean; readonly exempt: string }): string {
  const name = (told.resolved ?? told.subject).replace(/^(sha\d+:[0-9a-f]{12})[0-9a-f]+$/, '$1…');
  switch (told.verdict) {
    case 'not-verified':
      return `not verified: ${name}`;
    case 'undecided':
      return `not decided: ${name}`;
    case 'exempt':
      return `not asked: the policy lets ${name} through unverified: ${exempt}`;
    case 'verified': {
      const counted = told.pieces.filter((piece) => piece.counted);
      const proved = listOf([...new Set(counted.map(provedBy))]);
      const open = told.open.length === 0 ? '' : ` (${told.open.join(', ')})`;
      return comparesNothing
        ? `verified without its subject: there is ${proved}${open}; that it is about ${name} was not looked at`
        : `verified: ${name} ${counted.every((piece) => piece.list !== null) ? 'is listed in' : 'has'} ${proved}${open}${otherName(counted)}`;
    }
    default: {
      const never: never = told.verdict;
      return never;
    }
  }
}

/** What its signer calls a file that goes by another name: of what it is called here nobody signed anything. */
export function otherName(pieces: readonly PieceReport[]): string {
  const named = pieces.filter((piece) => piece.counted).filter((piece) => piece.list === null && piece.predicateType !== null);
  const names = [...new Set(named.map((piece) => piece.named))];
  return names.length === 0 || names.includes(null) ? '' : `; its signer names it ${names.map((one) => JSON.stringify(one)).join(' and ')}`;
}

/** What a piece is and who made it, such as "provenance of acme/lens". */
function provedBy(piece: PieceReport): string {
  const what = words[piece.kind ?? ''] ?? `a statement of type ${JSON.stringify((piece.predicateType ?? '').slice(0, 100))}`;
  return piece.list === null ? `${what} by ${whoOf(piece)}` : `${piece.list}, which has ${what} by ${whoOf(piece)}`;
}

const words: Readonly<Record<string, string>> = {
  signature: 'a signature',
  provenance: 'provenance',
  spdx: 'an SPDX SBOM',
  cyclonedx: 'a CycloneDX SBOM',
  publish: 'a publish attestation',
  membership: 'a membership in a release',
  summary: 'a verification summary',
};

/** The signer as short as it stays clear: the workflow with its repository and ref, else the identity with its issuer. */
function whoOf({ signer }: PieceReport): string {
  if (signer === null) return 'nobody';
  if (signer.kind === 'key' && signer.scheme === 'openpgp') return `the OpenPGP key ${signer.fingerprint}`;
  if (signer.kind === 'key' && signer.holder !== undefined) return signer.holder;
  if (signer.kind === 'key') return `the key sha256:${signer.fingerprint.slice(0, 16)}…`;
  const workflow = /^https:\/\/[^/]+\/([^/]+\/[^/]+)\/\.github\/workflows\/([^@]+)@(.+)$/.exec(signer.identity);
  if (workflow === null) return `${signer.identity} (${signer.issuer})`;
  const [, repository, file, ref] = workflow;
  const source = /^https:\/\/[^/]+\/([^/]+\/[^/]+)$/.exec(signer.extensions['sourceRepositoryUri'] ?? '')?.[1];
  const forWhom = source === undefined || source === repository ? '' : ` for ${source}`;
  return `${repository}'s ${file} at ${ref}${forWhom}`;
}

function listOf(items: readonly string[]): string {
  return items.length <= 1 ? (items[0] ?? 'nothing') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
