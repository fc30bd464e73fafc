import { readWorkflow } from './asked-workflow.ts';
import type { Matcher } from './matcher.ts';
import { readIdentityPattern, readPattern, type Mistake } from './pattern.ts';
import type { CertificateField, KeyPolicy, SignerPolicy } from './policy.ts';
import { delegators, signedBy } from './trusted-builders.ts';

/** Where workflows run: the issuer of their certificates, and what their identities begin with. */
export interface SignerHost {
  readonly issuer: string;
  readonly sanPrefix: string;
}

/** Who is to have signed, in words as they are typed. */
export interface AskedSigner {
  /** `OWNER/REPO` of github.com, or with the host in front. */
  readonly repo?: string;
  readonly workflow?: string;
  readonly ref?: string;
  readonly commit?: string;
  readonly identity?: string;
  readonly identityPattern?: string;
  readonly issuer?: string;
  readonly runner?: string;
  readonly key?: KeyPolicy;
  readonly builder?: string;
  readonly anyIdentity: 'asked' | 'unsafely-any';
  readonly deploymentOf: (host: string) => SignerHost;
}

/** Reads who is to have signed. Nobody asked for is a mistake. */
export function readSigner(asked: AskedSigner): { readonly kind: 'signer'; readonly signer: SignerPolicy } | Mistake {
  const ways = [
    { option: '--repo', is: asked.repo !== undefined },
    { option: '--identity', is: asked.identity !== undefined },
    { option: '--identity-pattern', is: asked.identityPattern !== undefined },
    { option: '--key', is: asked.key !== undefined },
    { option: '--unsafely-any-identity', is: asked.anyIdentity === 'unsafely-any' },
  ].filter((one) => one.is);
  const [first, ...others] = ways.map((one) => one.option);
  if (first === undefined) return nobody;
  const stray = strayOption(
    asked,
    ways.map((one) => one.option),
  );
  if (stray !== undefined) return stray;
  if (asked.key !== undefined) return { kind: 'signer', signer: asked.key };
  if (first === '--unsafely-any-identity') return { kind: 'signer', signer: { kind: 'unsafely-any-identity' } };
  if (first === '--repo') return ofRepository(asked, others);
  return ofIdentity(asked);
}

const nobody: Mistake = {
  kind: 'mistake',
  message: 'nothing says who must have signed: whoever could sign anything would pass',
  hint: 'add --repo OWNER/REPO --workflow release.yml, or --identity … --issuer …, or --key FILE, or --policy FILE',
};

function strayOption(asked: AskedSigner, ways: readonly string[]): Mistake | undefined {
  const alone = ways.find((way) => way === '--key' || way === '--unsafely-any-identity');
  const beside = ways.find((way) => way !== alone);
  if (alone !== undefined && beside !== undefined) return { kind: 'mistake', message: `${alone} and ${beside} exclude each other`, hint: `leave ${alone} out` };
  if (ways.includes('--identity') && ways.includes('--identity-pattern'))
    return { kind: 'mistake', message: '--identity and --identity-pattern exclude each other', hint: 'leave one of them out' };
  const needing = [
    { option: '--workflow', value: asked.workflow, needs: '--repo', is: asked.repo !== undefined },
    { option: '--ref', value: asked.ref, needs: '--repo or --identity', is: alone === undefined },
    { option: '--commit', value: asked.commit, needs: '--repo or --identity', is: alone === undefined },
    { option: '--runner', value: asked.runner, needs: '--repo or --identity', is: alone === undefined },
    { option: '--issuer', value: asked.issuer, needs: '--repo or --identity', is: alone === undefined },
  ].find((one) => one.value !== undefined && !one.is);
  if (needing === undefined) return undefined;
  return {
    kind: 'mistake',
    message: alone === undefined ? `${needing.option} needs ${needing.needs}` : `${needing.option} is for certificates, and ${alone} asks for none`,
    hint: alone === undefined ? `--repo OWNER/REPO ${needing.option} …` : `leave ${needing.option} out`,
  };
}

function ofRepository(asked: AskedSigner, others: readonly string[]): { readonly kind: 'signer'; readonly signer: SignerPolicy } | Mistake {
  const repository = readRepository(asked.repo ?? '', asked.deploymentOf);
  if (repository.kind === 'mistake') return repository;
  const more = certificateFields(asked);
  if (more.kind === 'mistake') return more;
  const signer = {
    kind: 'certificate',
    issuer: { kind: 'exact', text: asked.issuer ?? repository.host.issuer },
    extensions: { sourceRepositoryUri: { kind: 'exact-ignoring-case', text: repository.uri }, ...more.fields },
  } as const;
  if (others.length > 0) {
    if (asked.workflow !== undefined) return { kind: 'mistake', message: `--workflow and ${others[0]} both say who signs`, hint: 'leave --workflow out' };
    const identity = identityOf(asked);
    return 'message' in identity ? identity : { kind: 'signer', signer: { ...signer, identity } };
  }
  if (asked.workflow === undefined && !isWorkflow(asked.builder))
    return { kind: 'signer', signer: { ...signer, identity: { kind: 'any-of-repository', repository: repository.uri } } };
  const workflow = readWorkflow(asked.workflow ?? longBuilder(asked.builder ?? ''), repository, asked.workflow === undefined ? '--builder' : '--workflow');
  if (workflow.kind === 'mistake') return workflow;
  // A builder that was called through a delegator is named in the provenance, which has to name the one that is asked for.
  const identity: Matcher = asked.workflow === undefined ? { kind: 'one-of', of: [workflow, ...signedBy(delegators)] } : workflow;
  return { kind: 'signer', signer: { ...signer, identity } };
}

/** As slsa-verifier takes it, `@v2.1.0` is the tag of that name. */
function longBuilder(builder: string): string {
  return builder.replace(/@(v\d[\w.+-]*)$/, '@refs/tags/$1');
}

/** A builder that is a workflow is who signs; others, such as npm's, are named in the provenance alone. */
function isWorkflow(builder: string | undefined): boolean {
  return builder?.includes('/.github/workflows/') === true;
}

function ofIdentity(asked: AskedSigner): { readonly kind: 'signer'; readonly signer: SignerPolicy } | Mistake {
  const identity = identityOf(asked);
  if ('message' in identity) return identity;
  const issuer = asked.issuer ?? issuerOf(asked);
  if (issuer === undefined)
    return {
      kind: 'mistake',
      message: 'an identity is worth what its issuer is: --identity needs --issuer',
      hint: '--issuer https://accounts.google.com, https://github.com/login/oauth, or whoever vouches for that identity',
    };
  const more = certificateFields(asked);
  if (more.kind === 'mistake') return more;
  return { kind: 'signer', signer: { kind: 'certificate', identity, issuer: { kind: 'exact', text: issuer }, extensions: more.fields } };
}

function identityOf(asked: AskedSigner): Matcher | Mistake {
  if (asked.identityPattern !== undefined) return readIdentityPattern(asked.identityPattern, '--identity-pattern');
  const text = asked.identity ?? '';
  if (text.trim() === '') return { kind: 'mistake', message: '--identity is empty', hint: 'give the whole identity, as in the certificate' };
  if (text.includes('*'))
    return { kind: 'mistake', message: '--identity is compared as it is, and has a * in it', hint: `--identity-pattern '${text.slice(0, 200)}'` };
  return { kind: 'exact', text };
}

/** The one issuer that can speak for a workflow: the host's own. */
function issuerOf(asked: AskedSigner): string | undefined {
  const text = asked.identity ?? asked.identityPattern ?? '';
  const host = /^https:\/\/([^/]+)\/[^/]+\/[^/]+\//.exec(text)?.[1];
  return host === 'github.com' || host?.endsWith('.ghe.com') === true ? asked.deploymentOf(host).issuer : undefined;
}

type Fields = Partial<Record<CertificateField, Matcher>>;

function certificateFields(asked: AskedSigner): { readonly kind: 'fields'; readonly fields: Fields } | Mistake {
  const fields: Fields = {};
  if (asked.issuer !== undefined && !/^https:\/\/[^\s]{1,1000}$/.test(asked.issuer) && !/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(asked.issuer))
    return { kind: 'mistake', message: '--issuer takes an https address', hint: '--issuer https://token.actions.githubusercontent.com' };
  if (asked.ref !== undefined) {
    if (!/^refs\/[^/]+\/./.test(asked.ref)) return { kind: 'mistake', message: '--ref takes a full name', hint: fullNames(asked.ref) };
    const ref = readPattern(asked.ref, '--ref');
    if (ref.kind === 'mistake') return ref;
    fields.sourceRepositoryRef = ref;
  }
  if (asked.commit !== undefined) {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(asked.commit))
      return { kind: 'mistake', message: '--commit takes a whole commit id, 40 hexadecimal digits', hint: 'git rev-parse HEAD prints one' };
    fields.sourceRepositoryDigest = { kind: 'exact', text: asked.commit.toLowerCase() };
  }
  if (asked.runner !== undefined) fields.runnerEnvironment = { kind: 'exact', text: asked.runner };
  return { kind: 'fields', fields };
}

function fullNames(ref: string): string {
  const isName = /^[\w.-][\w./*+-]{0,199}$/.test(ref) && !/^refs(?:\/|$)/.test(ref);
  return isName ? `--ref 'refs/tags/${ref}', or 'refs/heads/${ref}' for a branch` : "--ref 'refs/tags/v*', or refs/heads/main for a branch";
}

export interface AskedRepository {
  readonly kind: 'repository';
  readonly host: SignerHost;
  /** `https://HOST/OWNER/REPO`. */
  readonly uri: string;
}

/** Reads `OWNER/REPO`, `HOST/OWNER/REPO` or the address of a repository. */
export function readRepository(text: string, deploymentOf: (host: string) => SignerHost): AskedRepository | Mistake {
  const plain = text.replace(/^https:\/\//, '').replace(/(?:\.git)?\/?$/, '');
  const parts = plain.split('/');
  const [repo = '', owner = '', host = 'github.com'] = parts.toReversed();
  const isHost = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+(?::\d{1,5})?$/i.test(host);
  if (parts.length < 2 || parts.length > 3 || !isHost || !/^[\w-]{1,100}$/.test(owner) || !/^[\w.-]{1,100}$/.test(repo) || /^\.{1,2}$/.test(repo))
    return {
      kind: 'mistake',
      message: `--repo takes OWNER/REPO, not ${JSON.stringify(text.slice(0, 100))}`,
      hint: '--repo acme/lens, or with the host: --repo github.example.com/acme/lens',
    };
  if (/^www\.(?:github|gitlab)\.com$/i.test(host))
    return { kind: 'mistake', message: `--repo: no certificate names ${host}`, hint: `--repo ${host.slice('www.'.length).toLowerCase()}/${owner}/${repo}` };
  const known = deploymentOf(host.toLowerCase());
  return { kind: 'repository', host: known, uri: `${known.sanPrefix}/${owner}/${repo}` };
}
