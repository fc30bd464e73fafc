/** A package of a distribution, as its database has it. */
export interface SystemPackage {
  readonly format: 'deb' | 'apk' | 'rpm';
  readonly name: string;
  /** As the package manager writes it: with an epoch in front and a release behind, where there are. */
  readonly version: string;
  /** Of an rpm alone: the other formats have it in the version. */
  readonly epoch: number | undefined;
  readonly architecture: string | undefined;
  /** What it was built from: a name, with a version where it differs; of an rpm the file of the source package. */
  readonly source: { readonly name: string; readonly version: string | undefined } | undefined;
  /** As they are written: which are expressions of SPDX is for the writer to find out. */
  readonly licences: readonly string[];
  /** Who made the package. */
  readonly vendor: string | undefined;
  readonly homepage: string | undefined;
  /** Names of what it depends on, each with its alternatives. */
  readonly needs: readonly (readonly string[])[];
  /** Names that others may depend on, its own left out. */
  readonly provides: readonly string[];
  /** The file of the tree that says so. */
  readonly from: string;
}
