import { candidatesFor } from '../controls/index.ts';
import type { VerifyCommand } from '../documents/index.ts';
import type { Traced } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';

/**
 * Why slsa-verifier refuses provenance that is made: it takes that of builders that it knows, which sign in workflows of
 * their own, and this is signed by the project's. Source: slsa-framework/slsa-verifier, "Verification for GitHub builders".
 */
export function ofUnknownBuilder(unit: Unit, command: VerifyCommand, traced: Traced): string | undefined {
  if (command.tool !== 'slsa-verifier' || !/^verify-(?:artifact|image)$/.test(command.subcommand)) return undefined;
  const made = candidatesFor(traced.trace, unit, (e) => e.kind === 'attestation' && e.predicate === 'slsa-provenance' && e.signed).map((one) => one.record);
  // Where a called workflow or an action of another repository signs, it may be one of them.
  const isOwn = made.length > 0 && made.every((e) => e.keyless && e.signer === undefined && e.origin.workflow.startsWith('.github/workflows/'));
  return isOwn ? 'slsa-verifier takes provenance of the builders that it knows, and a workflow of this project signs it' : undefined;
}
