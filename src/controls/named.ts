import type { PublishRecord, Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { ofRun } from './of-run.ts';

const namesOf = {
  hashes:
    /(?:^|[-_.])(?:sha(?:1|224|256|384|512)?sums?|checksums?|hashes|digests|md5sums?)(?:[-_.]\w+)*(?:\.txt)?$|\.(?:sha(?:1|224|256|384|512)(?:sum)?|md5(?:sum)?|b2|b3)$|^sha\d*\*/i,
  signs: /\.(?:asc|sig|sign|signature|minisig|sigstore(?:\.json)?)$/i,
  describes: /(?:^|[-_.])(?:sbom|bom)(?:[-_.]\w+)*\.(?:json|xml|txt)$|\.(?:spdx(?:\.(?:json|rdf|xml|ya?ml))?|cdx\.(?:json|xml)|cyclonedx\.(?:json|xml)|sbom)$/i,
  // An `attestation.json` can state anything; these are formats and names of provenance.
  attests: /\.intoto(?:\.jsonl?)?$|(?:^|[-_.])provenance(?:\.\w+)*\.jsonl?$/i,
} as const;

/**
 * Why it is not known whether a control is there: a file is published beside a unit whose name says that it is evidence
 * of the kind asked for, and nothing that was read makes it.
 */
export function unreadBeside(trace: Trace, unit: Unit, kind: keyof typeof namesOf): string | undefined {
  const publish = unit.publish;
  if (publish === undefined || (unit.place !== 'release' && unit.place !== 'bucket')) return undefined;
  for (const other of ofRun(trace.publishes, unit.run)) {
    if (other.sink.kind !== publish.sink.kind) continue;
    const found = other.files.findIndex((file, i) => trace.batches.get(file.batch)?.kind === 'opaque' && isAbout(other.shown[i] ?? '', unit, kind));
    if (found !== -1) return `${nameAt(other, found, kind)} is published beside it, and nothing that was read makes it`;
  }
  return undefined;
}

function nameAt(publish: PublishRecord, at: number, kind: keyof typeof namesOf): string {
  return (publish.shown[at] ?? '').split(', ').find((name) => namesOf[kind].test(name)) ?? '';
}

/** A name of evidence that begins like another file (`lens.zip.asc`) is about that file alone. */
function isAbout(shown: string, unit: Unit, kind: keyof typeof namesOf): boolean {
  return shown.split(', ').some((name) => {
    if (!namesOf[kind].test(name)) return false;
    const about = name.replace(/\.(?:asc|sig|sign|signature|minisig|sigstore(?:\.json)?|sha\d+(?:sum)?|md5(?:sum)?|b2|b3)$/i, '');
    return (
      about === name || about.includes('*') || unit.names.some((own) => own.split(', ').includes(about) || own.includes('*')) || namesOf.hashes.test(about)
    );
  });
}
