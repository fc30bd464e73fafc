import { limits, SealwrightError } from '../../base/index.ts';
import type { AmbientPorts } from './find-token.ts';

/** What the program of a CI system gives for a token. Throws TOKEN_MISSING; what the program writes is in no message. */
export async function tokenOfProgram(
  { programs }: Pick<AmbientPorts, 'programs'>,
  { program, words }: { readonly program: string; readonly words: readonly string[] },
): Promise<string> {
  const ran = await programs.run(program, words, { input: new Uint8Array(), maxBytes: limits.maxIdentityTokenBytes, timeoutMs: limits.secretTimeoutMs });
  if (ran.kind === 'ended' && ran.code === 0) return new TextDecoder().decode(ran.stdout);
  throw new SealwrightError('TOKEN_MISSING', {
    message: ran.kind === 'failed' ? `this job has no identity token: ${ran.reason}` : `this job has no identity token: ${program} ended with ${ran.code}`,
    hint: `${program} ${words.slice(0, 3).join(' ')} has to give one in this job; or --identity-token FILE`,
  });
}
