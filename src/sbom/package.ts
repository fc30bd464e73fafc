import type { Elsewhere } from './elsewhere.ts';

/** The types of package URLs that are found. Source: package-url/purl-spec, `types/`. */
export type PackageType = 'npm' | 'pypi' | 'golang' | 'cargo' | 'maven' | 'gem' | 'composer' | 'nuget' | 'deb' | 'apk' | 'rpm' | 'generic';

export type HashAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** A digest of the package as it is published, as its ecosystem's files have it. */
export interface Hash {
  readonly algorithm: HashAlgorithm;
  /** Lower case. */
  readonly hex: string;
}

/**
 * How the package was found: its files are there, it is linked into a file, or a lock file names it and nothing shows
 * that it is there.
 */
export type PackageState = 'installed' | 'linked' | 'locked';

/** What it is there for, as its ecosystem says: to run, to develop with, or where a machine can have it. */
export type PackageUse = 'runtime' | 'development' | 'optional';

/** One package as one cataloger found it. */
export interface FoundPackage {
  /** Names it among all that this cataloger finds, for `dependsOn`. */
  readonly key: string;
  readonly type: PackageType;
  /** `@scope` of npm, group of Maven, path before the last step of Go, distribution of a system's package. */
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly version?: string | undefined;
  /** Of the package URL: `arch`, `distro`, `platform`. */
  readonly qualifiers?: Readonly<Record<string, string>> | undefined;
  readonly state: PackageState;
  readonly use?: PackageUse | undefined;
  /** As they are written; which of them are expressions of SPDX is found out later. */
  readonly licences?: readonly string[] | undefined;
  readonly hashes?: readonly Hash[] | undefined;
  /** Where it comes from, where that is not the index of its type. */
  readonly elsewhere?: Elsewhere | undefined;
  /** Where it was downloaded from. */
  readonly download?: string | undefined;
  readonly homepage?: string | undefined;
  /** Who made the package. */
  readonly supplier?: string | undefined;
  /** Files of the tree that say so. */
  readonly foundIn: readonly string[];
  /** The subject itself asks for it, as its ecosystem says. */
  readonly isDirect?: true | undefined;
  /** Keys of what it needs. */
  readonly dependsOn?: readonly string[] | undefined;
}
