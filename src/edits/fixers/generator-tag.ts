import { scalar } from '../../workflow/index.ts';
import { generatorRelease } from '../pins.ts';
import { no, type Fixer } from '../proposal.ts';
import { publicLogNotes } from '../public-log.ts';

/** A comment that linters for unpinned actions take: this one cannot be pinned. */
const exception = 'zizmor: ignore[unpinned-uses] it takes a release tag alone';

/** The SLSA generator by its release tag: it refuses to be called by a commit. */
export const generatorTag: Fixer = {
  rules: ['provenance-builder-pinned-by-commit'],
  // The generator puts its file on the release by itself, as it was meant to.
  leaves: ['several-writers-of-a-release', 'added-after-release-is-public', 'attached-never-looked-at', 'evidence-without-recipe'],
  propose: (finding, ask) => {
    const workflow = ask.workflow(finding.at.file);
    const place = ask.place(finding.at);
    const job = workflow?.jobs.find((one) => one.id === place?.[1]);
    const [, generator, commit = ''] = /^(slsa-framework\/slsa-github-generator\/[\w./-]+)@([0-9a-f]{40})$/.exec(job?.uses?.value.trim() ?? '') ?? [];
    if (workflow === undefined || job === undefined || generator === undefined)
      return no('the call is not in a workflow of the checkout, or at no commit', 'call the generator at its release tag (@vX.Y.Z) where it is called');
    const known = generatorRelease(commit);
    const told = /^v\d+\.\d+\.\d+$/.exec(job.usesComment ?? '')?.[0];
    const version = known ?? told;
    if (version === undefined)
      return no(
        'which release the commit is of is not known, and no comment tells',
        'look the commit up among the tags of the generator, and call it at that tag',
      );
    return {
      kind: 'needs-review',
      title: `call the generator at its release tag ${version}`,
      notes: [
        ...publicLogNotes(ask, workflow.path),
        'the generator and slsa-verifier take a release tag alone; a policy that asks for commits everywhere has to except this call',
        ...(known === undefined ? [`that the commit is of ${version} is what the comment says: look it up`] : []),
      ],
      changes: [
        {
          kind: 'yaml',
          path: workflow.path,
          operations: [{ kind: 'set', at: ['jobs', job.id, 'uses'], value: scalar(`${generator}@${version}`, exception) }],
        },
      ],
    };
  },
};
