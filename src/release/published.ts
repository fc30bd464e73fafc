import type { Plan } from './model.ts';
import { provenanceName } from './names.ts';
import { evidenceFiles } from './plan.ts';

/** Names of all files that a release publishes: what was built, what describes it, and the evidence. Pure. */
export function publishedFiles({ files, checksums }: Pick<Plan, 'files' | 'checksums'>): readonly string[] {
  if (files.length === 0) return [];
  const own = files.flatMap(({ name, evidence }) => [name, ...evidenceFiles(name, evidence)]);
  const provenance = files.some(({ evidence }) => evidence.includes('provenance')) ? [provenanceName] : [];
  return [...own, checksums, `${checksums}.sigstore.json`, ...provenance];
}
