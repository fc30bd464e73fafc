import * as z from 'zod';
import { dispositionSchema } from './disposition-schema.ts';
import { releaseSchema } from './release-schema.ts';

const host = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\d{1,5})?$/, 'a host name in lower case, such as github.com')
  .describe('The host of the repositories: github.com, a tenant of GHE.com, or a GitHub Enterprise Server.');

const https = z
  .string()
  .max(2_000)
  .regex(/^https:\/\/[^\s/?#]+(?:\/[^\s?#]*[^\s/?#])?$/, 'an https address without a final slash');

const row = z.record(z.string(), z.unknown()).describe('A row as docs/catalog.md describes it.');

/** The shape of sealwright.yaml, version 1. The JSON Schema for editors is made from it. */
export const configSchema = z
  .strictObject({
    version: z.literal(1).describe('The version of this format.'),
    extends: z.string().min(1).max(1_000).describe("An organisation's file, relative to this one. What this file says wins.").optional(),
    deployment: z
      .strictObject({
        host: host.optional(),
        issuer: https.describe('The OIDC issuer in the signing certificates.').optional(),
        sanPrefix: https.describe('What certificate identities begin with.').optional(),
      })
      .describe('Where the workflows run. The issuer and the identities follow from the host unless they are given.')
      .optional(),
    resolve: z
      .record(z.string().regex(/^[A-Za-z0-9_.-]{1,100}\/[A-Za-z0-9_.-]{1,100}@[^\s@]{1,200}$/, 'owner/repo@ref'), z.string().min(1).max(1_000))
      .describe('Checkouts of other repositories, by owner/repo@ref, for the actions and reusable workflows used from them.')
      .optional(),
    catalog: z
      .strictObject({ actions: z.array(row).max(1_000).optional(), commands: z.array(row).max(1_000).optional() })
      .describe(
        'Rows added to the catalog. In a file named with --config a row wins over a row of the catalog with the same name; in the checkout it does not.',
      )
      .optional(),
    release: releaseSchema.optional(),
    dispositions: z.array(dispositionSchema).max(1_000).describe('What was decided on findings, with the reason.').optional(),
  })
  .describe('The configuration of sealwright.');

export type ConfigFile = z.infer<typeof configSchema>;
