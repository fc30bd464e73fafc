import type { CommandView } from '../schema.ts';
import { cmdlet } from './cmdlets.ts';
import { adHoc, compress, container, copy, dd, dmg, lastWord, operands, sevenZip, tar, transfer, unzip, zip } from './files.ts';
import { credential, helmPush, imageInspect, oras, retag, several, transport } from './registry.ts';
import { curl, gh, ghApi, wget } from './requests.ts';
import { gitPush, gitTag, sbomTarget, subjectTarget, syftOutput } from './source.ts';
import type { View } from './view.ts';

/** Every view by its name. */
export const views: Readonly<Record<CommandView, View>> = {
  cmdlet,
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
  'ad-hoc': adHoc,
  operands,
  oras,
  retag,
  'runs-rest': () => ({}),
  'sbom-target': sbomTarget,
  'subject-target': subjectTarget,
  'seven-zip': sevenZip,
  several,
  'syft-output': syftOutput,
  tar,
  transfer,
  transport,
  unzip,
  wget,
  zip,
};
