import type { Condition, EffectTemplate } from '../schema.ts';

type Described = Extract<EffectTemplate, { kind: 'describes' }>;
type SubjectTemplate = Described['subject'];

/** What `sbom-target` found the scanned thing to be. */
export const targets: readonly { readonly when: Condition; readonly value: SubjectTemplate }[] = [
  { when: { flag: 'target-kind', is: 'source' }, value: { kind: 'source' } },
  { when: { flag: 'target-kind', is: 'image' }, value: { kind: 'image', refs: '{flags.target}' } },
  { when: { flag: 'target-kind', is: 'files' }, value: { kind: 'files', paths: '{flags.target}', recursive: true } },
];
const scanned: SubjectTemplate = { kind: 'unknown', why: 'what is scanned is not written out' };

/** What a scanner says of the thing that `sbom-target` found. */
export function described(format: 'spdx' | 'cyclonedx' | 'syft' | 'github', output: string, tool: string, when: Condition): Described {
  return { kind: 'describes', subject: scanned, format, output, attachedTo: 'nowhere', tool, choose: { subject: { cases: targets } }, when };
}

/** What is read from the checkout. */
export function ofSource(format: 'spdx' | 'cyclonedx', output: string, tool: string): Described {
  return { kind: 'describes', subject: { kind: 'source' }, format, output, attachedTo: 'nowhere', tool };
}
