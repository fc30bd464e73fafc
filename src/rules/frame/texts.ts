import type { JudgedSurface } from './input.ts';

/** Endings of files that hold words or data, and no software: there is nothing in them that an SBOM would list. */
const ofTexts =
  /(?:^|\/)(?:readme|licen[cs]e|copying|notice|changelog|changes|authors|version)(?:[.\-_][^/]*)?$|\.(?:md|markdown|txt|rst|adoc|asciidoc|pdf|html?|ya?ml|json|jsonc|toml|ini|conf|csv|xml|xsd|proto|[1-8]|svg|png|ico)$/i;

/** Archives that are called after what they hold: documentation, manuals, completions, schemas, manifests. */
const archivesOfTexts =
  /(?:^|[/._-])(?:docs?|documentation|manual|manpages?|man|completions?|schemas?|manifests?|crds?|compose|configs?|dashboards?|polic(?:y|ies)|licen[cs]es|changelogs?|examples?|locales?|translations)(?:[._-]v?(?:\d[\w.]*|\{version\}|<version>|\{tag\}|\*))?\.(?:zip|tgz|tbz2?|txz|tar(?:\.(?:gz|bz2|xz|zst))?)$/i;

/** Whether all that a surface holds is texts, or archives that are called after texts. A chart or a module of a program is none. */
export function isOfTexts({ info, units }: JudgedSurface): boolean {
  if (info.kind !== 'release-asset' && info.kind !== 'other') return false;
  const names = units.flatMap((unit) => unit.names.flatMap((name) => name.split(', ')));
  return names.length > 0 && names.every(isText);
}

/** Whether a name is that of a text, or of an archive of texts. */
export function isText(name: string): boolean {
  return ofTexts.test(name) || archivesOfTexts.test(name);
}
