import type { Span } from '../base/index.ts';
import { concat, lit, literalOf, mayIntersect, nameSet, stripPrefix, wild, type Text } from '../values/index.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';

const waiting = 'waits for a pull request';

/**
 * What a pushed branch holds reaches the readers of the default branch when somebody merges it: `gh pr create` and `hub
 * pull-request` weaken what the job pushed to that branch. `gh pr merge` does it at once, but with `--auto`.
 */
export function notePullRequest(machine: Machine, words: readonly Text[], at: Span): void {
  const program = literalOf(words[0] ?? []);
  if (program !== 'gh' && program !== 'hub') return;
  const [first, second] = words.slice(1, 3).map((word) => literalOf(word));
  const verb = program === 'gh' && first === 'pr' ? second : program === 'hub' && first === 'pull-request' ? 'create' : undefined;
  if (verb === 'create') {
    const head = headOf(words);
    const weak: Weakness = { kind: 'conditional', key: `${waiting}:${at.start}`, how: 'what is pushed waits for a pull request to be merged', at };
    changeWeak(
      machine,
      (branch) => head === undefined || meets(head, branch),
      (list) => [...list, weak],
    );
  }
  if (verb === 'merge' && !words.some((word) => literalOf(word) === '--auto'))
    changeWeak(
      machine,
      () => true,
      (list) => list.filter((w) => !w.key.startsWith(waiting)),
    );
}

/** Changes what weakens the job's own pushes to branches. */
function changeWeak(machine: Machine, isMeant: (branch: Text) => boolean, change: (weak: readonly Weakness[]) => readonly Weakness[]): void {
  const { publishes } = machine.trace;
  publishes.forEach((p, i) => {
    const own = p.origin.run === machine.run.record.id && p.origin.jobKey === machine.jobKey;
    if (own && p.sink.kind === 'git-branch' && isMeant(p.sink.branch)) publishes[i] = { ...p, weak: change(p.weak) };
  });
}

/** The branch that a pull request is asked for: the value of `--head`. */
function headOf(words: readonly Text[]): Text | undefined {
  const at = words.findIndex((word) => /^(-H|--head|-h)$/.test(literalOf(word) ?? ''));
  if (at !== -1) return words[at + 1];
  const joined = words.find((word) => word[0]?.kind === 'lit' && word[0].text.startsWith('--head='));
  return joined === undefined ? undefined : stripPrefix(joined, lit('--head='));
}

/** Whether a pull request may be of what was pushed as `HEAD:refs/heads/name`, `name`, or without a name. */
function meets(head: Text, pushed: Text): boolean {
  if (pushed.length === 0) return true;
  const ends = nameSet([head, concat(wild('***'), lit(':'), head), concat(wild('***'), lit('/'), head)]);
  return mayIntersect(ends, nameSet([pushed])) || (literalOf(head)?.includes(':') ?? true);
}
