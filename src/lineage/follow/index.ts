// What scripts call: `make TARGET`, `npm run X`, `just`, `task`, followed into the repository's own files.
// Enters: a command. Leaves: its scripts interpreted in the calling job, or nothing when it is not such a call.
// Bounded in depth; what could not be followed is said.
import { limits } from '../../base/index.ts';
import { interpretScript, type CommandCall, type CommandResult } from '../../shell/index.ts';
import { concat, hole, lit, literalOf, resolvePath, show, type Text } from '../../values/index.ts';
import { gitAnswer } from '../git-answers.ts';
import { LineageHost } from '../host.ts';
import type { Machine } from '../machine.ts';
import type { Weakness } from '../model.ts';
import { isLooking, runnerOwned } from '../program-names.ts';
import { noteUnreadWork, toldBy } from '../unread-work.ts';
import type { Followed } from './followed.ts';
import { follow } from './follow.ts';

export interface FollowOptions {
  readonly depth: number;
  readonly env: (name: string) => Text | undefined;
  readonly weak: readonly Weakness[];
  readonly outputs: Map<string, Text>;
  readonly idPrefix: string;
  readonly hostEnv: ReadonlyMap<string, Text>;
}

/** Interprets what a runner such as make would run; undefined when the command is not one. */
export function followCall(machine: Machine, call: CommandCall, options: FollowOptions): CommandResult | undefined {
  const cwd = literalOf(resolvePath([], call.cwd));
  if (cwd === undefined) return undefined;
  const followed: Followed = follow({
    words: call.words,
    cwd,
    files: machine.trace.input.files,
    env: options.env,
    told: (words) => gitAnswer(machine, words),
    isUnset: (name) =>
      machine.mayExport === undefined &&
      !machine.selfHosted &&
      (name === 'OS' ? machine.runner !== undefined && machine.runner !== 'windows' : !runnerOwned.has(name)),
  });
  switch (followed.kind) {
    case 'none':
      return undefined;
    case 'nothing':
      return { stdout: hole(`${options.idPrefix}/stdout@${call.span.start}`, { label: call.words.slice(0, 3).map(show).join(' ') }) };
    case 'unread':
      machine.trace.notRead(call.span, `${call.words.slice(0, 3).map(show).join(' ')}: ${followed.reason}`);
      machine.builderRan(call.words.slice(0, 3).map(show).join(' '));
      noteUnreadWork(machine, call, options.weak, toldBy(machine.trace.input.files, call.words, call.cwd));
      return {};
    case 'scripts': {
      if (options.depth >= limits.maxScriptDepth) {
        machine.cut(call.span, `scripts call each other more than ${limits.maxScriptDepth} deep`);
        return {};
      }
      for (const cut of followed.cuts) machine.cut(cut.at, cut.reason);
      const exportedBefore = new Map(options.hostEnv);
      const buildsNothing = isLooking(call.words.slice(1));
      if (buildsNothing) machine.looking++;
      const captured = call.captured && followed.scripts.every((one) => one.silent === true);
      const printed: Text[] = [];
      for (const one of followed.scripts) {
        const weak = one.swallowed
          ? [...options.weak, { kind: 'swallowed' as const, key: `make -:${one.file}`, how: 'a make line that may fail (-)', at: call.span }]
          : options.weak;
        const env = new Map([...exportedBefore, ...call.assignments, ...one.env]);
        const host = new LineageHost(machine, {
          env,
          inherited: options.env,
          outputs: options.outputs,
          idPrefix: `${options.idPrefix}/${one.file}@${call.span.start}`,
          spanOf: one.spanOf,
          placeholder: one.placeholders,
          depth: options.depth + 1,
          weak,
        });
        const outcome = interpretScript(one.script, {
          captured,
          host,
          cwd: one.cwd === '' ? [] : lit(one.cwd),
          shell: 'bash',
          errexit: one.errexit ?? true,
          pipefail: false,
          placeholder: one.placeholders,
          spanOf: one.spanOf,
          positional: one.positional,
          depth: options.depth + 1,
        });
        if (outcome.stdout !== undefined && outcome.stdout.length > 0) printed.push(concat(outcome.stdout, lit('\n')));
      }
      if (buildsNothing) machine.looking--;
      // What a build recipe makes beyond the commands that were read is its own work; one that is named for a check or for notes builds nothing.
      if (!call.captured && !buildsNothing) machine.builderRan(call.words.slice(0, 2).map(show).join(' '));
      if (captured) return { stdout: concat(...printed) };
      return { stdout: hole(`${options.idPrefix}/stdout@${call.span.start}`, { label: call.words.slice(0, 3).map(show).join(' ') }) };
    }
  }
}
