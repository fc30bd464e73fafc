import type { Choice, Condition } from '../schema.ts';

type Provenance = 'none' | 'min' | 'max' | 'default' | 'unknown';

const attestsProvenance: Condition = { input: 'attests', matches: '*type=provenance*' };

/** Whether a line of `attests` turns a sort of attestation off. */
function turnsOff(type: string): Condition {
  return { input: 'attests', matches: [`*type=${type},disabled=true*`, `*disabled=true,type=${type}*`] };
}

/** The order is that of the action: its own input, then `attests`, then what turns the default off, then the default of the version. */
export const provenance: Choice<Provenance> = {
  cases: [
    { when: { input: 'provenance', is: 'false' }, value: 'none' },
    { when: { input: 'provenance', matches: '*disabled=true*' }, value: 'none' },
    { when: { input: 'provenance', matches: '*mode=min*' }, value: 'min' },
    { when: { input: 'provenance', matches: '*mode=max*' }, value: 'max' },
    { when: { input: 'provenance', set: true }, value: 'default' },
    { when: turnsOff('provenance'), value: 'none' },
    { when: { all: [attestsProvenance, { input: 'attests', matches: '*mode=max*' }] }, value: 'max' },
    { when: { all: [attestsProvenance, { input: 'attests', matches: '*mode=min*' }] }, value: 'min' },
    { when: attestsProvenance, value: 'default' },
    {
      when: {
        any: [
          { input: 'load', is: 'true' },
          { input: 'outputs', matches: '*type=docker*' },
        ],
      },
      value: 'none',
    },
    { when: { all: [{ env: 'BUILDX_NO_DEFAULT_ATTESTATIONS', is: ['1', 'true'] }, { version: '<3.3.0 || >=6.16.0' }] }, value: 'none' },
    { when: { version: '<3.3.0' }, value: 'min' },
    { when: { version: '>=3.3.1 <4.0.0' }, value: 'none' },
  ],
  undecided: 'unknown',
};

/** Whether the build attaches an SBOM. */
export const sbom: Choice<'none' | 'spdx' | 'unknown'> = {
  cases: [
    { when: { input: 'sbom', is: 'false' }, value: 'none' },
    { when: { input: 'sbom', matches: '*disabled=true*' }, value: 'none' },
    { when: { input: 'sbom', set: true }, value: 'spdx' },
    { when: turnsOff('sbom'), value: 'none' },
    { when: { input: 'attests', matches: '*type=sbom*' }, value: 'spdx' },
  ],
  undecided: 'unknown',
};
