/** Characters that move a cursor, hide, or reorder text: controls, bidirectional marks, invisible and tag characters, lone surrogates. */
const unprintable =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class
  /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|[\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu;

/** Returns `text` on one line with every character that a terminal or reader could be misled by written as an escape: `\u202e`. */
export function printable(text: string): string {
  return text
    .replace(unprintable, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .replaceAll(logCommand, '#\\u0023[');
}

/** What a workflow run takes for a command wherever it stands in a line of its log. */
const logCommand = '##[';

/** Returns lines none of which begins with what a workflow run takes for a command of ours: a text may be broken before a name. */
export function logSafe(text: string): string {
  return text.replace(/^([^\S\n]*):(?=:)/gm, '$1\\u003a');
}

/** Returns JSON text in which the same characters inside strings are written as JSON escapes; the value is unchanged. */
export function printableJson(json: string): string {
  const escaped = json.replace(unprintable, (character) => {
    if (character === '\n') return character;
    let out = '';
    for (let i = 0; i < character.length; i++) out += `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
    return out;
  });
  return escaped.replaceAll(logCommand, '#\\u0023[');
}
