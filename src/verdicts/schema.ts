import * as z from 'zod';

const text = z.string();
const verdict = z
  .enum(['verified', 'not-verified', 'undecided', 'exempt'])
  .describe('exempt: a policy file lets it through unverified. undecided: a service, a root or the network kept us from deciding.');

const reason = z
  .strictObject({
    code: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]*$/)
      .describe('Stable; docs/verdicts.md lists them, and more may come.'),
    kind: z.enum(['refused', 'undecided']).describe('undecided: a service, a root or the network kept us from deciding.'),
    message: text,
    hint: text.nullable().describe('The next thing to type.'),
    clause: text.nullable().describe('The specification that asks for it.'),
  })
  .describe('Why something was refused, or not decided.');

const signer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('certificate'),
    identity: text.describe('The subject alternative name.'),
    identityKind: z.enum(['uri', 'email', 'dns', 'other']).describe("Of which kind that name is; other is Fulcio's own form, for user names."),
    issuer: text.describe('Who vouched for the identity: the OIDC issuer.'),
    extensions: z.record(text, text).describe("What the certificate says of the build, by the names of Fulcio's extensions."),
    fingerprint: text.describe('SHA-256 of the leaf, hexadecimal.'),
    caSubject: text,
  }),
  z.strictObject({
    kind: z.literal('key'),
    fingerprint: text.describe('SHA-256 of the public key, hexadecimal; of OpenPGP, what that calls the fingerprint of the primary key.'),
    scheme: z.literal('openpgp').optional(),
    holder: text.optional().describe('Whose key it is, where that is known.'),
  }),
]);

const piece = z.strictObject({
  from: text.describe('Where it was found.'),
  format: text,
  counted: z.boolean().describe('Whether it met something that was asked for.'),
  list: text.nullable().describe('The signed list of checksums that it is about; null where it is about the subject itself.'),
  kind: text.nullable().describe('What its signed payload says it is; null where no signature was verified.'),
  predicateType: text.nullable(),
  named: text.nullable().describe('The name that its statement gives the subject, where that is a file that goes by another name.'),
  signer: signer.nullable(),
  times: z.array(z.strictObject({ at: text, by: z.enum(['log-promise', 'timestamp-authority']), authority: text })),
  log: z.array(z.strictObject({ log: text, index: text, proved: z.array(z.enum(['promise', 'inclusion'])) })),
  build: z.record(text, text).nullable().describe('What was proved of the build.'),
  annotations: z.record(text, text).nullable().describe("What was signed along with an image's digest."),
  proof: z.array(z.strictObject({ what: text, clause: text })).describe('The checks that were made, in order.'),
  secondOpinion: z.literal('agrees').nullable().describe('With --cross-check: that @sigstore/verify accepts it too.'),
  said: z.record(text, text).nullable().describe('What the place it was found in said of it; nothing vouches for it.'),
  reasons: z.array(reason).describe('Why it was not counted.'),
});

/** The shape of `sealwright verify --format json`, version 1. */
export const verdictSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    tool: z.strictObject({ name: z.literal('sealwright'), version: text }),
    verdict: verdict.describe('Of all subjects together.'),
    release: text.nullable().describe('The release whose files the subjects are.'),
    subjects: z.array(
      z.strictObject({
        subject: text,
        resolved: text.nullable(),
        digests: z.record(text, text),
        verdict,
        headline: text,
        open: z.array(text).describe('What the policy leaves open of who signed.'),
        asked: z.array(z.strictObject({ evidence: text, signer: text, metBy: z.int().nullable() })),
        reasons: z.array(reason),
        pieces: z.array(piece),
      }),
    ),
    roots: z.array(z.strictObject({ from: text, ageDays: z.int().nullable(), stale: z.boolean() })),
  })
  .describe('What sealwright verify came to.');
