import type { Choice, EffectTemplate, Failure } from '../schema.ts';

const identity: Choice<'pinned' | 'pattern' | 'none'> = {
  cases: [
    {
      when: {
        any: [
          { flag: 'key', set: true },
          { flag: 'sk', set: true },
          { flag: 'certificate', set: true },
        ],
      },
      value: 'pinned',
    },
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
    integrityOnly: false,
    choose: { identity },
  };
}
