import type { FlagSpec } from './schema.ts';

/**
 * Reads flags written short, for the catalog's rows: `--yes,-y --key= --annotations,-a=* --pager[=]`. `=` takes a value,
 * `=*` keeps every value, `[=]` takes one only when it is written with an equals sign. The first long spelling is canonical.
 */
export function flags(text: string): readonly FlagSpec[] {
  return text
    .split(/\s+/)
    .filter((word) => word !== '')
    .map(flag);
}

function flag(word: string): FlagSpec {
  const mark = word.endsWith('[=]') ? '[=]' : word.endsWith('=*') ? '=*' : word.endsWith('=') ? '=' : '';
  // A mark alone is a name.
  const end = mark.length < word.length ? word.length - mark.length : word.length;
  const names = spellings(word.slice(0, end));
  switch (end === word.length ? '' : mark) {
    case '=':
      return { names, value: true };
    case '=*':
      return { names, value: true, repeat: true };
    case '[=]':
      return { names, value: true, optional: true };
    default:
      return { names, value: false };
  }
}

function spellings(text: string): readonly string[] {
  if (!text.includes(',')) return [text];
  const spelled = text.split(',');
  return [...spelled.filter((name) => name.startsWith('--')), ...spelled.filter((name) => !name.startsWith('--'))];
}
