import { digestOf } from '../decisions/index.ts';
import type { AuditReport, FindingReport } from './report.ts';

/**
 * Returns what a finding is besides its id, which stays the same when a fault grows: how bad it is, and of a command in a document, or of
 * an identity pattern elsewhere, the fingerprint of what it asks with its variables filled in. Decisions and baselines rest on it.
 */
export function substancesOf({ findings, recipes }: Pick<AuditReport, 'findings' | 'recipes'>): ReadonlyMap<string, string> {
  const commands = new Map(recipes.map((one) => [placeOf(one), one.command]));
  return new Map(findings.map((one) => [one.id, substanceOf(one, one.asks ?? commands.get(placeOf(one)))]));
}

function substanceOf({ severity }: Pick<FindingReport, 'severity'>, command: string | undefined): string {
  if (command === undefined) return severity;
  // Versions and digests change with every release, and ask nothing else.
  const asked = command
    .replaceAll(/\bsha(256|512):[0-9a-f]+/g, 'sha$1:…')
    .replaceAll(/\d+(?:\.\d+)+/g, '0')
    .replaceAll(/[\s\\]+/g, ' ')
    .trim();
  return `${severity} ${digestOf(asked)}`;
}

function placeOf({ at }: { readonly at: FindingReport['at'] }): string {
  return `${at.file}:${at.start}`;
}
