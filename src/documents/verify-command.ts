import type { Span } from '../base/index.ts';
import type { HeadingPath } from './blocks.ts';
import type { Mention } from './mentions.ts';
import type { Proves } from './verify-tool.ts';

/** Where in a document a command stands: typed into a shell, inside a configuration or program, in a line, in prose. */
export type Setting = 'code' | 'config' | 'inline' | 'prose';

/** Who must have signed, as a command says it. */
export interface StatedIdentity {
  readonly kind: 'exact' | 'regexp';
  readonly value: string;
}

/** A documented command that verifies something, and whether it could run. */
export interface VerifyCommand {
  /** The tool by its own name: `cosign`, `gh`, `slsa-verifier`, `sha256sum`, `gpg`. */
  readonly tool: string;
  /** `verify-blob`, `attestation verify`; empty for a tool that is told by a flag. */
  readonly subcommand: string;
  readonly proves: Proves;
  /** The command as it is written, continued lines joined, without prompt. */
  readonly command: string;
  /** Its words without quotes, variables that the document sets filled in. */
  readonly words: readonly string[];
  readonly file: string;
  readonly span: Span;
  readonly setting: Setting;
  readonly heading: HeadingPath;
  /** Flags by their full name with all values; a switch has the empty string. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** The words that are neither flags nor their values. */
  readonly subjects: readonly string[];
  /** Words of the commands whose output is piped into it, and the file of `<`. */
  readonly input: readonly string[];
  readonly identity: StatedIdentity | undefined;
  readonly issuer: StatedIdentity | undefined;
  /** A key's file, URL, name or fingerprint. */
  readonly key: string | undefined;
  /** The repository that cosign looks for signatures in, where a variable names another than the image's. */
  readonly keptIn?: string;
  /** `OWNER/REPO` that the signer must belong to (`--repo`, `--source-uri`). */
  readonly repository: string | undefined;
  /** An owner alone (`--owner`). */
  readonly owner: string | undefined;
  /** Repositories that the command, or text right around it, names; another project's artifact is told by them. */
  readonly mentions: readonly Mention[];
  /** What the reader must fill in: `<tag>`, `$VERSION`, `X.Y.Z`. */
  readonly placeholders: readonly string[];
  /** Something is left out with `...`. */
  readonly isElided: boolean;
  readonly problems: readonly string[];
  /** `yes` once the placeholders are filled in; `partial` when it needs an older tool or leaves the signer to the reader; else `no`. */
  readonly couldRun: 'yes' | 'partial' | 'no';
  /** Why not `yes`. */
  readonly reason: string | undefined;
}

/** A command's words taken apart, before anything is judged. */
export interface ParsedCommand {
  readonly tool: string;
  readonly subcommand: string;
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly subjects: readonly string[];
  readonly input: readonly string[];
  /** Variables set for the command, or by the document before it. */
  readonly variables: ReadonlyMap<string, string>;
  /** A key that the document imports or names around the command. */
  readonly nearbyKey: string | undefined;
}
