import type { Span } from '../../../base/index.ts';
import { concat, lit } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import { get, items, scalarOf, text } from '../support/node.ts';
import { always, both } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import type { ArtifactFields, Project } from './project.ts';

/** Runs the commands of a hook list: each is one command line without a shell, with its own folder. */
export function runHooks(project: Project, hooks: Node | undefined, at: Span, fields: ArtifactFields = new Map(), holds: Holds = always): void {
  for (const hook of items(hooks)) {
    const command = hook.kind === 'map' ? text(hook, 'cmd') : scalarOf(hook);
    if (command === undefined || command === '') continue;
    const folder = text(hook, 'dir');
    const line = project.render(command, fields);
    const script = folder === undefined ? line : concat(lit('cd '), project.render(folder, fields), lit(' && '), line);
    const condition = get(hook, 'if') === undefined ? holds : both(holds, project.isTrue(get(hook, 'if')));
    project.run.add({ kind: 'runs-script', script, shell: 'bash' }, hook.kind === 'map' || hook.kind === 'scalar' ? hook.span : at, condition);
  }
}
