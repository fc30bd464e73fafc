/** The release tools whose configuration has a reader of its own. */
export type ReleaseTool =
  | 'goreleaser'
  | 'cargo-dist'
  | 'release-please'
  | 'changesets'
  | 'semantic-release'
  | 'electron-builder'
  | 'tauri'
  | 'jreleaser'
  | 'ko'
  | 'chart-releaser'
  | 'helm-package'
  | 'maven'
  | 'gradle'
  | 'npm-publish'
  | 'cargo-publish'
  | 'gem'
  | 'release-plz'
  | 'nfpm'
  | 'maturin'
  | 'napi'
  | 'flit'
  | 'poetry'
  | 'lerna'
  | 'nx-release'
  | 'release-it'
  | 'np'
  | 'covector'
  | 'electron-forge'
  | 'cargo-release'
  | 'bake'
  | 'github-script';

/** The same as a table. */
export const releaseTools: Readonly<Record<ReleaseTool, true>> = {
  goreleaser: true,
  'cargo-dist': true,
  'release-please': true,
  changesets: true,
  'semantic-release': true,
  'electron-builder': true,
  tauri: true,
  jreleaser: true,
  ko: true,
  'chart-releaser': true,
  'helm-package': true,
  maven: true,
  gradle: true,
  'npm-publish': true,
  'cargo-publish': true,
  gem: true,
  'release-plz': true,
  nfpm: true,
  maturin: true,
  napi: true,
  flit: true,
  poetry: true,
  lerna: true,
  'nx-release': true,
  'release-it': true,
  np: true,
  covector: true,
  'electron-forge': true,
  'cargo-release': true,
  bake: true,
  'github-script': true,
};
