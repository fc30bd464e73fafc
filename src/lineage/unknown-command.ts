import type { CommandCall } from '../shell/index.ts';
import { lit, literalOf, nameSet, show, type Text } from '../values/index.ts';
import { applyOpaque, type ApplyContext } from './apply/index.ts';
import { indexesHeld } from './index-credentials.ts';
import type { Machine } from './machine.ts';
import { below } from './names.ts';
import { toldBy } from './unread-work.ts';

/** Notes a command that the catalog does not know: what it may touch, and what its text or its files say that it does. */
export function unknownCommand(machine: Machine, { words, cwd, stdin }: CommandCall, ctx: ApplyContext, variable: (name: string) => Text | undefined): void {
  const { text, sources } = toldBy(machine.trace.input.files, words, cwd, stdin);
  const shown = words.slice(0, 4).map(show).join(' ');
  machine.unreadFolders.touch(words, cwd, (folder) => machine.files.read(nameSet([below(lit(folder))])).entries.length === 0);
  const isScript = /^\.{0,2}\//.test(show(words[0] ?? [])) || /\.(sh|py|js|mjs|ts|rb|pl|ps1)$/.test(show(words[0] ?? []));
  if (isScript) {
    machine.maybeInstalled ??= shown;
    machine.mayExport ??= shown;
  }
  applyOpaque(
    machine,
    {
      what: shown,
      why: 'a command that is not in the catalog',
      touches: words.slice(1),
      scope: 'command',
      mayPublish: isScript,
      text,
      sources,
      indexes: indexesHeld(machine, variable, literalOf(cwd) ?? '', { sources, words }),
    },
    ctx,
  );
}
