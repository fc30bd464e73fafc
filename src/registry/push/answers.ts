import { reason, type Reason } from '../../trust/reason/index.ts';
import { field, listField, objectOf, type Reply } from '../asking/index.ts';

type Answer = Extract<Reply, { kind: 'answer' }>;

/**
 * Why a registry did not take something: its status, and the codes of its errors, which say more. No other words of its own
 * are passed on. Source: distribution-spec, "Error Codes".
 */
export function notTaken(what: string, host: string, { status, bytes }: Pick<Answer, 'status' | 'bytes'>): Reason {
  const named = errorCodes(bytes);
  const why = named.length === 0 ? '' : ` (${named.slice(0, 3).join(', ')})`;
  return reason('SERVICE_FAILED', `${host} did not take ${what}: status ${status}${why}`);
}

/** What a registry says that it keeps, where it says something else than it was given. */
export function saidOtherwise(what: string, digest: string, host: string, { header }: Pick<Answer, 'header'>): Reason | undefined {
  const said = header('docker-content-digest');
  // The same bytes may be named by another algorithm, which says nothing against this one.
  if (said === null || said === digest || !said.startsWith(digest.slice(0, digest.indexOf(':') + 1))) return undefined;
  return reason('SERVICE_MISMATCH', `${host} says that ${what} has another digest than ${digest}`);
}

/** The codes of the errors that an answer names. */
export function errorCodes(bytes: Uint8Array): readonly string[] {
  const object = objectOf(bytes);
  const codes = (object === undefined ? undefined : listField(object, 'errors')) ?? [];
  return codes.flatMap((one) => {
    const code = typeof one === 'object' && one !== null && !Array.isArray(one) ? field(one as Parameters<typeof field>[0], 'code') : undefined;
    return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? [code] : [];
  });
}
