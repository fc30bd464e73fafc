import { literalOf } from '../../../values/index.ts';
import type { ToolInput } from '../../tool.ts';
import { readConfig } from '../support/config.ts';
import { get, text, truth } from '../support/node.ts';
import { joinPath } from '../support/path.ts';
import { readManifest } from './manifest.ts';
import type { Manifest } from './manifest.ts';

type Input = Pick<ToolInput, 'env' | 'files' | 'cwd'>;

/**
 * Whether Yarn of the second generation is asked for provenance. It reads none of npm's own settings: the manifest comes
 * first, then the flag, then its own setting, as the environment or `.yarnrc.yml` gives it (yarnpkg/berry,
 * plugin-npm-cli, publish.ts, read 2026-11-23).
 */
export function yarnProvenance(input: Input, manifest: Manifest | undefined, flag: boolean | 'unknown' | undefined): boolean | 'unknown' {
  const written = truth(get(manifest?.node, 'publishConfig', 'provenance'));
  if (written !== undefined) return written;
  if (flag === true || flag === 'unknown') return flag;
  const env = input.env('YARN_NPM_PUBLISH_PROVENANCE') ?? input.env('YARN_NPM_CONFIG_PROVENANCE');
  if (env !== undefined) {
    const value = literalOf(env);
    return value === undefined ? 'unknown' : value === 'true' || value === '1';
  }
  const setting = folders(input).map((folder) => truth(get(readConfig(input.files, joinPath(folder, '.yarnrc.yml'))?.node, 'npmPublishProvenance')));
  return setting.find((one) => one !== undefined) ?? (manifest === undefined ? 'unknown' : false);
}

/** Why the Yarn that the checkout asks for makes no provenance, where it names the version. */
export function yarnTooOld(input: Input): string | undefined {
  for (const folder of folders(input)) {
    const named =
      text(readManifest(input.files, folder)?.node, 'packageManager') ?? text(readConfig(input.files, joinPath(folder, '.yarnrc.yml'))?.node, 'yarnPath');
    const [version, major, minor] = /(?<=\byarn[@-])(\d+)\.(\d+)(?:\.\d+)?/.exec(named ?? '') ?? [];
    if (version !== undefined)
      return Number(major) < 4 || (major === '4' && Number(minor) < 9) ? `yarn ${version} knows no provenance: it came with 4.9` : undefined;
  }
  return undefined;
}

function folders(input: Input): readonly string[] {
  return [...new Set([input.cwd, ''])];
}
