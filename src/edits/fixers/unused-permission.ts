import type { Ask } from '../ask.ts';
import { no, type Fixer } from '../proposal.ts';

/** A permission that nothing of the job uses is taken away, unless what the job publishes is still to be attested with it. */
export const unusedPermission: Fixer = {
  rules: ['attestation-permission-unused'],
  propose: (finding, ask) => {
    const place = ask.place(finding.at);
    if (place?.at(-1) !== 'attestations') return no('the permission is not in a file that is edited', 'take attestations: write out where it is granted');
    const job = String(place[1]);
    const bare = unattested(ask, finding.at.file, job);
    if (bare !== undefined)
      return no(
        `nothing attests ${bare}, which job ${job} publishes: the permission may be meant for that`,
        'attest it with actions/attest, and the permission is needed; where it is not to be attested, remove attestations: write',
      );
    return {
      kind: 'needs-review',
      title: `take attestations: write from job ${job}`,
      notes: ['or attest what the job publishes: then it is needed'],
      changes: [{ kind: 'yaml', path: finding.at.file, operations: [{ kind: 'remove', at: place }] }],
    };
  },
};

/** The name of a surface that a job publishes without a signed statement of how it was built. */
function unattested(ask: Ask, path: string, job: string): string | undefined {
  return ask.input.surfaces.find(({ controls: { provenance }, units }) => {
    const lacks = provenance.status === 'absent' || (provenance.status === 'partial' && provenance.how.startsWith('unsigned'));
    return lacks && units.some(({ image, publish }) => [image?.origin, publish?.origin].some((one) => one?.workflow === path && one.job === job));
  })?.info.name;
}
