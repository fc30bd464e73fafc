import { SealwrightError } from '../../base/index.ts';
import { Asker } from '../../registry/asking/index.ts';
import { keepAttestation, mayKeep } from '../../registry/github-attestations/index.ts';
import type { GitHubOptions } from '../../registry/github/index.ts';
import { readEvidence, type Bundle } from '../../trust/bundle/index.ts';
import type { Demand } from '../../trust/judge/index.ts';
import type { SignedBundle } from '../../trust/sign/index.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { asAnybody } from '../sign/as-anybody.ts';
import type { OpenedSigner } from '../sign/options.ts';
import { githubOptions } from '../verify/find.ts';

/** A repository and the GitHub that it is at. */
export interface GithubPlace {
  readonly host: string;
  readonly owner: string;
  readonly repo: string;
}

/** Where an attestation was kept at GitHub. */
export interface KeptAtGithub {
  readonly repository: string;
  /** Its page; undefined where the service did not say which it is. */
  readonly address: string | undefined;
  /** Under how many subjects it was read back, of how many. */
  readonly readBack: number;
  readonly subjects: number;
}

/** A repository that may keep attestations, as far as can be seen before. */
export interface OpenedGithub {
  readonly place: GithubPlace;
  readonly options: GitHubOptions;
  /** Throws USAGE where a token speaks for another repository: verifiers would ask for this one, and refuse it. */
  readonly mustBeOf: (claims: Readonly<Record<string, unknown>>) => void;
}

/** Reads `OWNER/REPO` or `HOST/OWNER/REPO`. */
export function placeOf(text: string): GithubPlace | undefined {
  const [, host = 'github.com', owner = '', repo = ''] =
    /^(?:(?:https:\/\/)?([A-Za-z0-9][\w-]*(?:\.[\w-]+)+)\/)?([\w-]{1,100})\/([\w.-]{1,100})$/.exec(text) ?? [];
  return owner === '' || /^\.{1,2}$/.test(repo) ? undefined : { host: host.toLowerCase(), owner, repo };
}

/** Sees that there is a token and a repository. Throws USAGE, ATTESTATION_NOT_KEPT; nothing was signed then. */
export async function openGithub(place: GithubPlace, machine: Machine, ports: VerifyPorts): Promise<OpenedGithub> {
  const options = githubOptions(machine, place.host);
  const name = `${place.owner}/${place.repo}`;
  if (options.token === undefined)
    throw new SealwrightError('USAGE', {
      message: `--to-github ${name} needs a token for ${place.host}; nothing was signed`,
      hint: 'give it in GITHUB_TOKEN: `env: { GITHUB_TOKEN: ${{ github.token }} }`, in a job with `permissions: attestations: write`',
    });
  await mayKeep(new Asker(ports), place, options);
  const mustBeOf = ({ repository }: Readonly<Record<string, unknown>>): void => {
    if (typeof repository !== 'string' || repository.toLowerCase() === name.toLowerCase()) return;
    throw new SealwrightError('USAGE', {
      message: `the identity token is of ${repository.slice(0, 200)}, and verifiers of ${name} ask for a signer of ${name}; nothing was signed`,
      hint: `--to-github ${repository.slice(0, 200)}`,
    });
  };
  return { place, options, mustBeOf };
}

/** Gives a verified attestation to GitHub and verifies what comes back for its subjects. Throws ATTESTATION_NOT_KEPT. */
export async function keepAtGithub(
  { place, options }: OpenedGithub,
  { signed, wanted }: { readonly signed: SignedBundle; readonly wanted: Demand['wanted'] },
  opened: Pick<OpenedSigner, 'signer' | 'roots' | 'timeoutMs'>,
  ports: VerifyPorts,
): Promise<KeptAtGithub> {
  const { content } = signed.facts;
  const digests = content.kind === 'statement' ? content.statement.subject.flatMap(({ digest }) => digest['sha256'] ?? []) : [];
  const [first, ...others] = new Set(digests);
  if (first === undefined) throw new Error('a statement without subjects was signed');
  const vouches = asAnybody(opened, ports.clock.now());
  const asker = new Asker(ports);
  asker.limit(opened.timeoutMs);
  const { id, readBack } = await keepAttestation(
    asker,
    {
      of: place,
      json: signed.json,
      sha256: [first, ...others],
      isIt: (bytes, sha256) =>
        readEvidence(bytes, 'GitHub').some(
          (one) => one.bundle.kind === 'parsed' && isSame(one.bundle.value, signed.bundle) && vouches(sha256, one, wanted).length === 0,
        ),
    },
    options,
  );
  const repository = `${place.host}/${place.owner}/${place.repo}`;
  const address = id === undefined ? undefined : `https://${repository}/attestations/${id}`;
  return { repository, address, readBack, subjects: 1 + others.length };
}

/** Whether they hold one signature over one payload. */
function isSame(one: Bundle, other: Bundle): boolean {
  if (one.content.kind !== 'envelope' || other.content.kind !== 'envelope') return false;
  const [a, b] = [one.content.envelope, other.content.envelope];
  const [left, right] = [a.signatures[0]?.sig, b.signatures[0]?.sig];
  return left !== undefined && right !== undefined && Buffer.compare(left, right) === 0 && Buffer.compare(a.payload, b.payload) === 0;
}
