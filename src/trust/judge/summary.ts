import type { SummaryPolicy } from '../policy/index.ts';
import { quoted, reason, type Reason } from '../reason/index.ts';

/**
 * Why a verification summary is not the one that is asked for; undefined where it is. That it says PASSED is asked of
 * every summary. Source: slsa.dev `verification_summary/v1`, "How to verify", 3 to 6.
 */
export function whyOtherSummary(predicate: unknown, { verifier, resourceUri, levels }: SummaryPolicy): Reason | undefined {
  const fields = objectOf(predicate);
  const id = objectOf(fields['verifier'])['id'];
  if (id !== verifier) return other('the verifier', id, verifier, '--verifier');
  if (fields['resourceUri'] !== resourceUri) return other('the resource', fields['resourceUri'], resourceUri, '--resource-uri');
  const stated = Array.isArray(fields['verifiedLevels']) ? fields['verifiedLevels'].filter((one): one is string => typeof one === 'string') : [];
  const missing = levels.find((level) => !stated.some((one) => isAtLeast(one, level)));
  return missing === undefined ? undefined : other('what was verified', stated.join(', '), missing, '--verified-level');
}

/** Of one track of SLSA a higher level holds what a lower one does; any other level is itself alone. */
function isAtLeast(stated: string, level: string): boolean {
  if (stated === level) return true;
  const [own, asked] = [stated, level].map((one) => /^(SLSA_[A-Z]+_LEVEL)_([0-9])$/.exec(one));
  return own?.[1] !== undefined && own[1] === asked?.[1] && Number(own[2]) >= Number(asked[2]);
}

function other(what: string, got: unknown, expected: string, option: string): Reason {
  const shown = typeof got === 'string' && got !== '' ? quoted(got) : 'nothing';
  return reason('SUMMARY_MISMATCH', `of the verification summary ${what} is ${shown}, expected ${quoted(expected)} (${option})`);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  // A field is one of the object itself, never of what all objects have.
  return isObject ? Object.assign(Object.create(null) as Record<string, unknown>, value) : {};
}
