import { ofArchive, ofGit, type Elsewhere } from '../../elsewhere.ts';
import { field, isObject, textField } from '../../fields.ts';

/**
 * Where a package of a lock file comes from, where that is no index. Source: astral-sh/uv `uv-resolver/src/lock`, `Source`;
 * python-poetry/poetry-core `packages/package.py`, `source_type`; pdm-project/pdm `models/candidates.py`; PEP 751; pypa/pipfile.
 */
export function sourceOf(one: unknown): Elsewhere | undefined {
  const source = field(one, 'source');
  const kind = textField(source, 'type');
  // Poetry has a type and an address.
  if (kind === 'git') return ofGit(textField(source, 'url') ?? '', textField(source, 'resolved_reference'));
  if (kind === 'directory' || kind === 'file') return 'here';
  if (kind === 'url') return ofArchive(textField(source, 'url') ?? '');
  if (kind !== undefined) return undefined;
  // uv has both in a table, PEP 751 in one of several, and others beside the name.
  return placeIn(source) ?? placeIn(field(one, 'archive')) ?? placeIn(one) ?? vcsIn(field(one, 'vcs'));
}

function placeIn(table: unknown): Elsewhere | undefined {
  const [git, url] = [textField(table, 'git'), textField(table, 'url')];
  if (git !== undefined) return ofGit(git.replace(/\?[^#]*/, ''), textField(table, 'revision') ?? textField(table, 'ref'));
  if (url !== undefined) return ofArchive(url);
  const isHere = ['path', 'directory', 'editable', 'file'].some((name) => textField(table, name) !== undefined || isObject(field(table, name)));
  return isHere ? 'here' : undefined;
}

function vcsIn(vcs: unknown): Elsewhere | undefined {
  if (!isObject(vcs)) return undefined;
  const [url, path] = [textField(vcs, 'url'), textField(vcs, 'path')];
  return textField(vcs, 'type') === 'git' && url !== undefined && path === undefined ? ofGit(url, textField(vcs, 'commit-id')) : 'here';
}

/**
 * Where an installed distribution comes from, by what its installer wrote; undefined for a file that was at hand, which may be
 * of an index. Source: PyPA, "Direct URL Data Structure".
 */
export function directSource(direct: unknown): Elsewhere | undefined {
  const url = textField(direct, 'url') ?? '';
  const vcs = field(direct, 'vcs_info');
  if (vcs !== undefined) return textField(vcs, 'vcs') === 'git' ? ofGit(url, textField(vcs, 'commit_id')) : 'here';
  if (field(direct, 'dir_info') !== undefined) return 'here';
  return url.startsWith('file:') ? undefined : ofArchive(url);
}
