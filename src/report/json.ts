import type { AuditReport } from '../audit/index.ts';
import { printableJson } from './escape.ts';

/** The order of the report's own keys. */
const topOrder: readonly string[] = [
  'schemaVersion',
  'checkout',
  'error',
  'report',
  'tool',
  'repository',
  'scenarios',
  'surfaces',
  'inventory',
  'findings',
  'recipes',
  'claims',
  'dispositions',
  'service',
  'unread',
  'configuration',
  'baseline',
  'against',
];

/** The order of keys in every other object; others follow by name. */
const keyOrder: readonly string[] = [
  'id',
  'kind',
  'rule',
  'tool',
  'name',
  'version',
  'path',
  'code',
  'severity',
  'confidence',
  'audience',
  'surface',
  'surfaces',
  'message',
  'action',
  'parts',
  'within',
  'host',
  'commit',
  'date',
  'event',
  'refKind',
  'members',
  'publishedBy',
  'workflow',
  'job',
  'step',
  'config',
  'triggers',
  'publishes',
  'signs',
  'controls',
  'hashes',
  'signature',
  'sbom',
  'provenance',
  'verifyRecipe',
  'change',
  'status',
  'strength',
  'how',
  'binds',
  'attachedTo',
  'command',
  'verdict',
  'reason',
  'assumes',
  'because',
  'raise',
  'role',
  'what',
  'why',
  'detail',
  'enforcedBy',
  'san',
  'issuer',
  'refs',
  'workflows',
  'releaseWorkflows',
  'files',
  'scenarios',
  'doubt',
  'notes',
  'hint',
  'at',
  'span',
  'file',
  'line',
  'column',
  'endLine',
  'start',
  'end',
];

const topRank = new Map(topOrder.map((key, i) => [key, i]));
const keyRank = new Map(keyOrder.map((key, i) => [key, i]));

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (value === null || typeof value !== 'object') return value;
  const rank = 'schemaVersion' in value || 'checkout' in value ? topRank : keyRank;
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, ordered(one)]));
}

/** Returns any plain data as JSON with keys in one fixed order and no character that could mislead a reader; equal data gives equal bytes. */
export function canonicalJson(value: unknown, options: { readonly indent: number }): string {
  return printableJson(JSON.stringify(ordered(value), null, options.indent));
}

/** Returns the report as one JSON document, ending in a line break; its schema is schemas/audit-report.schema.json. */
export function renderJson(report: AuditReport): string {
  return `${canonicalJson(report, { indent: 2 })}\n`;
}

/** What became of one checkout of several. */
export type CheckoutResult =
  | { readonly kind: 'audited'; readonly checkout: string; readonly report: AuditReport }
  | { readonly kind: 'failed'; readonly checkout: string; readonly error: { readonly code: string; readonly message: string; readonly hint: string | null } };

/** Returns one line of JSON for one checkout: `{checkout, report}` or `{checkout, error}`. */
export function renderJsonl(result: CheckoutResult): string {
  const body = result.kind === 'audited' ? { checkout: result.checkout, report: result.report } : { checkout: result.checkout, error: result.error };
  return `${canonicalJson(body, { indent: 0 })}\n`;
}
