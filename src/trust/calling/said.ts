import { isJsonObject, parseJson } from '../json/index.ts';
import { quoted } from '../reason/index.ts';

const most = 300;

/** A run of characters that is as long as a secret. */
const secretLike = /[\w+/=.~-]{32,}/g;

/**
 * What a service says of its refusal, for a person: bounded, in quotes, and without anything that could be the token it
 * was sent. Undefined where it says nothing in a form that is known.
 */
export function saidBy(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0 || bytes.length > 64 * 1024) return undefined;
  const json = parseJson(bytes);
  const value = json.kind === 'parsed' ? json.value : undefined;
  const text = isJsonObject(value) ? [value['message'], value['error'], value['detail']].find((one) => typeof one === 'string') : undefined;
  const said = typeof text === 'string' ? text : value === undefined ? new TextDecoder().decode(bytes).trim() : '';
  if (said === '' || /<(?:html|!doctype)/i.test(said)) return undefined;
  return quoted(
    said
      .slice(0, 4 * most)
      .replaceAll(secretLike, '…')
      .slice(0, most),
  );
}
