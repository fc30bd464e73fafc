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
  /** What a workflow runs, or a hook holds, that checks it. */
  readonly checks: RegExp;
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
      /commitlint|conventional[-_]?(?:pre[-_]?commit|commits?|pr)|semantic[-_]?(?:pull[-_]?request|pr)|commitizen|\bcz check\b|\bcog check\b|gitlint|\bcommitsar\b|\bcommitted\b|(?:feat|fix)\\?\|(?:feat|fix|docs)/i,
  },
  {
    id: 'sign-off',
    what: 'commits carry a sign-off (DCO)',
    says: /\bdeveloper certificate of origin\b|developercertificate\.org|\bDCO\b|\bsigned-off-by\b|\bsign(?:ed)?[- ]off\b[^.]{0,40}\bcommits?\b|\bcommits?\b[^.]{0,60}\bsign(?:ed)?[- ]off\b|git commit (?:-s|--signoff)\b/i,
    denies: denial,
    configuration: /^DCO(?:\.\w+)?$/,
    checks: /\bdco\b|dcoapp|check-signed-off|signed-off-by|\bsignoff\b|sign-off/i,
  },
  {
    id: 'signed-commits',
    what: 'commits are signed',
    says: /\bcommits?\b[^.]{0,40}\b(?:must|should|shall|need to|have to|are required to|required to)\b[^.]{0,20}\b(?:be )?(?:(?:gpg|ssh|pgp|cryptographically|digitally)[- ])?(?:signed|verified)\b(?![- ]off)|\b(?:require|requires|only accept)\b[^.]{0,30}\b(?:signed|verified) commits\b|\bsigned commits\b[^.]{0,30}\b(?:required|mandatory|enforced)\b|\b(?:gpg|ssh)[- ]sign (?:your|all|every|each) commits?\b|\bsign (?:your|all|every|each) commits?\b(?! off)[^.]{0,40}\b(?:gpg|ssh|key|gitsign)\b|\bcommit\.gpgsign\b/i,
    denies: denial,
    configuration: /^$(?!)/,
    checks: /check-signed-commits|\bverify-commit\b|verify-signed-commits|gitsign verify|%G\?/i,
  },
];
