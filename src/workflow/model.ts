import type { Span } from '../base/index.ts';

/** A scalar of the YAML text: its decoded value and where it stands. `${{ }}` is still inside. */
export interface Scalar {
  readonly value: string;
  readonly span: Span;
  /**
   * The file offset at which line i of `value` starts. Within a line of a plain, literal or folded scalar the characters
   * follow each other as in the file; `spanIn` gives the span of any part, escapes and folded lines included.
   */
  readonly lineStarts?: readonly number[];
  /** How the YAML core schema types it: `if: true` and `if: "true"` differ. */
  readonly type: 'string' | 'boolean' | 'number' | 'null';
}

/** Any YAML value with spans; mappings keep their order. */
export type Node =
  | { readonly kind: 'scalar'; readonly scalar: Scalar; readonly span: Span }
  | { readonly kind: 'list'; readonly items: readonly Node[]; readonly span: Span }
  | { readonly kind: 'map'; readonly entries: readonly { readonly key: Scalar; readonly value: Node }[]; readonly span: Span };

/** Something in a file that was not understood; the rest of the file still counts. */
export interface Problem {
  readonly span: Span;
  readonly reason: string;
}

export type EnvMap = ReadonlyMap<string, Scalar>;

export interface Permissions {
  /** `read-all`, `write-all` or a map; `{}` gives nothing. Absent blocks are `undefined` on the workflow or job, not this. */
  readonly all?: 'read' | 'write';
  readonly scopes: ReadonlyMap<string, { readonly level: 'read' | 'write' | 'none'; readonly span: Span }>;
  readonly span: Span;
}

export interface Trigger {
  /** `push`, `release`, `workflow_dispatch`, … */
  readonly event: string;
  readonly span: Span;
  readonly branches?: readonly Scalar[];
  readonly branchesIgnore?: readonly Scalar[];
  readonly tags?: readonly Scalar[];
  readonly tagsIgnore?: readonly Scalar[];
  readonly paths?: readonly Scalar[];
  readonly types?: readonly Scalar[];
  /** `workflow_run.workflows` */
  readonly workflows?: readonly Scalar[];
  /** `workflow_dispatch.inputs` and `workflow_call.inputs` */
  readonly inputs: ReadonlyMap<string, InputSpec>;
  /** `workflow_call.outputs`: name to its expression. */
  readonly outputs: ReadonlyMap<string, Scalar>;
  readonly secrets: ReadonlyMap<string, { readonly required: boolean; readonly span: Span }>;
  readonly cron: readonly Scalar[];
}

export interface InputSpec {
  readonly name: string;
  readonly type: string | undefined;
  readonly required: boolean;
  readonly default: Scalar | undefined;
  readonly options: readonly string[];
  readonly span: Span;
}

export interface Defaults {
  readonly shell?: Scalar;
  readonly workingDirectory?: Scalar;
}

export interface Step {
  readonly index: number;
  readonly id: string | undefined;
  readonly name: Scalar | undefined;
  readonly if: Scalar | undefined;
  readonly uses: Scalar | undefined;
  /** The comment on the line of `uses:`, without `#`: a pinned SHA's version is written there. */
  readonly usesComment: string | undefined;
  readonly run: Scalar | undefined;
  readonly with: ReadonlyMap<string, Scalar>;
  readonly env: EnvMap;
  readonly shell: Scalar | undefined;
  readonly workingDirectory: Scalar | undefined;
  readonly continueOnError: Scalar | undefined;
  readonly span: Span;
}

/** `strategy.matrix`: either an expression for all of it, or dimensions with include and exclude. */
export interface Matrix {
  readonly expression?: Scalar;
  /** Each dimension's values, or one scalar that is an expression for the list. */
  readonly dimensions: ReadonlyMap<string, Node>;
  readonly include: Node | undefined;
  readonly exclude: Node | undefined;
  readonly span: Span;
}

export interface Job {
  readonly id: string;
  readonly name: Scalar | undefined;
  readonly if: Scalar | undefined;
  readonly needs: readonly Scalar[];
  readonly runsOn: Node | undefined;
  readonly permissions: Permissions | undefined;
  readonly environment: Scalar | undefined;
  readonly env: EnvMap;
  readonly defaults: Defaults;
  readonly outputs: ReadonlyMap<string, Scalar>;
  readonly matrix: Matrix | undefined;
  readonly continueOnError: Scalar | undefined;
  readonly container: Node | undefined;
  readonly services: Node | undefined;
  readonly steps: readonly Step[];
  /** A reusable workflow call. */
  readonly uses: Scalar | undefined;
  readonly usesComment: string | undefined;
  readonly with: ReadonlyMap<string, Scalar>;
  readonly secrets: ReadonlyMap<string, Scalar> | 'inherit';
  readonly concurrency: Node | undefined;
  readonly span: Span;
  /** The span of the job's key. */
  readonly keySpan: Span;
}

export interface Workflow {
  readonly kind: 'workflow';
  readonly path: string;
  readonly name: Scalar | undefined;
  readonly triggers: readonly Trigger[];
  readonly permissions: Permissions | undefined;
  readonly env: EnvMap;
  readonly defaults: Defaults;
  readonly jobs: readonly Job[];
  readonly problems: readonly Problem[];
}

/** An `action.yml`: composite steps, or a JavaScript or container action whose text is not followed. */
export interface Action {
  readonly kind: 'action';
  readonly path: string;
  readonly name: Scalar | undefined;
  readonly using: string;
  readonly inputs: ReadonlyMap<string, InputSpec>;
  readonly outputs: ReadonlyMap<string, Scalar>;
  readonly steps: readonly Step[];
  readonly image: Scalar | undefined;
  readonly problems: readonly Problem[];
}

/** A file that could not be made into a model at all: what was wrong and where. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly path: string;
  readonly problems: readonly Problem[];
}
