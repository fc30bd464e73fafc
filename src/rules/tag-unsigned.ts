import { because, cellsOf, lacks, ofCell, restOf } from './frame/ask.ts';
import { told } from './frame/observed.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'tag-unsigned',
  severity: 'low',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'the git tags that releases are named by carry no signature',
  remedy: 'sign the tag, or record why the evidence of the artifacts is enough',
  about: () => ({
    why: 'Who builds from source takes a tag. A tag that is not signed can be moved by anybody who may push, and nothing that was published beside it would show that to somebody who takes the source alone.',
    blindSpots:
      'Rulesets of the repository that forbid to move or delete tags, and releases that cannot be changed, are kept by the service and not in files: immutable releases are known with `--online` alone. Tags that people push are judged by what the documents tell them to do.',
    refs: ['https://git-scm.com/docs/git-tag#Documentation/git-tag.txt--s', 'https://docs.sigstore.dev/cosign/signing/gitsign/'],
    mapping: { osps: ['OSPS-BR-06.01'], cwe: [353] },
  }),
  *check(input) {
    // The service signs what tag, commit and files an immutable release has, and keeps the tag from being moved.
    if (told(input, (observed) => observed.immutableReleases) === true && input.surfaces.some(({ info }) => info.kind === 'release-asset')) return;
    const attested = cellsOf(input, 'provenance').filter(({ surface, evidence }) => surface.info.kind !== 'git-tag' && evidence.status === 'present');
    const other =
      attested.length === 0
        ? ''
        : `; the provenance of ${attested.length === 1 ? 'one thing' : `${attested.length} things`} that ${attested.length === 1 ? 'is' : 'are'} published names the commit`;
    for (const cell of cellsOf(input, 'signature')) {
      if (cell.surface.info.kind !== 'git-tag' || !lacks(cell.evidence)) continue;
      const base = ofCell(cell);
      // What people are told to do stands where they are told, not where a workflow waits for the tag.
      const [advised] = cell.evidence.reason?.endsWith('plain tag') === true ? cell.evidence.because : [];
      yield finding({
        ...base,
        ...(advised === undefined ? {} : { at: advised.span, related: restOf(cell.evidence, advised.span) }),
        message: `the tag is not signed${because(cell.evidence)}${other}`,
      });
    }
  },
});
