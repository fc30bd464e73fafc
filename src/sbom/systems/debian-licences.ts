import { stanzasOf } from './stanzas.ts';

/**
 * Licences that a package of Debian declares in its copyright file, as expressions of SPDX where Debian's short names have
 * one, else as they are written. Takes the file's text; gives none for a file that is prose. Source: Debian Policy,
 * "Machine-readable debian/copyright file", section 7.1.
 */
export function debianLicences(text: string): readonly string[] {
  const stanzas = [...stanzasOf(text, () => undefined)];
  if (!/\/copyright-format\/1|dep5|DEP-5/i.test(stanzas[0]?.get('Format') ?? '')) return [];
  const names = stanzas
    // A paragraph without files gives the text of a licence, or what holds for the whole.
    .filter((one) => one.get('Files') !== undefined || one.get('Format') !== undefined)
    .map((one) => one.get('License')?.split('\n')[0]?.trim() ?? '')
    .filter((one) => one !== '' && one.length <= 500);
  return [...new Set(names.map(asSpdx))].toSorted();
}

/** Short names whose meaning Debian's text fixes, and what SPDX calls them. */
const names: Readonly<Record<string, string>> = {
  'apache-1.0': 'Apache-1.0',
  'apache-2.0': 'Apache-2.0',
  'artistic-1.0': 'Artistic-1.0',
  'artistic-2.0': 'Artistic-2.0',
  'bsd-2-clause': 'BSD-2-Clause',
  'bsd-3-clause': 'BSD-3-Clause',
  'bsd-4-clause': 'BSD-4-Clause',
  'cc0-1.0': 'CC0-1.0',
  cc0: 'CC0-1.0',
  expat: 'MIT',
  isc: 'ISC',
  'lppl-1.3c': 'LPPL-1.3c',
  'mpl-1.1': 'MPL-1.1',
  'mpl-2.0': 'MPL-2.0',
  perl: 'Artistic-1.0-Perl OR GPL-1.0-or-later',
  'python-2.0': 'Python-2.0',
  w3c: 'W3C',
  zlib: 'Zlib',
};

/** Licences that come in versions, of which a later one may be chosen where a `+` says so. */
const versioned = /^(a?gpl|lgpl|gfdl)-?(\d+(?:\.\d+)?)(\+)?$/;

function asSpdx(name: string): string {
  const parts = name.split(/\s*,?\s+(and|or)\s+/);
  if (parts.length === 1) return oneAsSpdx(name) ?? name;
  // `a or b, and c` says how it is grouped by its commas, and is left as it is.
  if (name.includes(',') || new Set(parts.filter((_, i) => i % 2 === 1)).size > 1) return name;
  const translated = parts.map((part, i) => (i % 2 === 1 ? part.toUpperCase() : oneAsSpdx(part)));
  if (translated.some((part) => part === undefined)) return name;
  return translated.map((part) => (part?.includes(' OR ') === true ? `(${part})` : part)).join(' ');
}

function oneAsSpdx(name: string): string | undefined {
  const key = name.trim().toLowerCase();
  const known = Object.hasOwn(names, key) ? names[key] : undefined;
  if (known !== undefined) return known;
  const match = versioned.exec(key);
  if (match === null) return undefined;
  const version = (match[2] ?? '').includes('.') ? match[2] : `${match[2] ?? ''}.0`;
  const id = `${(match[1] ?? '').toUpperCase()}-${version}`;
  return versions.has(id) ? `${id}-${match[3] === undefined ? 'only' : 'or-later'}` : undefined;
}

const versions = new Set(['GPL-1.0', 'GPL-2.0', 'GPL-3.0', 'LGPL-2.0', 'LGPL-2.1', 'LGPL-3.0', 'AGPL-1.0', 'AGPL-3.0', 'GFDL-1.1', 'GFDL-1.2', 'GFDL-1.3']);
