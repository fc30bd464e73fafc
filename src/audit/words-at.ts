import type { FileTree, Span } from '../base/index.ts';
import { parseUses } from '../catalog/index.ts';
import type { Traced } from '../lineage/index.ts';

/** Returns what is written at the place of an effect: a command, or an action with its inputs. No version, comment or layout of it. */
export function wordsAt(at: Span, { workflows }: Pick<Traced, 'workflows'>, files: FileTree): string {
  const { jobs } = workflows.get(at.file) ?? { jobs: [] };
  for (const step of jobs.flatMap((job) => [job, ...job.steps])) {
    const { uses } = step;
    if (uses === undefined || uses.span.start !== at.start) continue;
    const inputs = [...step.with].map(([name, scalar]) => `${name}=${plain(scalar.value)}`).toSorted();
    return [parseUses(uses.value, undefined).name, ...inputs].join(' ');
  }
  const read = files.read(at.file);
  return read.kind === 'text' ? plain(read.text.slice(at.start, at.end)) : '';
}

function plain(text: string): string {
  return text.replaceAll(/[\s\\]+/g, ' ').trim();
}
