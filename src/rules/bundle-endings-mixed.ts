import { defineRule, finding } from './frame/rule.ts';

/** The endings by which bundles are told; the longer first. */
const endings = ['.cosign.bundle', '.sigstore.bundle', '.sigstore.json', '.sigstore', '.bundle'] as const;

export const rule = defineRule({
  id: 'bundle-endings-mixed',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'the bundles of one project are published under several endings',
  remedy: 'publish all of them as .sigstore.json, and show that in the documents',
  about: () => ({
    why: 'A reader who learnt the name of one bundle looks for the next under the same ending, finds none, and takes the file for unsigned.',
    blindSpots: 'Bundles whose names are not told by the files. Two tools that each ask for an ending of their own are complained of too.',
    refs: ['https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto'],
    mapping: { osps: ['OSPS-DO-03.01'] },
  }),
  *check(input) {
    const bundles = input.evidenceFiles.flatMap((one) => {
      const ending = endings.find((end) => one.what.toLowerCase().endsWith(end));
      return ending === undefined || one.is === 'SBOM' ? [] : [{ ...one, ending }];
    });
    const [first] = bundles;
    const other = bundles.find((one) => one.ending !== first!.ending);
    if (first === undefined || other === undefined) return;
    yield finding({
      at: other.at,
      related: [{ at: first.at, what: `publishes ${first.what}` }],
      message: `${other.what} ends in ${other.ending}, and ${first.what} in ${first.ending}`,
      path: [first.ending, other.ending],
    });
  },
});
