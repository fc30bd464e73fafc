import { holesOf, lit, literalOf, originsOf, type Text } from '../values/index.ts';
import { repositoryOf } from './context.ts';
import type { EvidenceRecord } from './model.ts';
import type { Trace } from './trace-state.ts';

/**
 * Whether a verification can accept what is signed here: each identity that it is given names this repository, or a
 * workflow of another repository that signs for it. One that cannot be told from the text is not counted.
 */
export function acceptsOurs(trace: Trace, verification: EvidenceRecord): boolean {
  const signers = [...trace.calleeRefs.keys(), ...trace.evidence.flatMap((e) => e.signer?.workflow ?? [])].flatMap((path) => repositoryIn(lit(path)) ?? []);
  const own = literalOf(repositoryOf(trace.input));
  return (verification.expects ?? []).every((text) => {
    const named = repositoryIn(text);
    if (named === undefined) return originsOf(text).some((id) => id === 'github.repository' || id === 'github.repository_owner');
    return own === undefined || named === own.toLowerCase() || signers.includes(named);
  });
}

/** `owner/repo`, in lower case, of a URL, a path to a workflow or a name that begins with them. */
function repositoryIn(text: Text): string | undefined {
  const first = text[0];
  if (first?.kind !== 'lit') return undefined;
  const value = first.text.replace(/^(git\+)?https?:\/\//, '').replace(/^[\w-]+(\.[\w-]+)+\//, '');
  const found = /^([\w.-]+)\/([\w.-]+?)(\.git)?(?=[/@]|$)/.exec(value);
  // A name that is not closed goes on in what is not known.
  if (found === null || (found[0].length === value.length && holesOf(text).length > 0)) return undefined;
  return `${found[1]}/${found[2]}`.toLowerCase();
}
