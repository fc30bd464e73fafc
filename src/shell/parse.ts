import { parse, type ParsedScript } from 'unbash';
import { limits } from '../base/index.ts';

export type { ParsedScript } from 'unbash';

const maxEntries = 256;
const maxCachedLength = 512 * 1024;
const cache = new Map<string, ParsedScript>();

/**
 * Parses a script as Bash. Never throws: what cannot be parsed is a partial tree with `errors`, each with its offset.
 * Trees are kept by text, the least recently used being dropped.
 */
export function parseScript(text: string): ParsedScript {
  const known = cache.get(text);
  if (known !== undefined) {
    cache.delete(text);
    cache.set(text, known);
    return known;
  }
  const tree = parseSafely(text);
  if (text.length <= maxCachedLength) {
    if (cache.size >= maxEntries) {
      const oldest = cache.keys().next().value;
      if (oldest !== undefined) cache.delete(oldest);
    }
    cache.set(text, tree);
  }
  return tree;
}

function parseSafely(text: string): ParsedScript {
  if (text.length > limits.maxFileBytes) return broken(text, 'the script is too long');
  try {
    return parse(text);
  } catch {
    return broken(text, 'the script cannot be parsed');
  }
}

function broken(text: string, message: string): ParsedScript {
  return { type: 'Script', pos: 0, end: text.length, shebang: undefined, commands: [], errors: [{ message, pos: 0 }] };
}
