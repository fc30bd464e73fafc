import { holesOf, lit, literalOf, originsOf, type Text } from '../values/index.ts';
import { repositoryOf } from './context.ts';
import type { EvidenceRecord } from './model.ts';
import type { Trace } from './trace-state.ts';

/**
 * Whether a verification can accept what is signed here: each identity that it is given names this repository, or a
 * workflow of another repository that signs for it, and the issuer is the one of this host; a key is held against what a
 * key signed. One that cannot be told from the text is not counted.
 */
export function acceptsOurs(trace: Trace, verification: EvidenceRecord): boolean {
  const { against } = verification;
  const signed = trace.evidence.filter((e) => (e.kind === 'signature' || e.kind === 'attestation') && e.cannotWork === undefined);
  if (against !== undefined && !signed.some((e) => (against === 'certificate' ? e.keyless : e.mechanism === 'cosign-key' || e.mechanism === 'cosign-kms')))
    return false;
  if (!(verification.issuers ?? []).every((text) => literalOf(text)?.replace(/\/$/, '') === trace.input.deployment.issuer)) return false;
  const paths = signed.map((e) => e.signer?.workflow ?? e.origin.workflow);
  const signers = [...trace.calleeRefs.keys(), ...trace.evidence.flatMap((e) => e.signer?.workflow ?? [])].flatMap((path) => repositoryIn(lit(path)) ?? []);
  const own = literalOf(repositoryOf(trace.input));
  return (verification.expects ?? []).every((text) => {
    const workflow = workflowIn(text);
    if (workflow !== undefined && !paths.some((path) => path.endsWith(workflow))) return false;
    const named = repositoryIn(text);
    if (named === undefined) return originsOf(text).some((id) => id === 'github.repository' || id === 'github.repository_owner');
    return own === undefined || named === own.toLowerCase() || signers.includes(named);
  });
}

/** The workflow file that an identity names, where it is written out. */
function workflowIn(text: Text): string | undefined {
  const written = text.map((piece) => (piece.kind === 'lit' ? piece.text : '\ufffd')).join('');
  return /\/(\.github\/workflows\/[^@/\ufffd]+\.ya?ml)(?=@|$)/.exec(written)?.[1];
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
