import type { Choice, Condition } from '../schema.ts';
import type { KeptBeside } from '../effect.ts';

const takesAll: Condition = {
  all: [
    { flag: 'only', set: false },
    { flag: 'sig-only', set: false },
  ],
};
const takesSignatures: Condition = {
  any: [
    { flag: 'only', matches: '*sig*' },
    { flag: 'sig-only', set: true },
  ],
};
const takesAttestations: Condition = { flag: 'only', matches: '*att*' };

/** What `cosign copy` takes along of the evidence beside an image: `--only` lists the sorts, of which it leaves the others. */
export const takesAlong: { readonly evidence: Choice<boolean>; readonly only: Choice<KeptBeside> } = {
  evidence: { cases: [{ when: { all: [{ version: '<3' }, { any: [takesAll, takesSignatures, takesAttestations] }] }, value: true }], undecided: false },
  only: {
    cases: [
      { when: { all: [takesSignatures, { not: takesAttestations }] }, value: 'signatures' },
      { when: { all: [takesAttestations, { not: takesSignatures }] }, value: 'attestations' },
    ],
  },
};
