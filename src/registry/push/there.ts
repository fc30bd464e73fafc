import { reason, type Reason } from '../../trust/reason/index.ts';
import { notTaken } from './answers.ts';
import type { Blob } from './blob.ts';
import type { PushTarget } from './target.ts';

/** Whether a registry has contents, of their size. Source: distribution-spec, "Checking if content exists in the registry". */
export async function isThere({ endpoint, at }: PushTarget, { digest, size }: Blob): Promise<'there' | 'missing' | Reason> {
  const reply = await endpoint.ask(`blobs/${digest}`, { method: 'HEAD', maxBytes: 0, redirects: 'none' });
  if (reply.kind === 'unanswered') return reply.reason;
  // A registry that keeps contents elsewhere leads there alone for what it has; an address for reading need not take this method.
  if ([301, 302, 303, 307, 308].includes(reply.status)) return 'there';
  if (reply.status === 404) return 'missing';
  if (reply.status !== 200) return notTaken(`the question for ${digest}`, at.registry, reply);
  const said = reply.header('content-length');
  // Some leave it at nothing where they send nothing.
  if (said === null || said === '0' || said === String(size)) return 'there';
  return reason('SERVICE_MISMATCH', `${at.registry} has other contents for ${digest}: ${said.slice(0, 20)} bytes, expected ${size}`);
}
