import { nodeAt, type Node, type Operation, type Place } from '../../workflow/index.ts';
import { no, type Fixer } from '../proposal.ts';

/** A signature of the digest in place of one of a tag that can move. */
export const signByDigest: Fixer = {
  rules: ['signed-by-tag'],
  propose: (finding, ask) => {
    const root = ask.root(finding.at.file);
    const place = ask.place(finding.at);
    if (root === undefined || place === undefined) return no('what signs is not in a file that is edited');
    if (place[0] !== 'docker_signs') return no('which digest the tag has is not known at the step that signs');
    const entry = place.slice(0, 2);
    const operations = argumentsOf(nodeAt(root, entry), entry).flatMap(({ at, value }): readonly Operation[] => {
      const found = value.match(/\$\{artifact\}(?!@)/);
      return found?.index === undefined ? [] : [{ kind: 'splice', at, from: found.index, to: found.index + found[0].length, text: '${artifact}@${digest}' }];
    });
    if (operations.length === 0) return no('the entry names no artifact in its arguments');
    return {
      kind: 'safe',
      title: 'sign the digest of each image, which the release tool gives beside its name',
      notes: [],
      changes: [{ kind: 'yaml', path: finding.at.file, operations }],
    };
  },
};

function argumentsOf(entry: Node | undefined, at: Place): readonly { readonly at: Place; readonly value: string }[] {
  const args = entry === undefined ? undefined : nodeAt(entry, ['args']);
  if (args?.kind !== 'list') return [];
  return args.items.flatMap((one, i) => (one.kind === 'scalar' ? [{ at: [...at, 'args', i], value: one.scalar.value }] : []));
}
