import type { FileTree } from '../base/index.ts';
import type { CommandCall } from '../shell/index.ts';
import { literalOf, resolvePath, show, type Text } from '../values/index.ts';
import { applyOpaque } from './apply/index.ts';
import { managerHooks } from './follow/manager-hooks.ts';
import type { Machine } from './machine.ts';
import type { Weakness } from './model.ts';
import { isLooking } from './program-names.ts';
import { interpreters, mayRunTasks, programOf, runsTasks, sourcesOf } from './task-files.ts';

/** What a program of the project does, as far as the checkout says it and nothing follows it. */
export interface UnreadWork {
  /** Text that it is given in plain sight. */
  readonly text: string;
  /** Files of the checkout that say what it does. */
  readonly sources: readonly string[];
  /** Paths that it is told to work in. */
  readonly touches: readonly Text[];
}

/**
 * Takes a command line that the catalog knows, wrappers peeled off. Gives what a program of the project may do beyond
 * what the catalog says of it, or undefined for a line that runs none: another program's own work is what its row says.
 */
export function unreadWork(files: FileTree, words: readonly Text[], cwd: Text): UnreadWork | undefined {
  const hooks = managerHooks(files, words, cwd);
  if (hooks !== undefined) return { text: hooks, sources: [], touches: [] };
  if (isSourced(words)) return { text: '', sources: [], touches: [] };
  if (!mayRunTasks(programOf(literalOf(words[0] ?? [])))) return undefined;
  return writesInline(words) || runsTasks(words.map((word) => literalOf(word) ?? '')) ? toldBy(files, words, cwd) : undefined;
}

/** A script that is sourced and not there: one outside the workspace, or an activated environment, sets variables. */
function isSourced(words: readonly Text[]): boolean {
  const path = literalOf(words[1] ?? []);
  return ['source', '.'].includes(literalOf(words[0] ?? []) ?? '') && path !== undefined && path !== '' && !/^[/~]|\/activate$/.test(path);
}

/** `perl -e` with code that does more than print. */
function writesInline(words: readonly Text[]): boolean {
  if (!interpreters.test(programOf(literalOf(words[0] ?? [])))) return false;
  return words.some((word, i) => i > 0 && /^-\w*e$/.test(literalOf(words[i - 1]!) ?? '') && /open|write|system|unlink|rename|copy|exec|`/i.test(show(word)));
}

/** What there is to read of a program that is not followed: the code that it is given, and the files of the checkout that say what it does. */
export function toldBy(files: FileTree, words: readonly Text[], cwd: Text, stdin: Text = []): UnreadWork {
  const touches = toldPaths(words);
  // A task that is named for a check looks at what another one made.
  if (isLooking(words.slice(1))) return { text: '', sources: [], touches };
  const at = behindWrappers(words);
  const given = interpreters.test(programOf(literalOf(words[at] ?? []))) ? [show(stdin), ...words.slice(at + 1).map(show)] : [];
  const plain = words.slice(at).map((word) => literalOf(word) ?? '');
  const hooks = managerHooks(files, words, cwd);
  return {
    text: [...given, ...(hooks === undefined ? [] : [hooks])].join('\n'),
    sources: sourcesOf(files, plain, (path) => literalOf(resolvePath(cwd, [{ kind: 'lit', text: path }]))),
    touches,
  };
}

/** Records what a command line may do that nothing follows: its evidence rests on its leaving the files alone. */
export function noteUnreadWork(machine: Machine, call: Pick<CommandCall, 'words' | 'cwd' | 'span'>, weak: readonly Weakness[], work: UnreadWork): void {
  const what = call.words.slice(0, 4).map(show).join(' ');
  const ctx = { at: call.span, cwd: call.cwd, glob: false, weak, cannotWork: undefined, idPrefix: '', made: undefined, by: what, assumes: [] };
  applyOpaque(machine, { ...work, what, why: 'what it changes is not followed', scope: 'command', mayPublish: false, inSight: true }, ctx);
}

/** Where the program stands that `poetry run`, `xvfb-run` and their like run. */
function behindWrappers(words: readonly Text[]): number {
  const at = words.findIndex((word) => !wrappers.test(literalOf(word) ?? ''));
  const program = programOf(literalOf(words[at] ?? []));
  return at > 0 && (runsTasks([program]) || interpreters.test(program)) ? at : 0;
}

const wrappers = /^(?:poetry|uv|pipenv|hatch|pdm|rye|bundle|npx|pnpm|yarn|nix|xvfb-run|dbus-run-session|sudo|env|time|nice|run|exec|develop|shell|-.*)$/;

const tellsFolder = /^(?:-C|-d|-o|-B|--build|--install|--directory|--out\S*|--dest\S*|--prefix|--cwd|--dir)$/;

/** The words that are paths, and those that a flag says are; the name of a task may be that of a folder. */
function toldPaths(words: readonly Text[]): readonly Text[] {
  return words
    .slice(1)
    .filter((word, i) => tellsFolder.test(literalOf(words[i]!) ?? '') || word.some((piece) => piece.kind === 'lit' && piece.text.includes('/')));
}
