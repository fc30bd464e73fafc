import type { Text } from '../values/index.ts';
import type { Effect } from './effect.ts';

/**
 * The shape of an effect in a row: every `Text` of `Effect` is a template string, every list of texts one template that
 * yields a list, or several. Templates: literal text with references in braces and optional filters, as in
 * `{inputs.subject-path | paths}`. `*` in the literal text is a wildcard, `{a,b}` two alternatives. A reference to
 * something that was not given makes an optional field disappear and a list empty.
 *
 * References: `inputs.NAME` (after defaults), `flags.NAME` (a command's flag by its canonical name), `args.N`, `args.N..`
 * (positional words from N on), `env.NAME`, `stdin`, `stdout` and `outputs.NAME` (fresh unknowns that the effect gives a
 * meaning), `github.NAME`, `call.name` and `call.ref`. `{file}` stays as it is: it stands for each subject's name where an
 * effect documents it.
 * Filters: `lines` (split at newlines), `words`, `commas`, `list` (newlines or commas), `paths` (as `list`, read as globs,
 * leading `!` dropped into the effect's `exclude`), `globs` (the same, split at newlines only), `toolkit-paths` and
 * `toolkit-globs` (the same, braces being literal), `semicolons` (split, not read as globs), `json` (a JSON list of strings), `glob` (not split), `go-template` (a field in double braces is any text), `basename`, `dir`, `noscheme` (drops `oci://` and `docker://`), `refname` (drops `refs/tags/` and
 * `refs/heads/`), `trim`, `lower`, `drop PREFIX`, `after FLAG` (the word after it in a command line),
 * `operand` (the first word that is no flag), `attr KEY` (the value of
 * `KEY=` in comma-separated attributes), `or REFERENCE` (when what stands before was not given), `replace WORD REFERENCE`
 * (puts a reference's first value, its `refname`, for a placeholder such as `$target`).
 */
export type Templated<T> = T extends Text
  ? string
  : T extends readonly Text[]
    ? string | readonly string[]
    : T extends ReadonlyMap<string, Text>
      ? Readonly<Record<string, string>>
      : T extends object
        ? { readonly [K in keyof T]: Templated<T[K]> }
        : T;

/** A question about the call, answered true, false or unknown; an effect whose condition is unknown is applied as conditional. */
export type Condition =
  | { readonly input: string; readonly is: string | readonly string[] }
  | { readonly input: string; readonly set: boolean }
  /** `*` in a pattern is any run of characters. */
  | { readonly input: string; readonly matches: string | readonly string[] }
  | { readonly flag: string; readonly is: string | readonly string[] }
  | { readonly flag: string; readonly set: boolean }
  | { readonly flag: string; readonly matches: string | readonly string[] }
  | { readonly arg: number; readonly matches: string }
  /** True when the word as the script writes it fits; an unknown in it is no reason to think so. For verbs: few scripts hide the one that publishes. */
  | { readonly arg: number; readonly written: string }
  | { readonly args: 'some' | 'none'; readonly from: number }
  | { readonly env: string; readonly set: boolean }
  | { readonly env: string; readonly is: string | readonly string[] }
  | { readonly env: string; readonly from: string | readonly string[] }
  | { readonly event: string | readonly string[] }
  | { readonly permission: string }
  /** True when the value is one unknown with one of these names: `secrets.GITHUB_TOKEN`, `github.token`. */
  | { readonly input: string; readonly from: string | readonly string[] }
  /** True when the text as written holds one of these words; what is filled in at run time is not looked at. For scripts given as inputs. */
  | { readonly input: string; readonly mentions: string | readonly string[] }
  /** A value of the `github` context; `*` in a pattern is any run of characters. */
  | { readonly github: string; readonly matches: string | readonly string[] }
  /** Whether the call names a full commit instead of a tag or branch. */
  | { readonly pinned: boolean }
  /** The call's ref: `taiki-e/install-action@cosign`. */
  | { readonly ref: string | readonly string[] }
  /** Never decided by text: the reason, as the condition's name. */
  | { readonly unknown: string }
  /** A range on the action's or tool's version, as semver writes it. */
  | { readonly version: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/**
 * Fields whose value hangs on the call: the first case whose condition holds replaces the field's own value. A case that
 * is undecided takes `undecided` where that is given; else the effect is yielded once for each value, as conditional.
 */
export interface Choice<T> {
  readonly cases: readonly { readonly when: Condition; readonly value: T }[];
  readonly undecided?: T;
}

type WithChoices<E> = E extends unknown
  ? E & { readonly when?: Condition; readonly choose?: { readonly [K in Exclude<keyof E, 'kind'>]?: Choice<NonNullable<E[K]>> } }
  : never;

export type EffectTemplate = WithChoices<Templated<Effect>>;

export type Role =
  | 'builds'
  | 'transforms'
  | 'transports'
  | 'hashes'
  | 'lists'
  | 'signs'
  | 'describes'
  | 'attests'
  | 'publishes'
  | 'verifies'
  | 'consumes'
  | 'installs'
  | 'grants'
  | 'tags'
  | 'posture'
  | 'none';

/** Where a row's facts come from. `checked` is null for a row whose source has not been read: it is marked so everywhere. */
export interface Source {
  readonly url: string;
  readonly commit?: string;
  /** The version read, as its tag. */
  readonly version?: string;
  readonly checked: string | null;
}

/** An input's default, a template over `github` and `env`, with the versions it holds for: `since` is the first, `until` the first that it no longer holds for. An input that is not given is known not to be given. */
export interface InputDefault {
  readonly value: string;
  readonly since?: string;
  readonly until?: string;
}

export interface ActionRow {
  readonly kind: 'action' | 'reusable-workflow';
  /** `owner/repo`, `owner/repo/path`, or `owner/repo/.github/workflows/file.yml`; compared without case. */
  readonly uses: string;
  /** Former names, which the service redirects. */
  readonly aliases?: readonly string[];
  /** The row speaks for every action in folders below `uses` that has no row of its own. */
  readonly subpaths?: boolean;
  readonly roles: readonly Role[];
  /** Every input that the row's templates name, with its default; the empty string where there is none. */
  readonly defaults: Readonly<Record<string, string | readonly InputDefault[]>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** Variables that it sets for later steps, unless they are set. */
  readonly exports?: Readonly<Record<string, string>>;
  readonly effects: readonly EffectTemplate[];
  /** Ways in which the call fails as written. */
  readonly fails?: readonly Failure[];
  /** A named function of the lineage that computes the outputs (`docker/metadata-action`). */
  readonly computes?: 'docker-metadata' | 'download-artifact' | 'create-release-outputs';
  readonly source: Source;
  readonly note?: string;
}

/** A flag: its spellings, the canonical first, and whether it takes a value. `repeat` keeps all values. */
export interface FlagSpec {
  readonly names: readonly string[];
  readonly value: boolean;
  readonly repeat?: boolean;
  /** The value may be left out; it is then only taken from `--flag=value`. */
  readonly optional?: boolean;
}

/** A function that reads more from a command line than flags and words say; what it finds is there as further flags. */
export type CommandView =
  | 'cmdlet'
  | 'compress'
  | 'container'
  | 'copy'
  | 'credential'
  | 'curl'
  | 'dd'
  | 'dmg'
  | 'gh'
  | 'gh-api'
  | 'git-push'
  | 'git-tag'
  | 'helm-push'
  | 'image-inspect'
  | 'last-word'
  | 'ad-hoc'
  | 'operands'
  | 'oras'
  | 'retag'
  | 'runs-rest'
  | 'sbom-target'
  | 'subject-target'
  | 'seven-zip'
  | 'several'
  | 'syft-output'
  | 'tar'
  | 'transfer'
  | 'transport'
  | 'unzip'
  | 'wget'
  | 'zip';

/** A way in which the command fails as written: always, or when the condition holds. */
export interface Failure {
  readonly when?: Condition;
  readonly why: string;
  /** Of an action: where the call does not decide, whether it works is not known, rather than that it may stop now and then. */
  readonly unsure?: boolean;
}

export interface CommandRow {
  readonly kind: 'command';
  readonly program: string;
  /** Words that must follow the program, flags skipped: `['attestation', 'verify']`. */
  readonly words: readonly string[];
  /** Whole lines that mean the same: `docker image push`, `podman push`. */
  readonly aliases?: readonly string[];
  readonly flags: readonly FlagSpec[];
  /** Values of flags that are left out; such a flag counts as set. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** Flags left out are read from variables: this prefix and the flag's name in capitals, `COSIGN_` and `output-file`. */
  readonly envPrefix?: string;
  readonly roles: readonly Role[];
  readonly effects: readonly EffectTemplate[];
  /** A short flag group such as `tar czf` is split into letters. */
  readonly bundledFlags?: boolean;
  /** Everything after the first positional word is positional, as in `docker run IMAGE …`. */
  readonly stopsAtWord?: boolean;
  readonly view?: CommandView | readonly CommandView[];
  readonly fails?: readonly Failure[];
  /** The program has no such subcommand: the command fails. */
  readonly unknownSubcommand?: true;
  /** The tool that must be installed for it to run, when it is not the program's own name. */
  readonly tool?: string;
  /** What standard output is: a template, for instance a digest read from a registry (`{outputs.digest}`). */
  readonly stdout?: string;
  readonly source: Source;
  readonly note?: string;
}

/** How a tool gets onto a runner: the ways that give the right program, and look-alikes that do not. */
export interface ToolRow {
  readonly kind: 'tool';
  readonly name: string;
  /** Runner images that ship it: `ubuntu`, `macos`, `windows`. */
  readonly onRunners: readonly string[];
  /** `manager:package`: `brew:syft`, `apt:gnupg`, `pip:twine`, `go:github.com/…`, `npm:@sigstore/cli`, `cargo:…`, `gem:…`. */
  readonly packages: readonly string[];
  /** `manager:package` of another program with the same name, and what it is. */
  readonly impostors: Readonly<Record<string, string>>;
  readonly source: Source;
  readonly note?: string;
}

export type CatalogRow = ActionRow | CommandRow | ToolRow;
