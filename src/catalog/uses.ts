import { isCommit } from './version.ts';

/**
 * What a step or job calls, from the text of `uses:`. `local` is a path in the workspace, `self` (`$/path`) a path in
 * the repository that the calling file itself is from, at the commit that runs.
 */
export interface Uses {
  readonly kind: 'local' | 'self' | 'docker' | 'remote' | 'malformed';
  /** A path from the root of the checkout, an image without `docker://`, or `owner/repo[/path]`; the text itself when it is malformed. */
  readonly name: string;
  /** Empty unless remote. */
  readonly ref: string;
  /** The ref when it is a version, or the version that the comment beside a pinned commit names. */
  readonly version: string | undefined;
}

/** A version in a comment: the first word that looks like one, so that `# v4.1.0`, `# pin@v4` and `# tag=v2` are read too. */
function versionIn(comment: string | undefined): string | undefined {
  const found = /(?:^|[\s@=:(/])((?:[A-Za-z][\w.-]{0,40}-)?[vV]?\d{1,6}(?:\.\d{1,6}){0,2}(?:[-+][\w.+-]{1,60})?)(?=$|[\s,;)])/.exec(
    (comment ?? '').slice(0, 400),
  );
  return found?.[1];
}

/** Reads the value of `uses:` with the comment on its line; any text gives a value. */
export function parseUses(text: string, comment?: string): Uses {
  const value = text.trim();
  const named = (kind: Uses['kind'], name: string): Uses => ({ kind, name, ref: '', version: undefined });
  if (value.startsWith('docker://')) return named('docker', value.slice('docker://'.length));
  if (/^[.$](?:$|[\\/])/.test(value))
    return named(
      value.startsWith('$') ? 'self' : 'local',
      value
        .replaceAll('\\', '/')
        .replace(/^\$\/?/, '')
        .replace(/^\.(?:\/|$)/, '')
        .replace(/\/+$/, ''),
    );
  const at = value.lastIndexOf('@');
  const name = value.slice(0, Math.max(at, 0)).replace(/\/+$/, '');
  const ref = value.slice(at + 1);
  if (at <= 0 || ref === '' || /\s/.test(ref) || !/^[\w.-]+\/[\w.-]+(?:\/[^\s@]+)?$/.test(name)) return named('malformed', value);
  if (isCommit(ref)) return { kind: 'remote', name, ref, version: versionIn(comment) };
  return { kind: 'remote', name, ref, version: /(?:^|[/@-])[vV]?\d+(?:\.\d+)*(?:[-+][\w.+-]*)?$/.test(ref) ? ref : undefined };
}
