import type { Answer } from './answer.ts';

/** What a repository's files leave open and its service knows. */
export interface Questions {
  readonly owner: string;
  readonly repo: string;
  /** Names of environments, as the workflows write them. */
  readonly environments: readonly string[];
  /** Paths of workflows that publish. */
  readonly workflows: readonly string[];
  /** Actions and reusable workflows that publishing and signing jobs use. */
  readonly actions: readonly AskedAction[];
}

/** An action of another repository, at a ref. */
export interface AskedAction {
  /** `owner/repo` or `owner/repo/path`. */
  readonly name: string;
  readonly ref: string;
  /** The version that the comment behind it names, such as `v4.1.0`. */
  readonly version: string | undefined;
}

export interface RepositoryFacts {
  /** `owner/repo` as it is called today. */
  readonly fullName: string;
  readonly visibility: 'public' | 'private' | 'internal';
  readonly isFork: boolean;
  readonly isArchived: boolean;
  readonly defaultBranch: string;
  /** The numbers that stay when names change; null where the service does not tell them. */
  readonly ids: RepositoryIds | null;
}

/** As certificates hold them: Fulcio's extensions 1.3.6.1.4.1.57264.1.15 and .17. https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md */
export interface RepositoryIds {
  readonly repository: string;
  readonly owner: string;
}

export interface EnvironmentFacts {
  readonly name: string;
  /** Somebody approves. */
  readonly reviewers: boolean;
  /** Anything else stands before it: a time to wait, an app that decides. */
  readonly otherRules: boolean;
  /** Which refs may use it. */
  readonly refs: 'any' | 'protected branches' | 'listed';
  /** Where they are listed: `branch main`, `tag v*`. */
  readonly policies: Answer<readonly string[]>;
}

export interface RulesetFacts {
  readonly name: string;
  readonly target: string;
  readonly isActive: boolean;
  /** Patterns of refs, and the rules that hold for them. */
  readonly detail: Answer<{ readonly include: readonly string[]; readonly exclude: readonly string[]; readonly rules: readonly string[] }>;
}

export interface AssetFacts {
  readonly name: string;
  /** `sha256:…`, where the service tells it. */
  readonly digest: string | null;
}

export interface ReleaseFacts {
  readonly tag: string;
  readonly isPrerelease: boolean;
  /** Null where the service does not say. */
  readonly isImmutable: boolean | null;
  readonly assets: readonly AssetFacts[];
}

/** Attestations that the service holds for a file of the newest release: seen there, and not verified. */
export interface AttestedAsset {
  readonly name: string;
  readonly digest: string;
  readonly predicateTypes: Answer<readonly string[]>;
}

export interface WorkflowFacts {
  readonly path: string;
  /** `active`, `disabled_manually`, … */
  readonly state: string;
  readonly runs: Answer<number>;
}

/** Whether a commit that an action is pinned to is one of its repository. */
export type Belonging = 'in the repository' | 'not in the repository' | 'no such commit';

export interface ActionFacts {
  readonly name: string;
  readonly ref: string;
  /** The version that the comment behind it names. */
  readonly version: string | undefined;
  /** For a ref that is a commit. */
  readonly commit: Answer<Belonging>;
  /** The commit of the tag that the comment names, where it is another. */
  readonly versionIsAt: string | null;
  /** What it uses by a ref that can move, itself or through what it uses. */
  readonly movable: Answer<readonly string[]>;
}

/** What a service said, each part with its own answer. */
export interface Observed {
  /** The API's address. */
  readonly api: string;
  readonly repository: Answer<RepositoryFacts>;
  readonly environments: Answer<readonly EnvironmentFacts[]>;
  readonly rulesets: Answer<readonly RulesetFacts[]>;
  readonly defaultBranchProtected: Answer<boolean>;
  /** Whether what is released from now on can be changed no more. */
  readonly immutableReleases: Answer<boolean>;
  readonly pinningRequired: Answer<boolean>;
  /** The newest first. */
  readonly releases: Answer<readonly ReleaseFacts[]>;
  readonly attested: readonly AttestedAsset[];
  readonly workflows: Answer<readonly WorkflowFacts[]>;
  readonly actions: readonly ActionFacts[];
}
