import { LineIndex, type FileTree } from '../base/index.ts';
import type { ManualTag } from '../controls/index.ts';
import { releaseTasks } from './release-tasks.ts';

const makesTag =
  /\bgit(?:(?:[ \t'",]|\\\r?\n)+(?:-[Cc](?:[ \t]|\\\r?\n)+(?:"[^"\n]*"|'[^'\n]*'|[^\s"'])+(?:[ \t]|\\\r?\n)+)*|['"],\s*\[\s*['"])tag[ \t'",]+(?![ \t'",]|(?:-l|--list|-d|--delete|-n\b|--sort|--points-at|--contains|--merged|-v|--verify)\b)([^\n#;&|]*)|\bcreate_tag\(([^\n]*)/g;

/**
 * Finds tags that a task or script for the person who releases makes: makefiles, task files and scripts that are named
 * after releasing. Only asked where no workflow makes the tags.
 */
export function scriptedTags(files: FileTree): readonly ManualTag[] {
  const out: ManualTag[] = [];
  for (const { path, text } of releaseTasks(files, /release|tag|publish|version|bump/i)) {
    const index = new LineIndex(path, text);
    for (const found of text.matchAll(makesTag)) {
      const words = found[1] ?? found[2] ?? '';
      const line = text.slice(text.lastIndexOf('\n', found.index) + 1, found.index);
      if (/^\s*(#|\/\/)/.test(line) || words.trim() === '' || /^\s*\)/.test(words)) continue;
      out.push({
        signed: found[1] === undefined ? /\bsign\s*=\s*True/.test(words) : /(^|[\s'"])(-[a-z]*[su][a-z]*|--sign|--local-user)\b/.test(words),
        at: index.span(found.index, found.index + found[0].length),
        command: found[0]
          .replaceAll(/\\\r?\n|[['",]+/g, ' ')
          .replaceAll(/\s+/g, ' ')
          .trim()
          .slice(0, 80),
      });
    }
  }
  return out;
}
