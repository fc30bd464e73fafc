import type { EffectTemplate } from '../schema.ts';

const credential = {
  credential: {
    cases: [
      { when: { flag: 'credential', is: 'job-token' } as const, value: 'job-token' as const },
      { when: { flag: 'credential', is: 'secret' } as const, value: 'secret' as const },
    ],
  },
};
/** Logging in at the registry that the first word names. */
export const logsIn: readonly EffectTemplate[] = [{ kind: 'logs-in', registry: '{args.0}', credential: 'unknown', choose: credential }];
