import type { VerifyCommand } from '../documents/index.ts';
import type { EvidenceRecord, Traced } from '../lineage/index.ts';
import { asksForAnotherRun, keylessEvidence, neverOn, signerOf } from './asked-of-run.ts';
import { mayMatchIdentity, mayMatchText } from './identity-pattern.ts';

/** Why a command expects a signer that nothing here can be: a workflow that signs nothing, another kind of ref, another issuer. */
export function expectsAnother(command: VerifyCommand, traced: Traced): string | undefined {
  const { deployment, git } = traced.trace.input;
  const identity = plain(command.identity?.value ?? '');
  const isWorkflow = identity.includes('/.github/workflows/') || identity.includes(deployment.sanPrefix) || command.tool === 'gh';
  const issuer = plain(command.issuer?.value ?? '');
  // No identity of this host is told by another issuer, and an issuer is compared to its last character.
  const isOther = !isPart(issuer, deployment.issuer) || (command.issuer?.kind === 'exact' && issuer === `${deployment.issuer}/`);
  if (isWorkflow && /^https?:\/\/[\w./-]+$/.test(issuer) && isOther)
    return `the command asks for the issuer ${issuer}, and workflows sign with ${deployment.issuer}`;
  if (isWorkflow && command.issuer?.kind === 'regexp' && !mayMatchText(command.issuer.value, deployment.issuer))
    return `the command’s pattern does not match the issuer ${deployment.issuer}`;
  if (/[“”„‟]/.test(command.words.join(' '))) return 'the command has quotation marks that no shell takes for quotes';
  if (command.identity?.kind === 'regexp' && /^\^?https:[\w:/.-]+\$$/.test(identity) && !identity.includes('/workflows/'))
    return 'the command asks for an identity that is no workflow’s';
  const another =
    asksForAnotherRun(command, traced) ?? patternAsExact(command) ?? notOfHost(command, traced) ?? noneMatches(command, traced) ?? elsewhere(command, traced);
  if (another !== undefined) return another;
  const named = /([\w.-]+)\/([\w.-]+)\/(\.github\/workflows\/[\w.-]+\.ya?ml)(?![\w.-])(?:@(refs\/(?:heads|tags)\/[^\s$^|()]*))?/.exec(identity);
  if (named === null || !isSame(named[1], git.owner) || !isSame(named[2], git.repo)) return undefined;
  const path = named[3]!;
  const made = signedBy(traced, path);
  if (made === undefined) return undefined;
  if (made.length === 0) return `the command asks for the identity of ${path}, which signs nothing here`;
  const ref = named[4];
  if (ref === undefined) return undefined;
  return neverOn(command.identity?.kind === 'exact' ? ref : ref.replace(/^(refs\/\w+\/).*$/, '$1'), made, traced);
}

/** An exact identity is compared letter by letter: no workflow's has an anchor, `.*`, a class or an escaped dot in it. */
function patternAsExact(command: VerifyCommand): string | undefined {
  const { identity } = command;
  if (identity?.kind !== 'exact' || !/\/\\?\.github\/workflows\//.test(identity.value) || !comparesWhole(command)) return undefined;
  return /^\^|\.[*+]|\\\.|\$$|\[(?:\^|\w-\w)[^\]]*\]/.test(identity.value)
    ? 'the command asks for an exact identity and gives a regular expression for it'
    : undefined;
}

/** gh makes a pattern of the workflow that it is given; slsa-verifier takes a builder. */
function comparesWhole(command: VerifyCommand): boolean {
  return command.tool === 'gh' ? command.flags.has('--cert-identity') : /^(?:cosign|gitsign|sigstore|pypi-attestations|sealwright)$/.test(command.tool);
}

/** A whole identity begins with the scheme and the host; gh takes a workflow without them. */
function notOfHost(command: VerifyCommand, traced: Traced): string | undefined {
  const { identity } = command;
  const { sanPrefix } = traced.trace.input.deployment;
  if (identity?.kind !== 'exact' || !identity.value.includes('/.github/workflows/') || command.flags.has('--signer-workflow')) return undefined;
  if (/^[<{$[]/.test(identity.value) || identity.value.startsWith(sanPrefix) || !/^[\w:.-]+\/[\w./-]*\.github\/workflows\//.test(identity.value))
    return undefined;
  return `the command asks for an identity that does not begin with ${sanPrefix}`;
}

/** The workflow of another repository, where every signature is known to be made by others. */
function elsewhere(command: VerifyCommand, traced: Traced): string | undefined {
  const { identity } = command;
  const { deployment, git } = traced.trace.input;
  const { sanPrefix } = deployment;
  const made = identity?.kind === 'exact' ? keylessEvidence(traced) : undefined;
  if (identity === undefined || made === undefined || git.owner === null || git.repo === null) return undefined;
  const asked = /^[\w.-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+(?=@|$)/.exec(
    identity.value.startsWith(sanPrefix) ? identity.value.slice(sanPrefix.length) : '',
  )?.[0];
  return asked === undefined || made.some((e) => signerOf(e, traced) === asked.toLowerCase())
    ? undefined
    : `the command asks for the identity of ${asked}, which signs nothing here`;
}

/** A pattern that no identity of what signs here can match. */
function noneMatches(command: VerifyCommand, traced: Traced): string | undefined {
  const made = command.identity?.kind === 'regexp' ? keylessEvidence(traced) : undefined;
  const { git, deployment } = traced.trace.input;
  if (made === undefined || git.owner === null || git.repo === null) return undefined;
  const beginnings = [...new Set(made.map((e) => `${deployment.sanPrefix}${signerOf(e, traced)}@`))];
  return mayMatchIdentity(command.identity!.value, beginnings) ? undefined : 'the command’s pattern matches no identity that signs here';
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
