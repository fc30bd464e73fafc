import type { FileTree } from '../../base/index.ts';
import { literalOf, resolvePath, type Text } from '../../values/index.ts';
import { joinPath } from './makefile.ts';
import { packageScripts } from './package-script.ts';

const managers = /^(?:npm|pnpm|yarn|bun)$/;
const packing = ['prepack', 'prepare', 'postpack'];
/** The scripts that a package manager runs around what it does itself. */
const hooksOf: readonly (readonly [verb: RegExp, hooks: readonly string[]])[] = [
  [/^(?:ci|i|install|clean-install|install-clean)$/, ['preinstall', 'install', 'postinstall', 'preprepare', 'prepare', 'postprepare']],
  [/^pack$/, packing],
  [/^publish$/, ['prepublishOnly', ...packing, 'publish', 'postpublish']],
  [/^version$/, ['preversion', 'version', 'postversion']],
];
const skips = /^(?:--ignore-scripts|-g|--global|--location=global|--mode=skip-build)$/;
const folderFlag = /^(?:--prefix|--cwd|--dir|-C)$/;
/** What sets up a developer's tools, and writes nothing that is released. */
const setsUp = /^(?:(?:npx |pnpm exec )?(?:husky|is-ci|lefthook|simple-git-hooks|patch-package|only-allow)\b[^&|;>]*|echo [^&|;>]*|true|exit 0|:)$/;

/**
 * The project's own scripts that a package manager runs when it installs what the project needs, packs or publishes,
 * from the package.json of the folder. Undefined for another command, and where there is no such script.
 */
export function managerHooks(files: FileTree, words: readonly Text[], cwd: Text): string | undefined {
  const program = literalOf(words[0] ?? []) ?? '';
  if (!managers.test(program)) return undefined;
  const plain = words.map((word) => literalOf(word) ?? '');
  const at = plain.findIndex((word, i) => i > 0 && !word.startsWith('-') && !folderFlag.test(plain[i - 1]!));
  if (plain.some((word) => skips.test(word))) return undefined;
  // `yarn` alone installs.
  const verb = at === -1 && program === 'yarn' ? 'install' : plain[at];
  const hooks = hooksOf.find(([verbs]) => verbs.test(verb ?? ''))?.[1];
  if (hooks === undefined) return undefined;
  // A package that is named is installed or published without the scripts of the project.
  if (verb !== 'version' && at !== -1 && plain.some((word, i) => i > at && !word.startsWith('-') && !folderFlag.test(plain[i - 1]!))) return undefined;
  const flag = plain.findIndex((word) => folderFlag.test(word));
  const folder = literalOf(resolvePath(cwd, flag === -1 ? [] : (words[flag + 1] ?? [])));
  const scripts = folder === undefined ? undefined : packageScripts(files, joinPath(folder, 'package.json'));
  if (scripts === undefined) return undefined;
  const done = new Set<string>();
  const texts: string[] = [];
  const add = (name: string): void => {
    const script = scripts.get(name);
    if (script === undefined || done.has(name)) return;
    done.add(name);
    if (script.split(/&&|\|\||;/).every((part) => setsUp.test(part.trim()))) return;
    texts.push(script);
    for (const [, called] of script.matchAll(/\b(?:npm|pnpm|yarn|bun)\s+(?:run(?:-script)?\s+)?([\w:.-]+)/g)) add(called!);
  };
  for (const hook of hooks) add(hook);
  return texts.length === 0 ? undefined : texts.join('\n');
}
