import type { Text } from '../../../values/index.ts';
import type { Node } from '../../../workflow/index.ts';
import type { Effect, PredicateKind, Subject } from '../../effect.ts';
import { get, maps, texts } from '../support/node.ts';
import { when } from '../support/run.ts';
import type { Holds } from '../support/run.ts';
import type { Project } from './project.ts';
import type { SigningCommand } from './signing-command.ts';

/** The entries of a signing section. */
export function entriesOf(project: Project, section: string): readonly Node[] {
  const node = get(project.root, section);
  const entries = maps(node);
  if (node !== undefined && node.kind === 'scalar' && node.scalar.type !== 'null') project.run.doubt(node.span, `${section} is not a list`);
  return entries;
}

/** `if` of the paid edition. */
export function conditionOf(project: Project, entry: Node): Holds {
  return get(entry, 'if') === undefined ? when(true, '') : project.isTrue(get(entry, 'if'));
}

/** The arguments of an entry, or the section's own. */
export function argsOf(entry: Node, fallback: readonly string[]): readonly string[] {
  const written = texts(get(entry, 'args'));
  return written.length > 0 ? written : fallback;
}

/** Why a signing command is not understood, or undefined. */
export function unreadCommand(command: SigningCommand): string | undefined {
  if (command.action === 'unknown') return `what the signing command ${command.tool} does was not read`;
  return command.givesArtifact ? undefined : 'the arguments of the signing command do not name the artifact';
}

const predicates: Readonly<Record<string, PredicateKind>> = {
  slsaprovenance: 'slsa-provenance',
  slsaprovenance02: 'slsa-provenance',
  slsaprovenance1: 'slsa-provenance',
  spdx: 'sbom-spdx',
  spdxjson: 'sbom-spdx',
  cyclonedx: 'sbom-cyclonedx',
  vuln: 'vuln',
};

/** The effect of `cosign attest` and `attest-blob`. */
export function attestation(
  command: SigningCommand,
  subject: Subject,
  outputs: readonly Text[],
  attachedTo: 'beside' | 'registry' | 'nowhere' = 'beside',
): Effect {
  return {
    kind: 'attests',
    subject,
    predicate: predicates[command.predicateType ?? 'custom'] ?? 'custom',
    signed: true,
    mechanism: command.mechanism,
    keyless: command.keyless,
    ...(command.predicateFile === undefined || command.predicateFile.includes('$') || command.predicateFile.includes('{{')
      ? {}
      : { predicateFile: [{ kind: 'lit', text: command.predicateFile }] }),
    ...(outputs.length === 0 ? {} : { outputs }),
    attachedTo,
    needs: command.needs,
  };
}
