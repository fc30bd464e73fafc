import type { Hash, PackageState, PackageType, PackageUse } from './package.ts';
import type { Problem } from './problem.ts';

/** What is described. */
export interface SbomSubject {
  readonly kind: 'folder' | 'file' | 'image' | 'index';
  /** As a person names it; never a path of a machine. */
  readonly name: string;
  readonly version?: string | undefined;
  /** Of the file, or of the manifest of the image. A folder has none. */
  readonly digest?: { readonly algorithm: 'sha256'; readonly hex: string } | undefined;
  readonly purl?: string | undefined;
  /** Of an image: `linux/arm64/v8`. */
  readonly platform?: string | undefined;
}

/** A file of the tree that says of packages that they are there. */
export interface EvidenceFile {
  readonly path: string;
  readonly sha1: string;
  readonly sha256: string;
}

/** One package, whoever found it, and as often as it was found. */
export interface DescribedPackage {
  /** Names it in the document: letters, digits, `.` and `-`. */
  readonly id: string;
  readonly type: PackageType;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly version: string | undefined;
  readonly purl: string | undefined;
  readonly state: PackageState;
  readonly use: PackageUse | undefined;
  readonly licences: readonly string[];
  readonly hashes: readonly Hash[];
  readonly download: string | undefined;
  readonly homepage: string | undefined;
  readonly supplier: string | undefined;
  /** Paths in the tree, sorted. */
  readonly foundIn: readonly string[];
  /** Names of catalogers, sorted. */
  readonly foundBy: readonly string[];
  /** Whether the subject asks for it itself, where a file says so. */
  readonly isDirect: boolean;
  /** Names of packages of the document, sorted. */
  readonly dependsOn: readonly string[];
}

/** What a tree holds; the same tree gives the same document. */
export interface SbomDocument {
  readonly subject: SbomSubject;
  readonly packages: readonly DescribedPackage[];
  readonly files: readonly EvidenceFile[];
  /** What may hold packages and was not read: the document may lack some. */
  readonly problems: readonly Problem[];
  /** What was not looked at, and why. */
  readonly notes: readonly string[];
  /** Files that ask for packages, where nothing says which they came to. */
  readonly unnamed?: readonly string[];
  /** What was looked for, by cataloger. */
  readonly catalogers: readonly { readonly id: string; readonly reads: string }[];
}
