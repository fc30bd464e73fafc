/** Fields of core metadata by their names in lower case, each as often as it stands there. */
export type Metadata = ReadonlyMap<string, readonly string[]>;

/** Reads the header of core metadata: what follows it is prose. Source: PyPA, "Core metadata specifications"; RFC 5322, section 2.2. */
export function parseMetadata(text: string): Metadata {
  const fields = new Map<string, string[]>();
  let last: string[] | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (line === '') break;
    if (/^[ \t]/.test(line)) {
      if (last !== undefined) last.push(`${last.pop() ?? ''}\n${line.trim()}`);
      continue;
    }
    const match = /^([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$/.exec(line);
    if (match === null) continue;
    const name = (match[1] ?? '').toLowerCase();
    last = fields.get(name) ?? [];
    last.push((match[2] ?? '').trim());
    fields.set(name, last);
  }
  return fields;
}

/** Classifiers that name one licence, by what stands behind the last `::`. Source: pypi.org/classifiers and the SPDX licence list. */
const byClassifier: Readonly<Record<string, string>> = {
  'MIT License': 'MIT',
  'MIT No Attribution License (MIT-0)': 'MIT-0',
  'Apache Software License': 'Apache Software License',
  'ISC License (ISCL)': 'ISC',
  'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'GNU General Public License v2 (GPLv2)': 'GPL-2.0-only',
  'GNU General Public License v2 or later (GPLv2+)': 'GPL-2.0-or-later',
  'GNU General Public License v3 (GPLv3)': 'GPL-3.0-only',
  'GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
  'GNU Lesser General Public License v2 or later (LGPLv2+)': 'LGPL-2.0-or-later',
  'GNU Lesser General Public License v3 (LGPLv3)': 'LGPL-3.0-only',
  'GNU Lesser General Public License v3 or later (LGPLv3+)': 'LGPL-3.0-or-later',
  'GNU Affero General Public License v3': 'AGPL-3.0-only',
  'GNU Affero General Public License v3 or later (AGPLv3+)': 'AGPL-3.0-or-later',
  'The Unlicense (Unlicense)': 'Unlicense',
  'zlib/libpng License': 'Zlib',
  'Boost Software License 1.0 (BSL-1.0)': 'BSL-1.0',
  'CC0 1.0 Universal (CC0 1.0) Public Domain Dedication': 'CC0-1.0',
  'BSD License': 'BSD License',
  'Python Software Foundation License': 'Python Software Foundation License',
};

const maxLicenceLength = 100;

/** Licences as they are declared: the expression, else the field of old if it is a name and no whole text, else the classifiers. */
export function licencesOf(metadata: Metadata): readonly string[] {
  const expression = metadata.get('license-expression')?.[0];
  if (expression !== undefined && expression !== '') return [expression];
  const written = metadata.get('license')?.[0] ?? '';
  if (written !== '' && written.length <= maxLicenceLength && !written.includes('\n') && written.toUpperCase() !== 'UNKNOWN') return [written];
  return (metadata.get('classifier') ?? []).flatMap((classifier) => {
    const name = /^License :: (?:.* :: )?(.+)$/.exec(classifier)?.[1];
    return name === undefined || name === 'OSI Approved' ? [] : [Object.hasOwn(byClassifier, name) ? (byClassifier[name] ?? name) : name];
  });
}

/** Where a project lives. */
export function homepageOf(metadata: Metadata): string | undefined {
  const urls = (metadata.get('project-url') ?? []).map((one) => one.split(',', 2).map((part) => part.trim()));
  const named = urls.find(([label]) => /^(?:home-?page|home|repository|source|source code)$/i.test(label ?? ''))?.[1];
  return [metadata.get('home-page')?.[0], named].find((url) => url !== undefined && url !== '');
}
