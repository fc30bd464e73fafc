import { isOurs, ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipe-turns-checks-off',
  severity: 'medium',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'a documented verify command turns a part of the check off',
  remedy: 'remove the flag',
  about: () => ({
    why: 'The flag takes away what makes the signature worth something: the log that shows it, or that it is about this very file.',
    blindSpots: 'Private deployments of Sigstore that have no log, which a key shows; those are left alone.',
    refs: ['https://docs.sigstore.dev/cosign/verifying/verify/'],
    mapping: { cwe: [295] },
  }),
  *check(input) {
    for (const recipe of input.recipes) {
      const { command } = recipe;
      const flag = insecure.find((one) => command.flags.has(one) && command.flags.get(one)?.at(-1) !== 'false');
      const claims = command.flags.get('--check-claims')?.at(-1) === 'false' ? '--check-claims=false' : undefined;
      const off = flag ?? claims;
      if (off === undefined || command.key !== undefined || !isOurs(input, recipe)) continue;
      yield finding({ ...ofRecipe(recipe), message: `the documented ${command.tool} command is given ${off}` });
    }
  },
});

const insecure = [
  '--insecure-ignore-tlog',
  '--insecure-ignore-sct',
  '--allow-insecure-registry',
  '--insecure-skip-verify',
  '--unsafely-any-identity',
  '--unsafely-any-artifact',
] as const;
