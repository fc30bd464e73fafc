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

function jsonSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }), null, 2)}\n`;
}
