import { no, type Fixer } from '../proposal.ts';

/** A permission that nothing of the job uses is taken away. */
export const unusedPermission: Fixer = {
  rules: ['attestation-permission-unused'],
  propose: (finding, ask) => {
    const place = ask.place(finding.at);
    if (place?.at(-1) !== 'attestations') return no('the permission is not in a file that is edited');
    return {
      kind: 'needs-review',
      title: `take attestations: write from job ${String(place[1])}`,
      notes: ['or attest what the job publishes: then it is needed'],
      changes: [{ kind: 'yaml', path: finding.at.file, operations: [{ kind: 'remove', at: place }] }],
    };
  },
};
