import { LineIndex, type FileTree } from '../base/index.ts';
import type { ManualTag } from '../controls/index.ts';

const maxScripts = 200;
const makesTag =
  /\bgit(?:[ \t'",]+(?:-C[ \t]+\S+[ \t]+)?|['"],\s*\[\s*['"])tag[ \t'",]+(?![ \t'",]|(?:-l|--list|-d|--delete|-n\b|--sort|--points-at|--contains|--merged|-v|--verify)\b)([^\n#;&|]*)|\bcreate_tag\(([^\n]*)/g;
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
];

/**
 * Finds tags that a task or script for the person who releases makes: makefiles, task files and scripts that are named
 * after releasing. Only asked where no workflow makes the tags.
 */
export function scriptedTags(files: FileTree): readonly ManualTag[] {
  const out: ManualTag[] = [];
  let read = 0;
  for (const folder of folders) {
    for (const name of files.folder(folder)) {
      if (!isTaskFile(name) && !(/release|tag|publish|version|bump/i.test(name) && /\.(sh|bash|py|rb|js|mjs|cjs|ts|pl)$|^[\w-]+$/.test(name))) continue;
      if (read++ >= maxScripts) return out;
      const path = folder === '' ? name : `${folder}/${name}`;
      const text = files.read(path);
      if (text.kind !== 'text' || text.text.length > 400_000) continue;
      const index = new LineIndex(path, text.text);
      for (const found of text.text.matchAll(makesTag)) {
        const words = found[1] ?? found[2] ?? '';
        const line = text.text.slice(text.text.lastIndexOf('\n', found.index) + 1, found.index);
        if (/^\s*(#|\/\/)/.test(line) || words.trim() === '' || /^\s*\)/.test(words)) continue;
        out.push({
          signed: found[1] === undefined ? /\bsign\s*=\s*True/.test(words) : /(^|[\s'"])(-[a-z]*[su][a-z]*|--sign|--local-user)\b/.test(words),
          at: index.span(found.index, found.index + found[0].length),
          command: found[0]
            .replaceAll(/[['",]+/g, ' ')
            .replaceAll(/\s+/g, ' ')
            .trim()
            .slice(0, 80),
        });
      }
    }
  }
  return out;
}

function isTaskFile(name: string): boolean {
  return /^(GNUmakefile|[Mm]akefile|.*\.mk|[Tt]askfile(\.dist)?\.ya?ml|\.?[Jj]ustfile|Rakefile|noxfile\.py|tasks\.py|package\.json|magefile\.go)$/.test(name);
}
