import type { Found } from '../../cataloger.ts';
import { failed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { MalformedExecutable } from '../binary/executable.ts';
import { programsOf } from '../binary/read.ts';
import { findBuildInfo, type BuildInfo } from './build-info.ts';
import { isModulePath, partsOf, versionOf, type Module } from './modules.ts';

/** Reads which modules a program was linked from, Go's own library among them. */
export function readProgram(tree: ByteTree, path: string): Found {
  const opened = tree.open(path);
  if (opened.kind !== 'file') return failed({ code: 'FILE_UNREADABLE', path, reason: opened.kind === 'refused' ? opened.reason : 'it leads nowhere' });
  try {
    const infos = programsOf(opened.bytes).flatMap((program) => findBuildInfo(program) ?? []);
    return { packages: infos.flatMap((info, at) => packagesOf(info, `${path}#${at}`, path)), problems: [] };
  } catch (error) {
    if (error instanceof MalformedExecutable) return failed({ code: 'BINARY_MALFORMED', path, reason: error.message });
    throw error;
  }
}

function packagesOf({ goVersion, modules }: BuildInfo, prefix: string, path: string): readonly FoundPackage[] {
  const { main, needs } = linesOf(modules);
  const go = /^go(\d[\w.-]*)/.exec(goVersion)?.[1];
  const found = ({ path: name, version }: Module): FoundPackage => ({
    key: `${prefix}#${name}`,
    type: 'golang',
    ...partsOf(name),
    version,
    state: 'linked',
    foundIn: [path],
  });
  const library: FoundPackage = { ...found({ path: 'stdlib', version: go }), key: `${prefix}#stdlib` };
  const linked = [...(go === undefined ? [] : [library]), ...needs.map(found)];
  return [...(main === undefined ? [] : [{ ...found(main), dependsOn: linked.map((one) => one.key) }]), ...linked];
}

/** Lines of `path`, `mod`, `dep`, `=>` and `build`, their words apart by tabs. Source: golang/go, `src/runtime/debug/mod.go`. */
function linesOf(text: string): { readonly main: Module | undefined; readonly needs: readonly Module[] } {
  let main: Module | undefined;
  const needs: Module[] = [];
  let isOfMain = false;
  for (const line of text.split('\n')) {
    const [kind, path = '', version] = line.split('\t');
    if (kind === '=>') {
      // What was taken in its place is what is linked; a folder in its place has no version.
      const original = isOfMain ? main : needs.pop();
      const taken = isModulePath(path) && versionOf(version) !== undefined ? { path, version: versionOf(version) } : undefined;
      const module = taken ?? (original === undefined ? undefined : { path: original.path, version: undefined });
      if (module !== undefined && isOfMain) main = module;
      else if (module !== undefined) needs.push(module);
      continue;
    }
    if ((kind !== 'mod' && kind !== 'dep') || !isModulePath(path)) continue;
    isOfMain = kind === 'mod';
    if (isOfMain) main = { path, version: versionOf(version) };
    else needs.push({ path, version: versionOf(version) });
  }
  return { main, needs };
}
