import type { Found } from '../../cataloger.ts';
import { failed, malformed } from '../../gather.ts';
import type { FoundPackage } from '../../package.ts';
import { readText } from '../../text.ts';
import type { ByteTree } from '../../tree/byte-tree.ts';
import { isModulePath, partsOf, versionOf, type Module } from './modules.ts';

interface ModFile {
  readonly go: string | undefined;
  readonly requires: readonly Module[];
  readonly replaces: readonly { readonly path: string; readonly version: string | undefined; readonly by: Module | undefined }[];
}

/**
 * Reads go.mod: since Go 1.17 it names all that a build takes, before that go.sum beside it has the rest. Source: Go
 * modules reference, "go.mod files" and "go.sum files".
 */
export function readModFile(tree: ByteTree, path: string): Found {
  const read = readText(tree, path);
  if (read.kind === 'problem') return failed(read.problem);
  if (!/^\s*module\b/m.test(read.value)) return malformed(path, 'it names no module');
  const file = parse(read.value);
  const unclear = file.requires.find((one) => !isModulePath(one.path));
  if (unclear !== undefined) return malformed(path, `it requires ${JSON.stringify(unclear.path.slice(0, 80))}, which is no module`);
  const sumPath = path.replace(/mod$/, 'sum');
  const isWhole = /^1\.(?:1[7-9]|[2-9]\d)|^[2-9]/.test(file.go ?? '');
  const sums = isWhole || tree.entry(sumPath)?.kind !== 'file' ? undefined : readText(tree, sumPath);
  if (sums?.kind === 'problem') return failed(sums.problem);
  const named = new Set(file.requires.map((one) => one.path));
  const further = sums === undefined ? [] : sumsOf(sums.value).filter((one) => !named.has(one.path));
  return {
    packages: [
      ...file.requires.map((one) => packageOf(replaced(one, file), path, path)),
      ...further.map((one) => packageOf(replaced(one, file), path, sumPath)),
    ],
    problems: [],
  };
}

function packageOf({ path: name, version }: Module, file: string, foundIn: string): FoundPackage {
  return { key: `${file}#${name}`, type: 'golang', ...partsOf(name), version, state: 'locked', foundIn: [foundIn] };
}

function replaced(one: Module, { replaces }: ModFile): Module {
  const found = replaces.find(({ path, version }) => path === one.path && (version === undefined || version === one.version));
  return found === undefined ? one : (found.by ?? { path: one.path, version: undefined });
}

function parse(text: string): ModFile {
  const requires: Module[] = [];
  const replaces: ModFile['replaces'][number][] = [];
  let go: string | undefined;
  let block: string | undefined;
  for (const written of text.split(/\r?\n/)) {
    const words = (written.replace(/\/\/.*$/, '').match(/"[^"]*"|`[^`]*`|[^\s"`]+/g) ?? []).map((word) => word.replace(/^["`]|["`]$/g, ''));
    if (words.length === 0) continue;
    if (block !== undefined && words[0] === ')') {
      block = undefined;
      continue;
    }
    if (block === undefined && words[1] === '(') {
      block = words[0];
      continue;
    }
    const [verb, ...rest] = block === undefined ? words : [block, ...words];
    if (verb === 'go') go = rest[0];
    if (verb === 'require') requires.push({ path: rest[0] ?? '', version: versionOf(rest[1]) });
    if (verb === 'replace') replaces.push(replaceOf(rest));
  }
  return { go, requires, replaces };
}

/** `path [version] => other [version]`; without a version the other is a folder. */
function replaceOf(words: readonly string[]): ModFile['replaces'][number] {
  const arrow = words.indexOf('=>');
  const [path = '', version] = words.slice(0, arrow);
  const [by = '', byVersion] = words.slice(arrow + 1);
  return { path, version, by: byVersion !== undefined && isModulePath(by) ? { path: by, version: versionOf(byVersion) } : undefined };
}

/** Modules whose contents were downloaded, at the last version of each: the file is in the order of versions. */
function sumsOf(text: string): readonly Module[] {
  const last = new Map<string, Module>();
  for (const line of text.split('\n')) {
    const [path = '', version = ''] = line.split(' ');
    if (isModulePath(path) && !version.endsWith('/go.mod') && versionOf(version) !== undefined) last.set(path, { path, version });
  }
  return [...last.values()];
}
