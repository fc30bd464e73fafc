import type { FileRead } from '../base/index.ts';
import { no, type NoProposal } from './proposal.ts';

/** Why a file is not edited, and what a person can do about it: an edit keeps all bytes but those that it changes. */
export function whyUnread(path: string, read: FileRead): NoProposal {
  switch (read.kind) {
    case 'missing':
      return no(`${path} is not there any more`, 'run sealwright fix again on the checkout as it is');
    case 'refused':
      return no(`${path} is not read: ${read.reason}`, `make ${path} a plain file of the checkout, then run sealwright fix again`);
    case 'text':
      return read.notes.some((one) => one.startsWith('a byte-order mark'))
        ? no(`${path} begins with a byte-order mark`, 'save it as UTF-8 without one, then run sealwright fix again')
        : no(`${path} is not kept as UTF-8 (${read.notes.join(', ')})`, 'save it as that, then run sealwright fix again');
    default: {
      const never: never = read;
      return never;
    }
  }
}
