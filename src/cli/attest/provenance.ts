import { readArgv, type UsageError } from '../argv.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import { certifiedOfJob, saidOfJob } from './job.ts';
import { makeAttestation } from './make.ts';
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
      predicate: (token) => saidOfJob({ claims: token?.claims ?? {} }, machine),
      settle: (_, who) => certifiedOfJob(who, machine),
    },
    machine,
  );
}
