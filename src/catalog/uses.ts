/** What a step or job calls. `version` is the tag's, or what the comment beside a pinned commit names. */
export type Uses =
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'docker'; readonly image: string }
  | { readonly kind: 'remote'; readonly name: string; readonly ref: string; readonly version: string | undefined }
  | { readonly kind: 'malformed'; readonly reason: string };

/** A version in a comment: the first word that looks like one, `v` or digits with a point, so that `# pin@v4.1` and `# tag=v2` are read too. */
function versionIn(comment: string | undefined): string | undefined {
  const found = /(?:^|[\s@=:(/])((?:[A-Za-z][\w.-]{0,40}-)?[vV]?\d{1,6}(?:\.\d{1,6}){0,2}(?:[-+][\w.+-]{1,60})?)(?=$|[\s,;)])/.exec((comment ?? '').slice(0, 400));
  return found?.[1];
}

/** Reads the value of `uses:` with the comment on its line. Hostile text gives `malformed` with a reason. */
export function parseUses(text: string, comment?: string): Uses {
  const value = text.trim();
  if (value === '') return { kind: 'malformed', reason: 'uses is empty' };
  if (value.startsWith('docker://')) return { kind: 'docker', image: value.slice('docker://'.length) };
  if (value.startsWith('./') || value === '.' || value.startsWith('.\\')) return { kind: 'local', path: value.replaceAll('\\', '/').replace(/^\.\/?/, '').replace(/\/+$/, '') };
  const at = value.lastIndexOf('@');
  if (at <= 0 || at === value.length - 1) return { kind: 'malformed', reason: 'uses names no ref after @' };
  const name = value.slice(0, at).replace(/\/+$/, '');
  const ref = value.slice(at + 1);
  if (!/^[\w.-]+\/[\w.-]+(?:\/[^\s@]+)?$/.test(name)) return { kind: 'malformed', reason: 'uses is not owner/repo@ref' };
  if (/\s/.test(ref)) return { kind: 'malformed', reason: 'the ref after @ holds a blank' };
  const commit = /^[0-9a-f]{40}([0-9a-f]{24})?$/i.test(ref);
  const own = /(?:^|[/@-])[vV]?\d+(?:\.\d+)*(?:[-+][\w.+-]*)?$/.test(ref) && !commit ? ref : undefined;
  return { kind: 'remote', name, ref, version: commit ? versionIn(comment) : own };
}
