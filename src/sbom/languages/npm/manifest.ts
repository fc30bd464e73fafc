import { asText, elements, field, isObject, members } from '../../fields.ts';

/** A name of npm in its parts: `@scope/name`. */
export function partsOf(name: string): { readonly namespace: string | undefined; readonly name: string } {
  const match = /^(@[^/]+)\/(.+)$/.exec(name);
  return match === null ? { namespace: undefined, name } : { namespace: match[1], name: match[2] ?? '' };
}

/** Licences as a manifest has them: a text, an object with a type, or a list of either. Source: docs.npmjs.com, package.json, "license". */
export function licencesOf(manifest: unknown): readonly string[] {
  const licence = field(manifest, 'license') ?? field(manifest, 'licenses');
  return (Array.isArray(licence) ? elements(licence) : [licence]).flatMap((one) => asText(isObject(one) ? field(one, 'type') : one) ?? []);
}

/** Names of what a package needs to run, and of what it takes where it is there. */
export function needsOf(manifest: unknown): readonly string[] {
  return [...new Set(['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) => members(field(manifest, kind)).map(([name]) => name)))];
}
