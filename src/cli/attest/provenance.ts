import { SealwrightError } from '../../base/index.ts';
import { environmentDisagreements, provenanceOf } from '../../trust/predicate/index.ts';
import { readArgv, type UsageError } from '../argv.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { borneOut } from './agreement.ts';
import { makeAttestation, type Said } from './make.ts';
import { readRequest, type AttestRequest } from './request.ts';
import { provenanceSpec } from './spec.ts';

/** What `provenance` was asked to do. */
export interface ProvenanceOptions extends AttestRequest {
  readonly kind: 'provenance';
}

/** Reads the words after `provenance`. Pure. */
export function parse(argv: readonly string[]): ProvenanceOptions | UsageError {
  const read = readArgv(provenanceSpec, argv);
  if (read.kind === 'usage') return read;
  const request = readRequest(read, read.options.has('index-only') ? 'index' : 'each');
  if ('kind' in request) return request;
  const held = ['key', 'signer'].find((name) => read.options.has(name));
  if (held !== undefined)
    return {
      kind: 'usage',
      message: `--${held}: provenance is made of what the identity token of the job says, and a key has none`,
      hint: `sealwright attest SUBJECT --type slsa-provenance --predicate FILE --${held} …, if the holder of the key is to vouch for it`,
    };
  return { kind: 'provenance', ...request };
}

/** Attests where the subjects were built. */
export async function run(options: ProvenanceOptions, machine: Machine): Promise<Outcome> {
  return await makeAttestation(
    options,
    {
      ending: 'intoto.jsonl',
      wanted: 'provenance',
      predicate: (token) => saidBy(token?.claims ?? {}, machine),
      settle: borneOut,
    },
    machine,
  );
}

/** Provenance by the claims of a token. Throws PROVENANCE_IMPOSSIBLE. */
function saidBy(claims: Readonly<Record<string, unknown>>, machine: Machine): Said {
  const made = provenanceOf(claims);
  if (made.kind === 'refused')
    throw new SealwrightError('PROVENANCE_IMPOSSIBLE', {
      message: `${made.reason.message}; nothing was signed`,
      hint: made.reason.hint ?? 'run in a job of GitHub Actions with permissions: id-token: write',
    });
  const [differs] = environmentDisagreements(made.value.build, machine.env);
  if (differs !== undefined)
    throw new SealwrightError('PROVENANCE_IMPOSSIBLE', {
      message: `${differs}; nothing was signed`,
      hint: 'take the token in the job that builds, and leave its variables as they are',
    });
  return { predicateType: 'https://slsa.dev/provenance/v1', predicate: made.value.predicate };
}
