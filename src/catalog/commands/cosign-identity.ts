import type { Choice, Condition, EffectTemplate, Failure } from '../schema.ts';

const keyed: Condition = {
  any: [
    { flag: 'key', set: true },
    { flag: 'sk', set: true },
  ],
};
const turnedOn = (flag: string): Condition => ({ all: [{ flag, set: true }, { not: { flag, is: 'false' } }] });
const identity: Choice<'pinned' | 'pattern' | 'none'> = {
  cases: [
    // Without the log or the list of certificates anybody who once held the key can say when it was used.
    {
      when: { any: [{ all: [turnedOn('insecure-ignore-tlog'), { not: keyed }] }, turnedOn('insecure-ignore-sct'), { flag: 'check-claims', is: 'false' }] },
      value: 'none',
    },
    { when: keyed, value: 'pinned' },
    {
      when: {
        any: [
          { flag: 'certificate-identity-regexp', set: true },
          { flag: 'certificate-oidc-issuer-regexp', set: true },
        ],
      },
      value: 'pattern',
    },
    {
      when: {
        all: [
          { flag: 'certificate-identity', set: true },
          { flag: 'certificate-oidc-issuer', set: true },
        ],
      },
      value: 'pinned',
    },
  ],
};
/** From version 2 on cosign stops when it is not told whose certificate to expect. */
export const identityFails: Failure = {
  when: {
    all: [
      { version: '>=2' },
      { flag: 'key', set: false },
      { flag: 'sk', set: false },
      {
        not: {
          all: [
            {
              any: [
                { flag: 'certificate-identity', set: true },
                { flag: 'certificate-identity-regexp', set: true },
              ],
            },
            {
              any: [
                { flag: 'certificate-oidc-issuer', set: true },
                { flag: 'certificate-oidc-issuer-regexp', set: true },
              ],
            },
          ],
        },
      },
    ],
  },
  why: 'keyless verification needs an identity and an issuer',
};

/** A verification, with the identity that its flags pin. */
export function verifies(subject: Extract<EffectTemplate, { kind: 'verifies' }>['subject'], tool: string): EffectTemplate {
  return {
    kind: 'verifies',
    subject,
    tool,
    identity: 'none',
    expects: ['{flags.certificate-identity}', '{flags.certificate-github-workflow-repository}'],
    issuers: '{flags.certificate-oidc-issuer}',
    against: 'certificate',
    integrityOnly: false,
    choose: { identity, against: { cases: [{ when: keyed, value: 'key' }], undecided: 'certificate' } },
  };
}
