import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'checked-identity-too-wide',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'a workflow, a policy or a program checks signatures with a pattern that takes more signers than those of this project',
  remedy: 'give the exact identity, or a pattern with anchors, escaped dots, the workflow and the form of its ref',
  about: () => ({
    why: 'Such a check runs by itself and nobody looks at what it lets through. A pattern that takes another repository takes what anybody signs there.',
    blindSpots:
      'Patterns that a program puts together, those in files of tests and of others, and the files behind the first few hundred. A pattern that does not take what is signed here is not complained of: it may be for something else.',
    refs: ['https://docs.sigstore.dev/cosign/verifying/verify/', 'https://cwe.mitre.org/data/definitions/777.html'],
    mapping: { cwe: [777, 295] },
  }),
  *check(input) {
    for (const one of input.identities) {
      const foreign = one.widths.filter(({ takes }) => takes === 'another owner' || takes === 'another repository' || takes === 'another host');
      const shown = foreign.findLast(({ takes }) => takes !== 'another host') ?? foreign[0] ?? one.widths.at(-1)!;
      const isForeign = foreign.some(({ takes }) => takes !== 'another host');
      yield finding({
        at: one.at,
        surface: null,
        path: [one.at.file],
        asks: one.expression,
        message: `the identity pattern of ${one.in} takes ${one.widths.map(({ takes }) => takes).join(', ')}: ${shown.witness}`,
        ...(isForeign ? { severity: 'high' as const, audience: 'everyone' as const } : {}),
        ...(one.widths.every(({ takes }) => takes === 'another ref') ? { severity: 'low' as const } : {}),
      });
    }
  },
});
