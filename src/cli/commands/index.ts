// The commands: what each reads from its command line and does.
// Enters: words and a machine. Leaves: text on its streams and an outcome.
// Each is loaded only when it is called.
import type { UsageError } from '../argv.ts';
import type { Outcome } from '../exit.ts';
import type { Machine } from '../machine.ts';
import type { CommandSpec } from '../spec.ts';

/** A command ready to be run. */
export interface Command {
  readonly spec: CommandSpec;
  /** Reads the words after the command's name; what it returns runs the command. */
  readonly prepare: (argv: readonly string[]) => UsageError | { readonly kind: 'ready'; readonly run: (machine: Machine) => Promise<Outcome> };
}

export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

interface Parts<Options extends { readonly kind: string }> {
  readonly spec: CommandSpec;
  readonly parse: (argv: readonly string[]) => Options | UsageError;
  readonly run: (options: Options, machine: Machine) => Promise<Outcome>;
}

function command<
  Options extends {
    readonly kind:
      | 'audit'
      | 'explain'
      | 'recipe'
      | 'verify'
      | 'gate'
      | 'tag'
      | 'release'
      | 'fix'
      | 'disposition'
      | 'adr'
      | 'lineage'
      | 'completion'
      | 'init'
      | 'lab'
      | 'conformance'
      | 'sign'
      | 'attest'
      | 'provenance'
      | 'sbom';
  },
>(parts: Parts<Options>): Command {
  return {
    spec: parts.spec,
    prepare: (argv) => {
      const options = parts.parse(argv);
      if (options.kind === 'usage') return options;
      return { kind: 'ready', run: (machine) => parts.run(options, machine) };
    },
  };
}

/** Every command, in the order of the help page. */
export const commands: readonly CommandEntry[] = [
  { name: 'audit', summary: 'the release-trust matrix of one or more checkouts', load: async () => command(await import('./audit.ts')) },
  { name: 'explain', summary: 'why a cell of the matrix says what it says', load: async () => command(await import('./explain.ts')) },
  { name: 'recipe', summary: 'the commands with which a stranger checks each surface', load: async () => command(await import('./recipe.ts')) },
  { name: 'verify', summary: 'whether what you have is from whom you think, and what proves it', load: async () => command(await import('../verify/late.ts')) },
  { name: 'gate', summary: 'verify, and only then run a command with what was verified', load: async () => command(await import('../gate/late.ts')) },
  { name: 'sign', summary: 'sign files, without a key of your own or with one', load: async () => command(await import('../sign/late.ts')) },
  {
    name: 'attest',
    summary: 'sign what is said of files and images: an SBOM, a scan, a verification',
    load: async () => command((await import('../sign/late.ts')).attest),
  },
  {
    name: 'provenance',
    summary: 'sign where files and images were built: SLSA provenance of this job',
    load: async () => command((await import('../sign/late.ts')).provenance),
  },
  { name: 'sbom', summary: 'what a folder, file or image holds, as SPDX or CycloneDX', load: async () => command(await import('../sbom/late.ts')) },
  { name: 'tag', summary: 'a new tag of git, signed by a key of SSH or by the identity of the job', load: async () => command(await import('../tag/late.ts')) },
  {
    name: 'release',
    summary: 'hash, describe, sign, stage and verify what was built, and only then publish it',
    load: async () => command(await import('../release/late.ts')),
  },
  { name: 'fix', summary: 'edits that mend what an audit complains of, each proved', load: async () => command(await import('./fix.ts')) },
  { name: 'disposition', summary: 'what was decided on findings: record it, list it, review it', load: async () => command(await import('./disposition.ts')) },
  { name: 'adr', summary: 'the decision record of an audit', load: async () => command(await import('./adr.ts')) },
  { name: 'lineage', summary: 'the graph from source to what is published', load: async () => command(await import('./lineage.ts')) },
  {
    name: 'lab',
    summary: 'a Sigstore, a registry and a small GitHub on this machine, to try a release in',
    load: async () => command(await import('../lab/late.ts')),
  },
  { name: 'init', summary: 'a first configuration, and a workflow that audits', load: async () => command(await import('./init.ts')) },
  { name: 'completion', summary: 'what a shell needs to complete commands and options', load: async () => command(await import('./completion.ts')) },
];

/** Commands that programs call and no page shows. */
export const machineCommands: readonly CommandEntry[] = [
  { name: 'conformance', summary: 'what the conformance suite of Sigstore clients calls', load: async () => command(await import('./conformance.ts')) },
];
