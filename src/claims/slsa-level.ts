import type { Evidence } from '../controls/index.ts';
import type { Traced } from '../lineage/index.ts';

/** The SLSA build level that provenance reaches, or undefined where it is not known (SLSA v1.0, Producing artifacts, Security levels). */
export function levelOf(provenance: Evidence, traced: Traced): { readonly level: number; readonly because: string } | undefined {
  switch (provenance.status) {
    case 'absent':
      return {
        level: 0,
        because: provenance.strength === 'cannot-work' ? `the provenance can never be made: ${provenance.reason ?? ''}` : 'there is no provenance',
      };
    case 'unknown':
    case 'not-applicable':
      return undefined;
    case 'present':
    case 'partial':
      break;
  }
  const { how } = provenance;
  if (how.startsWith('unsigned')) return { level: 1, because: 'its provenance is signed by nobody' };
  if (how === 'publish only') return { level: 0, because: 'its attestation names the publisher, not the build' };
  if (provenance.status === 'partial') return undefined;
  if (/SLSA generator|docker github-builder/.test(how)) return { level: 3, because: `${how} makes it outside of the build` };
  if (!/^(?:GitHub attestation|cosign keyless|npm provenance)(?:, (?:GitHub attestation|cosign keyless|npm provenance))*$/.test(how)) return undefined;
  // What a workflow does that others call is out of reach of the caller: how much of the build it does is not told.
  const makers = provenance.because.filter((one) => one.role === 'covers').map((one) => one.span.file);
  if (makers.length === 0 || makers.some((file) => isCalled(file, traced))) return undefined;
  return { level: 2, because: `${how} by the project’s own workflow, and level 3 needs a builder that it cannot reach into` };
}

function isCalled(file: string, traced: Traced): boolean {
  const workflow = traced.workflows.get(file);
  return workflow === undefined || workflow.triggers.some((one) => one.event === 'workflow_call') || traced.trace.calleeRefs.has(file);
}
