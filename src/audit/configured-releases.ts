import { wholeFile, type FileTree } from '../base/index.ts';
import { readTool } from '../catalog/index.ts';
import type { ManualTag } from '../controls/index.ts';
import { hole, show } from '../values/index.ts';
import type { ManualPublish } from './manual-releases.ts';

/** What the configuration of a tool that people run by hand says that they release. */
export interface ConfiguredReleases {
  readonly publishes: readonly ManualPublish[];
  readonly tags: readonly ManualTag[];
}

const settings =
  /^\s*(?:allow-branch|certs-source|consolidate-(?:commits|pushes)|dependent-version|dev-version|pre-release-(?:commit-message|hook|replacements)|push(?:-remote|-options)?|shared-version|sign-(?:commit|tag)|tag(?:-message|-name|-prefix)?|post-release-\w+)\s*=/m;
const section = /^\s*\[(?:workspace|package)\.metadata\.release\]\s*$/m;

/**
 * What cargo-release does for the person who runs it: it publishes the crates and pushes a tag unless its configuration
 * says otherwise (`release.toml`, `[workspace.metadata.release]`). Without a configuration nothing says that it is used.
 */
export function configuredReleases(files: FileTree): ConfiguredReleases {
  const path = configurationIn(files);
  if (path === undefined) return { publishes: [], tags: [] };
  const command = 'cargo release';
  const at = wholeFile(path);
  const { effects } = readTool({
    tool: 'cargo-release',
    args: [[{ kind: 'lit', text: '--execute' }]],
    cwd: '',
    files,
    env: () => undefined,
    tag: hole('tag', { label: 'tag' }),
    event: '',
    owner: [],
    repo: [],
    permission: () => 'unknown',
    idPrefix: command,
    span: at,
  });
  const publishes = effects.flatMap(({ effect }): readonly ManualPublish[] =>
    effect.kind === 'publishes' && effect.sink.kind === 'index' && effect.sink.index === 'crates'
      ? [{ kind: 'crate', place: 'index', index: 'crates', names: (effect.names ?? []).map(show), command, file: path, at, unread: undefined }]
      : [],
  );
  const tags = effects.flatMap(({ effect }): readonly ManualTag[] =>
    effect.kind === 'creates-tag' && effect.pushed ? [{ signed: effect.signed === true, at, command }] : [],
  );
  return { publishes, tags };
}

function configurationIn(files: FileTree): string | undefined {
  for (const [path, says] of [
    ['release.toml', settings],
    ['.release.toml', settings],
    ['Cargo.toml', section],
  ] as const) {
    const read = files.has('Cargo.toml') ? files.read(path) : undefined;
    if (read?.kind === 'text' && says.test(read.text)) return path;
  }
  return undefined;
}
