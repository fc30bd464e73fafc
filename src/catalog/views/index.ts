import type { CommandView } from '../schema.ts';
import { compress, container, copy, dd, dmg, lastWord, sevenZip, tar, unzip, zip } from './files.ts';
import { credential, helmPush, imageInspect, oras, retag } from './registry.ts';
import { curl, gh, ghApi, wget } from './requests.ts';
import { gitPush, gitTag, sbomTarget, syftOutput } from './source.ts';
import type { View } from './view.ts';

/** Every view by its name. */
export const views: Readonly<Record<CommandView, View>> = {
  compress,
  container,
  copy,
  credential,
  curl,
  dd,
  dmg,
  gh,
  'gh-api': ghApi,
  'git-push': gitPush,
  'git-tag': gitTag,
  'helm-push': helmPush,
  'image-inspect': imageInspect,
  'last-word': lastWord,
  oras,
  retag,
  'runs-rest': () => ({}),
  'sbom-target': sbomTarget,
  'seven-zip': sevenZip,
  'syft-output': syftOutput,
  tar,
  unzip,
  wget,
  zip,
};
