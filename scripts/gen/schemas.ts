import * as z from 'zod';
import { configSchema } from '../../src/decisions/schema.ts';
import { wholeLabServices } from '../../src/lab/index.ts';
import { policySchema } from '../../src/policies/schema.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { verdictSchema } from '../../src/verdicts/schema.ts';
import type { Generated } from './generated.ts';

export function schemas(): readonly Generated[] {
  return [
    { path: 'schemas/audit-report.schema.json', text: jsonSchema(reportSchema) },
    { path: 'schemas/verdict.schema.json', text: jsonSchema(verdictSchema) },
    { path: 'schemas/lab.schema.json', text: jsonSchema(labSchema) },
    { path: 'schemas/signed.schema.json', text: jsonSchema(signedSchema) },
    { path: 'schemas/release.schema.json', text: jsonSchema(releasedSchema) },
    { path: 'schemas/attested.schema.json', text: jsonSchema(attestedSchema) },
    { path: 'schemas/policy.schema.json', text: jsonSchema(policySchema) },
    { path: 'schemas/sealwright.schema.json', text: jsonSchema(configSchema) },
  ];
}

/** What `lab --format json` prints. It is here because the command line has no schema library of its own. */
const labSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('lab'),
  environment: z.record(z.string(), z.string()).describe('variables to set, by name'),
  services: z.record(z.enum(wholeLabServices), z.url()).describe('addresses on loopback, by service'),
  files: z.record(z.string(), z.string()).describe('paths, by the name of the file'),
  state: z.string().nullable().describe('the folder that keeps the lab, or null where it is gone at its end'),
});

const digest = z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const recorded = {
  log: z.array(z.strictObject({ log: z.string(), index: z.string().regex(/^\d+$/) })).describe('entries of transparency logs'),
  times: z
    .array(z.strictObject({ at: z.iso.datetime(), by: z.enum(['log-promise', 'timestamp-authority']), authority: z.string() }))
    .describe('when the signature is known to have existed, and who says so'),
};

const signer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('certificate'), identity: z.string(), issuer: z.string() }),
  z.strictObject({ kind: z.literal('key'), fingerprint: z.string().describe('SHA-256 of the public key, in hexadecimal') }),
]);
const services = z.string().describe('for a person: whose services signed');

/** What `sign --format json` prints. */
export const signedSchema = z.strictObject({
  schemaVersion: z.literal(1),
  signer,
  services,
  signed: z.array(
    z.union([
      z.strictObject({ file: z.string(), digest, bundle: z.string().describe('path of the bundle'), ...recorded }),
      z.strictObject({
        image: z.string().describe('the manifest, by digest'),
        digest,
        platform: z.string().optional(),
        attached: z.array(z.string()).describe('where the evidence is in the registry'),
        ...recorded,
      }),
    ]),
  ),
});

const evidence = z.array(z.enum(['signature', 'provenance', 'spdx', 'cyclonedx'])).describe('what it must carry');

const ofFiles = z.array(z.enum(['signature', 'provenance', 'spdx', 'cyclonedx', 'pep740'])).describe('what it must carry');

/** What `release --format json` prints, with `--plan` and without. */
export const releasedSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    schemaVersion: z.literal(1),
    kind: z.literal('plan'),
    name: z.string(),
    files: z.array(z.strictObject({ name: z.string(), path: z.string().describe('where it was built'), evidence: ofFiles })),
    images: z.array(z.strictObject({ layout: z.string().optional(), chart: z.string().optional(), to: z.string(), tags: z.array(z.string()), evidence })),
    packages: z.array(z.strictObject({ name: z.string(), files: z.array(z.string()) })),
    steps: z.array(z.strictObject({ id: z.string(), phase: z.enum(['prepare', 'stage', 'verify', 'publish', 'final']), about: z.string() })),
  }),
  z.strictObject({
    schemaVersion: z.literal(1),
    kind: z.literal('release'),
    name: z.string(),
    state: z.enum(['planned', 'frozen', 'staged', 'verified', 'partly-published', 'published']),
    recipes: z.array(z.array(z.string())).describe('commands with which a stranger checks what was published, as words'),
    stopped: z.strictObject({ code: z.string(), message: z.string(), hint: z.string().describe('what is to be done first').optional() }).optional(),
    open: z
      .strictObject({ done: z.array(z.string()), begun: z.array(z.string()).describe('may be public') })
      .describe('where it stopped: what was published of it, in words')
      .optional(),
    completedBy: z.string().describe('the command line that goes on, once what stopped it is mended').optional(),
  }),
]);

const said = { schemaVersion: z.literal(1), predicateType: z.string(), signer, services };

/** What `attest` and `provenance` print with `--format json`; the second form is that of `attest --pep740`. */
export const attestedSchema = z.union([
  z.strictObject({
    ...said,
    subjects: z.array(
      z.union([
        z.strictObject({ name: z.string().optional(), digest: z.record(z.string(), z.string()) }),
        z.strictObject({
          image: z.string().describe('the manifest, by digest'),
          digest,
          platform: z.string().optional(),
          attached: z.array(z.string()).describe('where the attestation is in the registry'),
        }),
      ]),
    ),
    bundle: z.string().describe('path of the bundle; left out where images alone were attested').optional(),
    github: z
      .strictObject({
        repository: z.string().describe('with its host'),
        address: z.url().describe('the page of the attestation').optional(),
        readBack: z.int().min(1).describe('under how many subjects it was read back'),
      })
      .describe('where it is kept at GitHub too')
      .optional(),
    ...recorded,
  }),
  z.strictObject({
    ...said,
    attested: z.array(z.strictObject({ file: z.string(), digest, attestation: z.string().describe('path of the attestation object'), ...recorded })),
  }),
]);

function jsonSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }), null, 2)}\n`;
}
