import { LineIndex, type FileTree, type Span } from '../base/index.ts';
import type { Evidence } from '../controls/index.ts';
import type { Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { releaseTasks } from './release-tasks.ts';

/** A command of a task or script that signs files, and that nothing runs which was read. */
export interface UnrunSigning {
  readonly tool: string;
  readonly at: Span;
  readonly command: string;
}

/** Commands that sign a file whole or beside it: of gpg with the flag for it, of the others with the verb. */
const signs =
  /(?:^|[\s@;&|(])((gpg2?)\b[^\n#;&|]*\s(?:--detach-sig(?:n|nature)?|--clear-?sign|-[a-zA-Z]*b[a-zA-Z]*)(?=\s)[^\n#;&|]*|(cosign)[ \t]+sign-blob\b[^\n#;&|]*|(minisign)[ \t]+-[a-zA-Z]*S[^\n#;&|]*)/g;

/** Finds what a person could run to sign files, and no workflow does. */
export function unrunSignings(files: FileTree, trace: Trace): readonly UnrunSigning[] {
  const ran = new Set(trace.evidence.map((e) => `${e.origin.at.file}:${e.origin.at.line}`));
  return releaseTasks(files, /release|sign|publish/i).flatMap(({ path, text }) => {
    const index = new LineIndex(path, text);
    return [...text.matchAll(signs)].flatMap((found) => {
      const start = found.index + found[0].indexOf(found[1]!);
      const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
      const at = index.span(start, found.index + found[0].length);
      if (/^\s*(?:#|\/\/)|\becho\b/.test(line) || ran.has(`${path}:${at.line}`)) return [];
      const tool = (found[2] ?? found[3] ?? found[4])!.replace(/^gpg2$/, 'gpg');
      return [{ tool, at, command: found[1]!.trim().replaceAll(/\s+/g, ' ').slice(0, 80) }];
    });
  });
}

/** Where files have no signature and the checkout has a command that makes some, the answer says that nothing runs it. */
export function withUnrunSigning(unit: Unit, signature: Evidence, found: readonly UnrunSigning[]): Evidence {
  const first = found[0];
  if (first === undefined || (unit.place !== 'release' && unit.place !== 'bucket')) return signature;
  if (signature.status !== 'absent' || signature.strength !== null || signature.reason !== null) return signature;
  return {
    ...signature,
    reason: `${first.at.file} has a command that signs files with ${first.tool}; nothing that was read runs it, and no document that was read tells a person to`,
    because: [...signature.because, ...found.slice(0, 3).map((one) => ({ span: one.at, what: one.command, role: 'misses' as const }))],
  };
}
