import type { FileTree } from '../base/index.ts';
import type { Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';

/** All files of a folder: nothing is known of their names. */
const everything = /^(?:[\w.-]+\/)*([\w.-]+)\/\*+$/;
/** A file that people download, in a program's quotes, computed parts included. */
const download = /["'`]([^"'`\n\s]{1,120}\.(?:tar\.(?:gz|xz|zst|bz2)|tgz|zip|exe|msi|dmg|pkg|deb|rpm|AppImage|whl|jar|apk|vsix))["'`]/g;
const maxText = 200_000;
const maxNames = 8;

/**
 * The names that programs of the project give to files, where a release takes all files of a folder and such a program,
 * which was not followed, ran in its job before and speaks of that folder. They are shown beside the folder, and nothing
 * rests on them.
 */
export function namesInPrograms(unit: Unit, trace: Pick<Trace, 'opaque' | 'input'>): readonly string[] {
  const folder = unit.names.length === 1 ? everything.exec(unit.names[0]!)?.[1] : undefined;
  const { publish } = unit;
  if (folder === undefined || publish === undefined || unit.place !== 'release') return [];
  const found = new Set<string>();
  for (const o of trace.opaque) {
    if (o.origin.run !== unit.run || o.origin.jobKey !== publish.origin.jobKey || o.origin.order >= publish.origin.order) continue;
    for (const path of o.sources) for (const name of namesIn(trace.input.files, path, folder)) found.add(name);
  }
  return found.size > maxNames ? [] : [...found].toSorted();
}

function namesIn(files: FileTree, path: string, folder: string): readonly string[] {
  const read = files.read(path);
  if (read.kind !== 'text' || read.text.length > maxText || !new RegExp(`["'\`/]${folder.replaceAll(/[.]/g, '\\.')}["'\`/]`).test(read.text)) return [];
  return [...read.text.matchAll(download)].flatMap(([, name = '']) => {
    const own = name
      .replaceAll(/[$#]?\{[^{}]*\}/g, '*')
      .split('/')
      .at(-1)!;
    // A program of a fixed name is most often what is packed.
    if (own.endsWith('.exe') && !own.includes('*')) return [];
    return /^[\w.*+-]+$/.test(own) && /[A-Za-z]{2}.*\./.test(own.replace(/\.[^*]*$/, '.')) ? [own] : [];
  });
}
