// Readers of release tools' configurations.
// Enters: a tool's arguments, environment and the files of the checkout. Leaves: effects in the tool's order, and doubts.
// Runs nothing and opens nothing but the checkout.
import type { ReleaseTool } from '../effect.ts';
import type { ToolInput, ToolReader, ToolResult } from '../tool.ts';
import { readBake } from './bake/index.ts';
import { readChartReleaser } from './chart-releaser.ts';
import { readElectronBuilder } from './electron-builder/index.ts';
import { readElectronForge } from './electron-forge.ts';
import { readGem } from './gem.ts';
import { readGithubScript } from './github-script/index.ts';
import { readGoreleaser } from './goreleaser/index.ts';
import { readGradle } from './gradle.ts';
import { readHelmPackage } from './helm-package.ts';
import { readJreleaser } from './jreleaser/index.ts';
import { readKo } from './ko.ts';
import { readMaturin, readPythonBackend } from './maturin.ts';
import { readMaven } from './maven.ts';
import { readNfpm } from './nfpm.ts';
import { readChangesets } from './npm/changesets.ts';
import { readCovector } from './npm/covector.ts';
import { readNapi } from './npm/napi.ts';
import { readLerna, readNp } from './npm/lerna.ts';
import { readNxRelease } from './npm/nx-release.ts';
import { readNpmPublish } from './npm/npm-publish.ts';
import { readReleaseIt } from './npm/release-it.ts';
import { readSemanticRelease } from './npm/semantic-release.ts';
import { readPythonTool } from './python.ts';
import { readReleasePlease } from './release-please.ts';
import { readCargoDist } from './rust/cargo-dist.ts';
import { readCargoPublish, readCargoRelease, readReleasePlz } from './rust/cargo-publish.ts';
import { readSealwrightRelease } from './sealwright-release.ts';
import { readTauri } from './tauri.ts';

export { selectPackages, workspacePackages } from './npm/manifest.ts';
export { callsNxRelease } from './npm/nx-release.ts';
export { asksProvenance } from './npm/publish.ts';
export { findBuildables, findReleaseConfigs } from './find.ts';

const readers: Readonly<Record<ReleaseTool, ToolReader>> = {
  goreleaser: readGoreleaser,
  'cargo-dist': readCargoDist,
  'release-please': readReleasePlease,
  changesets: readChangesets,
  'semantic-release': readSemanticRelease,
  'electron-builder': readElectronBuilder,
  tauri: readTauri,
  jreleaser: readJreleaser,
  ko: readKo,
  'chart-releaser': readChartReleaser,
  'helm-package': readHelmPackage,
  maven: readMaven,
  gradle: readGradle,
  'npm-publish': readNpmPublish,
  'cargo-publish': readCargoPublish,
  gem: readGem,
  'release-plz': readReleasePlz,
  nfpm: readNfpm,
  maturin: readMaturin,
  napi: readNapi,
  'python-backend': readPythonBackend,
  flit: readPythonTool,
  poetry: readPythonTool,
  lerna: readLerna,
  'nx-release': readNxRelease,
  'release-it': readReleaseIt,
  np: readNp,
  covector: readCovector,
  'electron-forge': readElectronForge,
  'cargo-release': readCargoRelease,
  bake: readBake,
  'github-script': readGithubScript,
  sealwright: readSealwrightRelease,
};

/**
 * Reads what a release tool does when it is called like this: effects in the order in which it does them, with paths
 * relative to `input.cwd`, and in words what could not be read. Never throws for anything that a file can hold.
 */
export function readTool(input: ToolInput): ToolResult {
  return readers[input.tool](input);
}
