import type { Matcher, PatternPart } from './matcher.ts';
import { showMatcher, showParts } from './matches.ts';
import type { Policy, SignerPolicy } from './policy.ts';
import { isNarrowRef } from './refs.ts';
import { signedBy, trustedBuilders } from './trusted-builders.ts';

type Identity = Extract<SignerPolicy, { readonly kind: 'certificate' }>['identity'];

/** Returns what the subject alternative name must be, in one form for every identity of a policy. */
export function identityMatcher(identity: Identity): Matcher {
  if (identity.kind !== 'any-of-repository') return identity;
  const own: Matcher = {
    kind: 'pattern',
    parts: [
      { kind: 'literal', text: `${identity.repository}/`, ignoringCase: true },
      { kind: 'literal', text: '.github/workflows/' },
      { kind: 'segment' },
      { kind: 'literal', text: '@' },
      { kind: 'rest' },
    ],
  };
  // The generators sign for whichever workflow of the repository calls them; the certificate says of which repository.
  return { kind: 'one-of', of: [own, ...signedBy(trustedBuilders)] };
}

/** What a policy leaves open of who signed; nothing where it is one workflow of one ref. */
export type Openness = 'any identity' | `any repository of ${string}` | 'any workflow' | 'any ref';

/** Says what a policy leaves open, the widest first. */
export function opennessOf({ signer, build }: Pick<Policy, 'signer' | 'build'>): readonly Openness[] {
  if (signer.kind === 'key' || signer.kind === 'openpgp') return [];
  if (signer.kind === 'unsafely-any-identity') return ['any identity'];
  const { identity, extensions } = signer;
  const isRefAsked =
    (extensions.sourceRepositoryRef !== undefined && isNarrow(extensions.sourceRepositoryRef)) ||
    extensions.sourceRepositoryDigest !== undefined ||
    [build.sourceBranch, build.sourceTag, build.sourceVersionedTag].some((one) => one !== undefined);
  const owner = extensions.sourceRepositoryUri === undefined && identity.kind !== 'any-of-repository' ? ownerOfAny(identity) : undefined;
  const open: Openness[] = owner === undefined ? [] : [`any repository of ${owner}`];
  if (identity.kind === 'any-of-repository' || hasOpenWorkflow(identity)) open.push('any workflow');
  if (!isRefAsked && (identity.kind === 'any-of-repository' || hasOpenEnd(identity) || isCalled(identity, extensions.sourceRepositoryUri)))
    open.push('any ref');
  return open;
}

function isNarrow(ref: Matcher): boolean {
  if (ref.kind === 'one-of') return ref.of.every(isNarrow);
  return ref.kind !== 'pattern' || isNarrowRef(showParts(ref.parts));
}

/** Whose repositories an identity leaves open, where it is one of a workflow: the owner on GitHub, the group on GitLab. */
function ownerOfAny(identity: Matcher): string | undefined {
  if (identity.kind === 'one-of') return identity.of.map(ownerOfAny).find((one) => one !== undefined);
  if (identity.kind !== 'pattern') return undefined;
  const text = showParts(identity.parts);
  const [, host = '', owner, way = ''] = /^https:\/\/([^/*]+)\/([^/*]+)\/(.*)$/is.exec(text) ?? [];
  if (owner === undefined) return undefined;
  const literal = way.slice(0, way.indexOf('*'));
  // GitHub has a folder of workflows behind the repository, GitLab an empty part.
  if (literal.includes('/.github/') || literal.includes('//')) return undefined;
  if (/^(?:github\.com|.+\.ghe\.com)$/i.test(host)) return literal.includes('/') ? undefined : owner;
  return host === 'gitlab.com' || /\/\.github\/workflows\/|\/\//.test(way) ? owner : undefined;
}

function hasOpenWorkflow(identity: Matcher): boolean {
  if (identity.kind === 'one-of') return identity.of.some(hasOpenWorkflow);
  return identity.kind === 'pattern' && !isOfDomain(showParts(identity.parts)) && literalWorkflow.exec(showParts(identity.parts)) === null;
}

function hasOpenEnd(identity: Matcher): boolean {
  if (identity.kind === 'one-of') return identity.of.some(hasOpenEnd);
  if (identity.kind !== 'pattern') return false;
  const text = showParts(identity.parts);
  if (isOfDomain(text)) return false;
  const ref = (literalWorkflow.exec(text) ?? someWorkflow.exec(text))?.[1];
  return ref === undefined || !isNarrowRef(ref);
}

/** A called workflow of another repository than the source: its ref says nothing of what it was called from. */
function isCalled(identity: Matcher, source: Matcher | undefined): boolean {
  if (identity.kind === 'one-of') return identity.of.some((one) => isCalled(one, source));
  if (source === undefined || !('text' in source)) return false;
  const home = /^(https:\/\/[^/]+\/[^/]+\/[^/]+)\/\.github\/workflows\//.exec(identity.kind === 'pattern' ? beginningOf(identity.parts) : identity.text)?.[1];
  return home !== undefined && home.toLowerCase() !== source.text.toLowerCase();
}

/** What is literal before the first wildcard. */
function beginningOf(parts: readonly PatternPart[]): string {
  const end = parts.findIndex((one) => one.kind !== 'literal');
  return showParts(end === -1 ? parts : parts.slice(0, end));
}

/** An address names no workflow. */
function isOfDomain(text: string): boolean {
  return /^[^/]+@[^/*@]+$/.test(text) && !text.includes('**');
}

/** A workflow without a wildcard, and its ref. */
const literalWorkflow = /^[a-z][a-z0-9+.-]*:\/\/[^/@*]+\/[^@*]+@(.+)$/i;

/** One workflow or another of a repository or another: wildcards without a slash leave each part in its place, so that the first `@` ends it. */
const someWorkflow = /^[a-z][a-z0-9+.-]*:\/\/[^/@*]+\/[^/@*]+\/(?:[^/@*]|\*(?!\*))+\/\.github\/workflows\/(?:[^/@*]|\*(?!\*))+@(.+)$/i;

/** Says in words who a policy asks for. */
export function showSigner(signer: SignerPolicy): string {
  switch (signer.kind) {
    case 'key':
      if (signer.holder !== undefined) return signer.holder;
      return signer.others === undefined ? 'the given key' : 'one of the given keys';
    case 'openpgp':
      return 'an OpenPGP key that was given';
    case 'unsafely-any-identity':
      return 'anybody';
    case 'certificate':
      if (signer.identity.kind === 'any-of-repository') return `any workflow of ${signer.identity.repository}, or a generator of SLSA for it`;
      return `${showMatcher(signer.identity)}, vouched for by ${showMatcher(signer.issuer)}`;
    default: {
      const never: never = signer;
      return never;
    }
  }
}
