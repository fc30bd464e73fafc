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
  const found = /^(.+?)(\[=\]|=\*|=)?$/.exec(word);
  const spelled = (found?.[1] ?? word).split(',');
  const names = [...spelled.filter((name) => name.startsWith('--')), ...spelled.filter((name) => !name.startsWith('--'))];
  switch (found?.[2]) {
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
