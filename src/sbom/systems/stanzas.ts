/** One paragraph of fields, in the order of the file. A name is asked for without regard to case. */
export interface Stanza {
  /** The value with its further lines, or undefined where the field is not there. */
  readonly get: (name: string) => string | undefined;
}

/**
 * Reads paragraphs of `Field: value`, as dpkg and Debian's copyright files have them. Takes text; gives paragraphs one by
 * one, and a line that is neither field nor continuation to `onBad`. Source: Debian Policy, section 5.1.
 */
export function* stanzasOf(text: string, onBad: (line: string) => void): Generator<Stanza> {
  let fields = new Map<string, string>();
  let last: string | undefined;
  for (const line of linesOf(text)) {
    if (line.trim() === '') {
      if (fields.size > 0) yield stanzaOf(fields);
      fields = new Map();
      last = undefined;
      continue;
    }
    if (line.startsWith('#')) continue;
    if (line.startsWith(' ') || line.startsWith('\t')) {
      if (last === undefined) onBad(line);
      else fields.set(last, `${fields.get(last) ?? ''}\n${line.slice(1)}`);
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).toLowerCase();
    if (!/^[!-9;-~]+$/.test(name)) {
      onBad(line);
      last = undefined;
      continue;
    }
    // A field that stands twice is read two ways by two readers.
    if (fields.has(name)) onBad(line);
    else fields.set(name, line.slice(colon + 1).trim());
    last = name;
  }
  if (fields.size > 0) yield stanzaOf(fields);
}

function stanzaOf(fields: ReadonlyMap<string, string>): Stanza {
  return { get: (name) => fields.get(name.toLowerCase()) };
}

/** Lines one by one: a file of a hundred thousand packages is not split at once. */
export function* linesOf(text: string): Generator<string> {
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end === -1 ? text.length : end);
    yield line.endsWith('\r') ? line.slice(0, -1) : line;
    if (end === -1) return;
    at = end + 1;
  }
}
