import { limits, SealwrightError } from '../../base/index.ts';
import { readChartYaml, type PackedChart } from '../../release/index.ts';
import type { Machine } from '../machine.ts';

/** Reads a packed chart. Throws RELEASE_REFUSED for what is none. Source: helm.sh, "The Chart File Structure". */
export async function readChart(path: string, machine: Machine): Promise<PackedChart> {
  const { disk } = await machine.openVerifyPorts();
  const read = disk.read(path, { maxBytes: limits.maxEvidenceBytes });
  const bad = (why: string): SealwrightError =>
    new SealwrightError('RELEASE_REFUSED', { at: path, message: `it is no packed chart: ${why}`, hint: 'helm package CHART' });
  if (read.kind !== 'bytes') throw bad(read.kind === 'refused' ? read.reason : 'it is no file');
  const { fileIn } = await import('../sbom/late.ts');
  const found = await fileIn({ subject: `file:${path}`, isWanted: (one) => /^[^/]+\/Chart\.yaml$/.test(one), maxBytes: limits.maxDocumentBytes }, machine);
  if (found === undefined) throw bad('it has no Chart.yaml in its one folder');
  const facts = readChartYaml(new TextDecoder().decode(found));
  if ('why' in facts) throw bad(facts.why);
  return { ...facts, bytes: read.bytes };
}
