/** A rule for commits that a repository can have. */
export type PolicyId = 'conventional-commits' | 'sign-off' | 'signed-commits';

export interface PolicySign {
  readonly id: PolicyId;
  readonly what: string;
  /** A sentence that states the rule. */
  readonly says: RegExp;
  /** A sentence that says that there is no such rule. */
  readonly denies: RegExp;
  /** A configuration file whose being there states it. */
  readonly configuration: RegExp;
  /** What a workflow runs that checks it. Bumping versions or writing a changelog by the same convention checks nothing. */
  readonly checks: RegExp;
  /** What a hook, or a hook manager's file, holds that checks it or does it. */
  readonly hooks: RegExp;
}

const denial =
  /\b(?:no|not|never|without|don['’]t|doesn['’]t|isn['’]t|aren['’]t)\b[^.]{0,60}\b(?:requir|need|enforc|necessary|have to|must|polic|ask)|\b(?:optional|encouraged|not mandatory)\b/i;

/** The rules for commits, and what states, denies and checks each. */
export const policySigns: readonly PolicySign[] = [
  {
    id: 'conventional-commits',
    what: 'commit messages follow Conventional Commits',
    says: /\bconventional[ -]commits?\b|conventionalcommits\.org|\bcommitlint\b|\bangular(?:['’]s)? commit|\bsemantic commit messages?\b/i,
    denies: denial,
    configuration:
      /^(?:commitlint\.config\.\w+|\.commitlintrc(?:\.\w+)?|\.cz\.(?:toml|json|yaml)|\.czrc|cz\.(?:toml|json|yaml)|\.gitlint|cog\.toml|\.committed\.toml)$/,
    checks:
      /commitlint|semantic[-_]?(?:pull[-_]?request|pr)\b|conventional[-_]commits?[-_](?:check|lint|valid|action)|action-conventional-commits|pr-title-(?:check|lint)|\bcz check\b|\bcog check\b|gitlint|commitsar|crate-ci\/committed/i,
    hooks:
      /commitlint|commitizen|conventional[-_]?(?:pre[-_]?commit|commits?)|\bcz check\b|\bcog verify\b|gitlint|crate-ci\/committed|\bfeat\b[^\n]{0,60}\bfix\b|\bfix\b[^\n]{0,60}\bfeat\b/i,
  },
  {
    id: 'sign-off',
    what: 'commits carry a sign-off (DCO)',
    says: /\bdeveloper certificate of origin\b|developercertificate\.org|\bDCO\b|\bsigned-off-by\b|\bsign(?:ed)?[- ]off\b[^.]{0,40}\bcommits?\b|\bcommits?\b[^.]{0,60}\bsign(?:ed)?[- ]off\b|git commit (?:-s|--signoff)\b/i,
    denies: denial,
    configuration: /^DCO(?:\.\w+)?$/,
    checks: /\bdco\b|dcoapp|check-signed-off|signed-off-by/i,
    hooks: /\bdco\b|signed-off-by|\bsignoff\b|sign-off/i,
  },
  {
    id: 'signed-commits',
    what: 'commits are signed',
    says: /\bcommits?\b[^.]{0,40}\b(?:must|should|shall|need to|have to|are required to|required to)\b[^.]{0,20}\b(?:be )?(?:(?:gpg|ssh|pgp|cryptographically|digitally)[- ])?(?:signed|verified)\b(?![- ]off)|\b(?:require|requires|only accept)\b[^.]{0,30}\b(?:signed|verified) commits\b|\bsigned commits\b[^.]{0,30}\b(?:required|mandatory|enforced)\b|\b(?:gpg|ssh)[- ]sign (?:your|all|every|each) commits?\b|\bsign (?:your|all|every|each) commits?\b(?! off)[^.]{0,40}\b(?:gpg|ssh|key|gitsign)\b|\bcommit\.gpgsign\b/i,
    denies: denial,
    configuration: /^$(?!)/,
    checks: /check-signed-commits|\bverify-commit\b|verify-signed-commits|gitsign verify\b(?!-tag)|%G\?/i,
    hooks: /\bverify-commit\b|%G\?|gitsign verify\b(?!-tag)/i,
  },
];
