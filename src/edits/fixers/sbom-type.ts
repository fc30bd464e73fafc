import { no, type Fixer } from '../proposal.ts';

/** `--type` for an SBOM that is attested without it. */
export const sbomType: Fixer = {
  rules: ['sbom-attested-without-type'],
  propose: (finding, ask) => {
    const place = ask.step(finding.at);
    const script = place?.step.run?.value;
    const type = / an SPDX |^an SPDX /.test(finding.message) ? 'spdxjson' : 'cyclonedx';
    if (place === undefined || script === undefined)
      return no('the command is not in a script of a workflow of the checkout', 'add --type spdxjson, or --type cyclonedx, where the command is written');
    const commands = [...script.matchAll(/\bcosign[ \t]+attest(?:-blob)?(?=[ \t])(?:[^\n\\]|\\\r?\n|\\.)*/g)];
    const [only] = commands;
    if (only === undefined || commands.length !== 1)
      return no('the command is not written once in the script', 'add --type spdxjson, or --type cyclonedx, to the command that attests the SBOM');
    const old = /--type[= ][ \t]*[\w.:/-]+/.exec(only[0]);
    const head = /^cosign[ \t]+attest(?:-blob)?/.exec(only[0])![0].length;
    const from = only.index + (old?.index ?? head);
    return {
      kind: 'needs-review',
      title: `give the type of the SBOM: --type ${type}`,
      notes: ['who verifies asks for the new type from now on: documents and policies that ask for another have to follow'],
      changes: [
        {
          kind: 'yaml',
          path: place.path,
          operations: [
            { kind: 'splice', at: [...place.at, 'run'], from, to: from + (old?.[0].length ?? 0), text: old === null ? ` --type ${type}` : `--type ${type}` },
          ],
        },
      ],
    };
  },
};
