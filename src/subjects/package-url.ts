import { PackageURL } from 'packageurl-js';
import { parseImageReference, type ImageReference } from '../registry/oci/index.ts';
import { parsed, quoted, refused, type Parsed } from '../trust/reason/index.ts';

/** A package URL of a type that is looked up. */
export type NamedPackage =
  | { readonly kind: 'image'; readonly reference: ImageReference }
  | { readonly kind: 'npm'; readonly name: string; readonly version: string; readonly registry: string | undefined }
  | { readonly kind: 'pypi'; readonly project: string; readonly version: string; readonly file: string | undefined; readonly index: string | undefined }
  | { readonly kind: 'github'; readonly owner: string; readonly repo: string; readonly tag: string; readonly file: string | undefined };

/** Reads a package URL. Source: package-url/purl-spec, and its `types/` for what the parts of each type mean. */
export function parsePackage(text: string): Parsed<NamedPackage> {
  // Without its qualifiers: an address among them may hold a password.
  const shown = text.slice(0, 200).replace(/[?#].*$/s, '');
  const bad = (why: string, hint: string): Parsed<never> => refused('SUBJECT_MALFORMED', `${quoted(shown)}: ${why}`, { hint });
  if (text.length > 4_096) return bad('it is longer than any is', 'pkg:npm/NAME@VERSION');
  let url: PackageURL;
  try {
    url = PackageURL.fromString(text);
  } catch {
    return bad('not a package URL', 'pkg:npm/NAME@VERSION');
  }
  const { type, namespace, name, version } = url;
  const qualifier = (key: string): string | undefined => {
    const all: Readonly<Record<string, string>> = url.qualifiers ?? {};
    return Object.hasOwn(all, key) ? all[key] : undefined;
  };
  const place = qualifier('repository_url');
  if ((type === 'npm' || type === 'pypi') && place !== undefined && !isAddress(place))
    return bad('its repository_url is no address', 'repository_url=https://registry.example');
  // A dot alone, or two, would be another path.
  if ([namespace, name, version].some((part) => part?.split('/').some((one) => /^\.{1,2}$/.test(one))))
    return bad('a part of it is a step in a path', 'pkg:npm/NAME@VERSION');
  if (version === undefined || version === '') return bad('it names no version', `${shown}@VERSION`);
  switch (type) {
    case 'npm': {
      const whole = namespace === undefined ? name : `${namespace}/${name}`;
      return /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*$/.test(whole)
        ? parsed({ kind: 'npm', name: whole, version, registry: place })
        : bad('not a name of npm', 'pkg:npm/%40scope/name@1.2.3');
    }
    case 'pypi':
      return /^[\w.-]+$/.test(name)
        ? parsed({ kind: 'pypi', project: name, version, file: qualifier('file_name'), index: place })
        : bad('not a name of PyPI', 'pkg:pypi/name@1.2.3');
    case 'github': {
      const repository = `${namespace ?? ''}/${name}`;
      if (!/^[\w-]+\/[\w.-]+$/.test(repository)) return bad('not a repository of GitHub', 'pkg:github/OWNER/REPO@TAG');
      return parsed({ kind: 'github', owner: namespace ?? '', repo: name, tag: version, file: qualifier('file_name') });
    }
    case 'oci':
    case 'docker': {
      const path = namespace === undefined ? name : `${namespace}/${name}`;
      // Of `oci` the address names the repository, with its last part or without; of `docker` the registry alone.
      const base = place?.replace(/^https?:\/\//, '').replace(/\/+$/, '');
      if (type === 'oci' && base === undefined) return bad('it names no repository', `${shown}?repository_url=ghcr.io/OWNER/NAME`);
      const repository = base === undefined ? path : type === 'oci' && base.split('/').at(-1) === name ? base : `${base}/${path}`;
      const reference = parseImageReference(`${repository}${/^sha(?:256|384|512):/.test(version) ? '@' : ':'}${version}`);
      return reference.kind === 'parsed' ? parsed({ kind: 'image', reference: reference.value }) : reference;
    }
    default:
      return bad(`packages of the type ${quoted(type)} are not looked up`, 'pkg:npm, pkg:pypi, pkg:oci, pkg:docker or pkg:github');
  }
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '' && !/[?#]/.test(text);
}
