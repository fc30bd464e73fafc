import * as z from 'zod';
import { configSchema } from '../../src/decisions/schema.ts';
import { policySchema } from '../../src/policies/schema.ts';
import { reportSchema } from '../../src/report/schema.ts';
import { verdictSchema } from '../../src/verdicts/schema.ts';
import type { Generated } from './generated.ts';

export function schemas(): readonly Generated[] {
  return [
    { path: 'schemas/audit-report.schema.json', text: jsonSchema(reportSchema) },
    { path: 'schemas/verdict.schema.json', text: jsonSchema(verdictSchema) },
    { path: 'schemas/policy.schema.json', text: jsonSchema(policySchema) },
    { path: 'schemas/sealwright.schema.json', text: jsonSchema(configSchema) },
  ];
}

function jsonSchema(schema: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' }), null, 2)}\n`;
}
