import { literalOf } from '../../values/index.ts';
import type { Followed, FollowCall } from './followed.ts';
import { followMake } from './make.ts';
import { followPackageScript } from './package-script.ts';
import { followJust } from './just.ts';
import { followTask } from './recipes.ts';
import { sameCall } from './same-call.ts';

/** Follows a call of a task runner into the file that defines it; `none` for any other command. */
export function follow(call: FollowCall): Followed {
  const program = (literalOf(call.words[0] ?? []) ?? '').split('/').at(-1);
  switch (program) {
    case 'make':
    case 'gmake':
      return sameCall(call, followMake);
    case 'npm':
    case 'yarn':
    case 'pnpm':
    case 'pn':
    case 'bun':
      return followPackageScript(call);
    case 'just':
      return followJust(call);
    case 'task':
      return followTask(call);
    default:
      return { kind: 'none' };
  }
}
