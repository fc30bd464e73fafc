import { asText } from '../../fields.ts';

/** A name in the one form that all its spellings have. Source: PyPA, "Names and normalization". */
export function normalName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** A name of the index. Source: PyPA, "Names and normalization". */
export function isName(name: string): boolean {
  return /^(?:[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9])$/.test(name) && asText(name) !== undefined;
}

/** The name that a requirement begins with, and whether it holds for an extra alone. Source: PyPA, "Dependency specifiers". */
export function requirementOf(text: string): { readonly name: string; readonly isForExtra: boolean } | undefined {
  const match = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)/.exec(text);
  return match === null
    ? undefined
    : { name: normalName(match[1] ?? ''), isForExtra: /\bextra\s*==/.test(text.slice(text.indexOf(';') + 1)) && text.includes(';') };
}
