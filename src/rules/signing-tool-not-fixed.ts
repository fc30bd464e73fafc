import { recordsOf } from './frame/grouped.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'signing-tool-not-fixed',
  severity: 'medium',
  confidence: 'high',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'the tool that signs is whatever is newest on the day',
  remedy: 'install a fixed version of it, by an action that checks what it downloads',
  about: () => ({
    why: 'What signs a release is a part of it. A newest version comes without anybody looking at it, and a major one changes what is written: cosign 3 writes other files than cosign 2, so that signatures stop to be where the documents say.',
    blindSpots:
      'Tools of a fixed version that are downloaded and not checked, tools of an image or of a package manager, and what an action installs by itself.',
    refs: ['https://docs.sigstore.dev/cosign/system_config/installation/'],
    mapping: { cwe: [494, 829] },
  }),
  *check({ traced: { trace } }) {
    for (const install of trace.installs) {
      if (!install.newest) continue;
      const used = recordsOf(trace.evidence, 'run', install.origin.run).find(
        (e) =>
          e.origin.jobKey === install.origin.jobKey &&
          e.origin.order > install.origin.order &&
          (e.kind === 'signature' || e.kind === 'attestation') &&
          e.tool.split(' ')[0] === install.tool,
      );
      if (used === undefined) continue;
      yield finding({
        at: install.origin.at,
        related: [{ at: used.origin.at, what: `${used.tool} is run` }],
        path: [install.origin.workflow, install.origin.job, install.tool],
        message: `${install.tool}, which signs here, is taken in its newest version: ${install.via}`,
      });
    }
  },
});
