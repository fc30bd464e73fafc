import type { CommandCall } from '../shell/index.ts';
import type { Machine } from './machine.ts';
import { noteContainer } from './own-containers.ts';
import { noteOwnCopy } from './own-copies.ts';
import { notePullRequest } from './pull-requests.ts';

/** Notes what a command tells of later ones, beside its own effects: a branch that waits, a copy of the checkout, an image that starts something. */
export function notice(machine: Machine, { words, cwd, span }: Pick<CommandCall, 'words' | 'cwd' | 'span'>): void {
  notePullRequest(machine, words, span);
  noteOwnCopy(machine, words, cwd);
  noteContainer(machine, words, cwd);
}
