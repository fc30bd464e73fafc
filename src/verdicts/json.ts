import { printableJson } from '../report/index.ts';
import type { VerdictReport } from './model.ts';

/** Returns the verdicts as JSON, of the form of `schemas/verdict.schema.json`. */
export function renderVerdictsJson(report: VerdictReport): string {
  return `${printableJson(JSON.stringify(report, null, 2))}\n`;
}
