import type { FileTree } from '../base/index.ts';

const maxScripts = 200;
const folders = [
  '',
  'scripts',
  'script',
  'hack',
  'ci',
  'tools',
  'bin',
  'build',
  'release',
  'tasks',
  '.ci',
  'dev',
  'utils',
  'contrib',
  'misc',
  '.github',
  '.github/scripts',
  'build_tools',
  'build-tools',
  'buildtools',
  'devtools',
  'dev-tools',
  'maint',
  'releng',
  'release-tools',
  'scripts/release',
  'tools/release',
];

/**
 * The texts of what a person who releases may run: makefiles, task files, and scripts that are named after it.
 *
 * @param files - The checkout.
 * @param named - What the name of a script has to say.
 */
export function releaseTasks(files: FileTree, named: RegExp): readonly { readonly path: string; readonly text: string }[] {
  const out: { readonly path: string; readonly text: string }[] = [];
  let read = 0;
  for (const folder of folders) {
    for (const name of files.folder(folder)) {
      if (!isTaskFile(name) && !(named.test(name) && /\.(sh|bash|py|rb|js|mjs|cjs|ts|pl)$|^[\w-]+$/.test(name))) continue;
      if (read++ >= maxScripts) return out;
      const path = folder === '' ? name : `${folder}/${name}`;
      const text = files.read(path);
      if (text.kind === 'text' && text.text.length <= 400_000) out.push({ path, text: text.text });
    }
  }
  return out;
}

function isTaskFile(name: string): boolean {
  return /^(GNUmakefile|[Mm]akefile|.*\.mk|[Tt]askfile(\.dist)?\.ya?ml|\.?[Jj]ustfile|Rakefile|noxfile\.py|tasks\.py|package\.json|magefile\.go)$/.test(name);
}
