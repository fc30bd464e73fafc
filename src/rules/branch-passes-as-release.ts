import { identityWidth } from '../recipes/index.ts';
import { defineStory, finding } from './frame/rule.ts';

export const rule = defineStory({
  id: 'branch-passes-as-release',
  severity: 'high',
  confidence: 'high',
  audience: 'everyone',
  since: '0.1.0',
  needs: 'files',
  summary: 'any branch can publish under the name of a release, and the documented check accepts it',
  remedy: 'let only the tag publish under its name, and give the identity with its ref in the documents',
  about: () => ({
    why: 'Whoever may push a branch and start the workflow publishes what they like as the release. It is signed by the right workflow, and whoever follows the document to verify it is told that all is well.',
    blindSpots: 'Environments, rulesets and who may start workflows are kept by the service.',
    refs: [
      'https://docs.sigstore.dev/cosign/verifying/verify/',
      'https://docs.github.com/en/actions/managing-workflow-runs-and-deployments/managing-deployments/managing-environments-for-deployment',
    ],
    mapping: { cwe: [863, 295] },
  }),
  *join(findings, { recipes, traced }) {
    const wide = recipes.filter(({ command }) => identityWidth(command, traced).some((one) => one.takes === 'another ref'));
    for (const open of findings) {
      if (open.rule !== 'dispatch-publishes-any-branch' || open.surface === null) continue;
      const { surface } = open;
      const accepting = wide.filter((one) => one.surfaces.includes(surface));
      const parts = findings.filter((one) => one.rule === 'recipe-identity-too-wide' && accepting.some(({ command }) => command.span === one.at));
      const [first] = parts;
      if (first === undefined) continue;
      yield {
        ...finding({
          at: open.at,
          related: parts.map((one) => ({ at: one.at, what: 'accepts what a run on any branch signs' })),
          surface,
          path: open.fingerprint.split(' > ').slice(2),
          message: `${open.message}, and the check of ${first.at.file}:${first.at.line} accepts what it signs`,
        }),
        parts: [open, ...parts],
      };
    }
  },
});
