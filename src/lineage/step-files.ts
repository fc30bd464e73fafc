import { emptyText, type Text } from '../values/index.ts';
import { parseWorkflowCommands } from '../shell/index.ts';
import type { Weakness } from './model.ts';
import { setOrLeave } from './set-or-leave.ts';

/** Values that a step gives by a file of its own: its outputs, or the variables of the steps after it. */
export interface StepFile {
  readonly values: Map<string, Text>;
  /** What they were when the step began, with an empty file. */
  readonly before: ReadonlyMap<string, Text>;
}

/** Takes over what is written to `$GITHUB_OUTPUT` or `$GITHUB_ENV`: with `>` all that the step wrote there before is lost. */
export function writeStepFile({ values, before }: StepFile, content: Text, append: boolean, weak: readonly Weakness[]): void {
  if (!append) {
    for (const [name, value] of values) {
      const old = before.get(name);
      if (value !== old) setOrLeave(values, name, old ?? emptyText, weak);
    }
  }
  for (const { name, value } of parseWorkflowCommands(content)) setOrLeave(values, name, value, weak);
}
