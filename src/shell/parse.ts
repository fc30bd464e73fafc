import { parse, type ParsedScript } from 'unbash';
import { limits } from '../base/index.ts';

export type { ParsedScript } from 'unbash';

/** What the kept trees may have been parsed from, in characters; a tree of a few words counts as much as `leastSize`. */
const maxSize = 2 * 1024 * 1024;
const leastSize = 512;
const maxCachedLength = 512 * 1024;
const cache = new Map<string, ParsedScript>();
let size = 0;

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
    cache.set(text, tree);
    size += sizeOf(text);
    for (const oldest of cache.keys()) {
      if (size <= maxSize) break;
      cache.delete(oldest);
      size -= sizeOf(oldest);
    }
  }
  return tree;
}

function sizeOf(text: string): number {
  return Math.max(text.length, leastSize);
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
