import { no, type Fixer } from '../proposal.ts';
import { isCalled } from '../ask.ts';

/** `--recursive`: the platforms of an index are signed with it. */
export const platformsToo: Fixer = {
  rules: ['platforms-unsigned'],
  propose: (finding, ask) => {
    const place = ask.step(finding.at);
    const script = place?.step.run?.value;
    if (place === undefined || script === undefined)
      return no('the command is not in a script of a workflow of the checkout', 'add --recursive to the command where it is written');
    const found = [...script.matchAll(/\bcosign[ \t]+sign(?=[ \t])/g)];
    if (found.length === 0) return no('the command is not written out in the script', 'add --recursive where the words of cosign sign are put together');
    const operations = found.toReversed().map((one) => ({
      kind: 'splice' as const,
      at: [...place.at, 'run'],
      from: one.index + one[0].length,
      to: one.index + one[0].length,
      text: ' --recursive',
    }));
    return {
      kind: isCalled(place.workflow) ? 'needs-review' : 'safe',
      title: 'sign the platforms with the index: cosign sign --recursive',
      notes: [],
      changes: [{ kind: 'yaml', path: place.path, operations }],
    };
  },
};
