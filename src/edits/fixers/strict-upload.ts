import type { PublishRecord } from '../../lineage/index.ts';
import { scalar, type Operation } from '../../workflow/index.ts';
import { isCalled, type Ask, type StepPlace } from '../ask.ts';
import { no, type Fixer } from '../proposal.ts';

/** The inputs by which actions fail where they find nothing to upload, or cannot upload it. */
const strict: Readonly<Record<string, string>> = {
  'softprops/action-gh-release': 'fail_on_unmatched_files',
  'ncipollo/release-action': 'artifactErrorsFailBuild',
};

/** An upload that fails where a file of evidence is missing, and so do the workflow artifacts that bring it there. */
export const strictUpload: Fixer = {
  rules: ['missing-evidence-passes-unseen', 'upload-errors-are-warnings'],
  propose: (finding, ask) => {
    const place = ask.step(finding.at);
    const action = place?.step.uses?.value.trim().split('@')[0] ?? '';
    const input = strict[action];
    if (place === undefined || input === undefined)
      return no('no input is known by which what uploads would fail', 'look for each file before the upload: test -s FILE for each in a step of its own');
    const publish = ask.trace.publishes.find((one) => one.origin.at.file === finding.at.file && one.origin.at.start === finding.at.start);
    const operations: readonly Operation[] = [{ kind: 'set', at: [...place.at, 'with', input], value: scalar(true) }, ...strictArtifacts(publish, place, ask)];
    const open = publish === undefined ? [] : mayBeNothing(publish, ask);
    return {
      kind: open.length > 0 || publish === undefined || isCalled(place.workflow) ? 'needs-review' : 'safe',
      title: `let the upload fail where a file is missing: ${input}: true`,
      notes: open.length === 0 ? [] : [`look whether a release may be without ${open.join(', ')}: then it stops now`],
      changes: [{ kind: 'yaml', path: place.path, operations }],
    };
  },
};

/** Patterns that may find nothing in a release that is as it should be. */
function mayBeNothing(publish: PublishRecord, ask: Ask): readonly string[] {
  const names = publish.shown.filter((name, i) => {
    const batch = ask.trace.batches.get(publish.files[i]?.batch ?? '');
    const made = ask.trace.carriedBy(batch?.id ?? '');
    return /[*?[{]/.test(name) || made.some((one) => one.weak.length > 0) || batch === undefined || batch.kind === 'opaque' || batch.kind === 'external';
  });
  const known = [...new Set(names)].filter((name) => !name.includes('{'));
  return names.length === 0 ? [] : known.length === 0 ? ['what other steps name'] : known.slice(0, 4);
}

/** `if-no-files-found: error` for the artifacts of this workflow in which evidence travels to the upload. */
function strictArtifacts(publish: PublishRecord | undefined, place: StepPlace, ask: Ask): readonly Operation[] {
  const carried = new Set((publish?.files ?? []).map((one) => one.batch).filter((batch) => ask.trace.carriedBy(batch).length > 0));
  const found = new Map<string, Operation>();
  for (const { way, batches, origin } of ask.trace.transits) {
    if (way !== 'leaves' || origin.run !== publish?.origin.run || ![...batches].some((one) => carried.has(one))) continue;
    const upload = ask.step(origin.at);
    if (upload === undefined || upload.path !== place.path || upload.step.uses?.value.trim().startsWith('actions/upload-artifact@') !== true) continue;
    if (upload.step.with.get('if-no-files-found')?.value === 'error') continue;
    found.set(upload.at.join('/'), { kind: 'set', at: [...upload.at, 'with', 'if-no-files-found'], value: scalar('error') });
  }
  return [...found.values()];
}
