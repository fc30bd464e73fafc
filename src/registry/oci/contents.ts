import { parsed, refused } from '../../trust/reason/index.ts';
import type { Reply } from '../asking/index.ts';
import type { Sought } from './store.ts';

/** The bytes of an answer that has them; a 404 is `missing`, and every other status a reason. */
export function bytesOf(reply: Reply, host: string): Sought<Uint8Array> {
  if (reply.kind === 'unanswered') return { kind: 'refused', reason: reply.reason };
  if (reply.status === 200) return parsed(reply.bytes);
  if (reply.status === 404 || reply.status === 410) return { kind: 'missing' };
  return refused('SERVICE_FAILED', `${host} answered with status ${reply.status}`);
}
