const number = '(0|[1-9][0-9]{0,9})';
const identifiers = '[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*';
const version = new RegExp(`^v${number}(?:\\.${number}(?:\\.${number}(-${identifiers})?(?:\\+${identifiers})?)?)?$`);

interface Version {
  readonly major: string;
  readonly minor: string | undefined;
  readonly patch: string | undefined;
  readonly prerelease: string;
}

/** A version as tags have it: `v1`, `v1.2`, `v1.2.3-rc.1`; undefined for what is none. */
function parseVersion(tag: string): Version | undefined {
  const [, major, minor, patch, prerelease = ''] = version.exec(tag) ?? [];
  return major === undefined ? undefined : { major, minor, patch, prerelease };
}

/** True of what can be asked for as a version. */
export function isVersion(tag: string): boolean {
  return parseVersion(tag) !== undefined;
}

/**
 * Whether a tag is of an asked version: `v1` asks for any v1, `v1.2` for any v1.2, `v1.2.3` for that one. What is not
 * written of a tag is 0; build metadata counts for nothing.
 * Source: slsa-framework/slsa-verifier `verifiers/utils/source_tag.go`; semver.org 2.0.0, 10.
 */
export function isOfVersion(tag: string, asked: string): boolean {
  const is = parseVersion(tag);
  const wanted = parseVersion(asked);
  if (is === undefined || wanted === undefined || is.major !== wanted.major) return false;
  if (wanted.minor !== undefined && wanted.minor !== (is.minor ?? '0')) return false;
  return wanted.patch === undefined || (wanted.patch === (is.patch ?? '0') && wanted.prerelease === is.prerelease);
}
