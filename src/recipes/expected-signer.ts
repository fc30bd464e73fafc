import type { VerifyCommand } from '../documents/index.ts';
import type { EvidenceRecord, Traced } from '../lineage/index.ts';

/** Why a command expects a signer that nothing here can be: a workflow that signs nothing, another kind of ref, another issuer. */
export function expectsAnother(command: VerifyCommand, traced: Traced): string | undefined {
  const { deployment, git } = traced.trace.input;
  const identity = plain(command.identity?.value ?? '');
  const isWorkflow = identity.includes('/.github/workflows/') || identity.includes(deployment.sanPrefix) || command.tool === 'gh';
  const issuer = plain(command.issuer?.value ?? '');
  // No identity of this host is told by another issuer.
  if (isWorkflow && /^https:\/\/[\w./-]+$/.test(issuer) && !isPart(issuer.replace(/\/$/, ''), deployment.issuer))
    return `the command asks for the issuer ${issuer}, and workflows sign with ${deployment.issuer}`;
  if (command.identity?.kind === 'regexp' && /^\^?https:[\w:/.-]+\$$/.test(identity) && !identity.includes('/workflows/'))
    return 'the command asks for an identity that is no workflow’s';
  const named = /([\w.-]+)\/([\w.-]+)\/(\.github\/workflows\/[\w.-]+\.ya?ml)(?![\w.-])(?:@refs\/(heads|tags)\/)?/.exec(identity);
  if (named === null || !isSame(named[1], git.owner) || !isSame(named[2], git.repo)) return undefined;
  const path = named[3]!;
  const made = signedBy(traced, path);
  if (made === undefined) return undefined;
  if (made.length === 0) return `the command asks for the identity of ${path}, which signs nothing here`;
  const onTag = made.map((record) => /^(?:release$|create:|\w+:tag$)/.test(record.origin.scenario));
  if (named[4] === 'heads' && onTag.every((is) => is)) return `the command asks for a branch’s identity, and ${path} signs on tags`;
  if (named[4] === 'tags' && !onTag.some((is) => is)) return `the command asks for a tag’s identity, and ${path} signs on branches`;
  return undefined;
}

/** The keyless evidence that a workflow makes; undefined where something of it was not read, or nobody's is known. */
function signedBy(traced: Traced, path: string): readonly EvidenceRecord[] | undefined {
  const { trace } = traced;
  const keyless = trace.evidence.filter((e) => (e.kind === 'signature' || e.kind === 'attestation') && e.keyless && e.cannotWork === undefined);
  if (keyless.length === 0 || trace.opaque.some((o) => o.origin.workflow === path || o.origin.entry === path)) return undefined;
  return keyless.filter((e) => (e.signer?.workflow ?? e.origin.workflow).endsWith(path));
}

/** A pattern as the text that it is meant for. */
function plain(pattern: string): string {
  return pattern.replaceAll(/\\(.)/g, '$1');
}

function isSame(a: string | undefined, b: string | null): boolean {
  return b !== null && a?.toLowerCase() === b.toLowerCase();
}

/** Whether one is the other or begins with it: an enterprise can have an issuer below the host's. */
function isPart(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}
