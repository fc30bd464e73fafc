import { limits } from '../../base/index.ts';
import { parsed, refused, type Parsed, type ReasonCode } from '../reason/index.ts';
import { shapeOf } from './shape.ts';
import type { JsonObject, JsonValue } from './value.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const clause = 'RFC 7493 section 2';

/** What the bytes are, for the message of a refusal, and the code that a malformed one has. */
export interface JsonContext {
  readonly what: string;
  readonly code: ReasonCode;
}

const evidence: JsonContext = { what: 'the evidence', code: 'BUNDLE_MALFORMED' };

/**
 * Reads a JSON text that takes up all of the bytes, by I-JSON's rules (RFC 7493): strict UTF-8 without a byte-order mark,
 * no key twice in an object, no number that a double cannot hold, no half of a surrogate pair; depth, length and number
 * of values are bounded.
 */
export function parseJson(bytes: Uint8Array, context: JsonContext = evidence): Parsed<JsonValue> {
  const { what, code } = context;
  if (bytes.length > limits.maxEvidenceBytes)
    return refused('BUNDLE_TOO_LARGE', `${what} has ${bytes.length} bytes, expected at most ${limits.maxEvidenceBytes}`);
  const text = decodeUtf8(bytes);
  if (text === undefined) return refused(code, `${what} is not UTF-8`, { clause });
  return parseJsonText(text, context);
}

/** The text of bytes that are UTF-8 and nothing else; a byte-order mark stays a character of it. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** As `parseJson`, of a text. */
export function parseJsonText(text: string, context: JsonContext = evidence): Parsed<JsonValue> {
  const { what, code } = context;
  const shape = shapeOf(text);
  if (shape === undefined) return refused(code, `${what} is not JSON: a string has no end`);
  if (shape.depth > limits.maxJsonDepth) return refused('BUNDLE_TOO_LARGE', `${what} is nested ${shape.depth} deep, expected at most ${limits.maxJsonDepth}`);
  if (shape.separators > limits.maxJsonValues) return refused('BUNDLE_TOO_LARGE', `${what} has more than ${limits.maxJsonValues} values`);
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch (error) {
    // The engine's message holds text of the input; the position alone is passed on.
    const position = error instanceof SyntaxError ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
    return refused(code, `${what} is not JSON${position === undefined ? '' : `, from character ${position} on`}`);
  }
  const walk: Walk = { members: 0, fault: undefined, escapes: shape.escapes };
  look(value, walk);
  if (walk.fault !== undefined) return refused(code, `${what} has ${walk.fault}`, { clause });
  // A key that stands twice is one member of the value and two of the text, however it was spelled.
  if (walk.members !== shape.members) return refused(code, `${what} has a key twice in one object`, { clause });
  return parsed(value);
}

interface Walk {
  members: number;
  fault: string | undefined;
  readonly escapes: boolean;
}

function look(value: JsonValue, walk: Walk): void {
  if (typeof value === 'string') {
    // Bytes that were UTF-8 can hold half a pair as an escape alone.
    if (walk.escapes && !value.isWellFormed()) walk.fault = 'a text with half of a surrogate pair';
  } else if (typeof value === 'number') {
    if (!Number.isFinite(value) || (Number.isInteger(value) && !Number.isSafeInteger(value))) walk.fault = 'a number that is too large to be exact';
  } else if (Array.isArray(value)) {
    for (const one of value) look(one, walk);
  } else if (value !== null && typeof value === 'object') {
    const object = value as JsonObject;
    const keys = Object.keys(object);
    walk.members += keys.length;
    for (const key of keys) {
      if (walk.escapes && !key.isWellFormed()) walk.fault = 'a key with half of a surrogate pair';
      look(object[key] ?? null, walk);
    }
  }
}
