import * as z from 'zod';

const text = z.string().min(1).max(2_000);

const signer = z
  .strictObject({
    repo: text.describe('OWNER/REPO, or HOST/OWNER/REPO: signed by a workflow of this repository.').optional(),
    workflow: text.describe('The workflow: release.yml, or OWNER/REPO/.github/workflows/build.yml for a reusable one of another repository.').optional(),
    ref: text.describe('The ref that was built: refs/tags/v1.2.3, or with * for one part of it.').optional(),
    commit: text.describe('The commit that was built.').optional(),
    runner: z.enum(['github-hosted', 'self-hosted']).describe('The kind of runner.').optional(),
    identity: text.describe('The identity in the certificate, as it is.').optional(),
    identityPattern: text.describe('The form of the identity: * is one part without a slash, ** is anything.').optional(),
    issuer: text.describe('Who vouches for the identity.').optional(),
    key: text.describe('A public key, PEM, or of OpenPGP, SSH or minisign: a path relative to this file.').optional(),
    unsafelyAnyIdentity: z.literal(true).describe('Whoever signed.').optional(),
  })
  .describe('Who must have signed.');

const evidence = z
  .strictObject({
    type: text.describe('signature, provenance, spdx, cyclonedx, sbom, vsa, or the URL of a predicate type.'),
    signer: text.describe('One of signers; default that of the subject.').optional(),
    builder: text.describe('Of provenance: the builder.').optional(),
    sourceBranch: text.describe('Of provenance: the branch that was built.').optional(),
    sourceTag: text.describe('Of provenance: the tag that was built.').optional(),
    sourceVersionedTag: text.describe('Of provenance: the version of the tag that was built.').optional(),
    verifier: text.describe('Of a verification summary: who verified.').optional(),
    resourceUri: text.describe('Of a verification summary: what was verified, as its verifier names it.').optional(),
    verifiedLevels: z.array(text).max(20).describe('Of a verification summary: levels that it must state, or higher ones of their tracks.').optional(),
    buildInputs: z.record(z.string().min(1).max(200), z.string().max(2_000)).describe('Of provenance: inputs of the workflow.').optional(),
  })
  .describe('One piece of evidence that must be there.');

const subject = z
  .strictObject({
    name: z
      .union([text, z.array(text).min(1).max(1_000)], { error: 'a name or a list of names' })
      .describe(
        'Names of files, of images without tag and digest, or of packages; * is one part without a slash, ** is anything. The first subject that fits counts.',
      ),
    signer: text.describe('One of signers.').optional(),
    evidence: z
      .array(z.union([text, evidence], { error: 'a type of evidence, or a map with its type' }))
      .min(1)
      .max(50)
      .describe('All that must be there.')
      .optional(),
    unsafelyNothing: text.describe('Why nothing need be there; the subject is let through unverified.').optional(),
  })
  .superRefine((one, context) => {
    const issue = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
    if (one.evidence === undefined && one.unsafelyNothing === undefined) issue('evidence', 'a list of what must be there, or unsafelyNothing with the reason');
    if (one.evidence !== undefined && one.unsafelyNothing !== undefined) issue('unsafelyNothing', 'evidence or unsafelyNothing, not both');
  })
  .meta({
    description: 'What subjects of these names must carry.',
    // For editors, what the refinement above says.
    oneOf: [{ required: ['evidence'] }, { required: ['unsafelyNothing'] }],
  });

/** The shape of a policy file, version 1. The JSON Schema for editors is made from it. */
export const policySchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    signers: z
      .record(z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'a name of lower-case letters, digits and dashes'), signer)
      .describe('Signers by a name of your own.'),
    subjects: z.array(subject).min(1).max(1_000).describe('What must be there, by name of the subject.'),
  })
  .describe('What sealwright verify --policy asks for.');

export type PolicyFile = z.infer<typeof policySchema>;
