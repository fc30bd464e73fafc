import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'installer-verifies-nothing',
  severity: 'medium',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'the script that users are told to run installs what it downloads unchecked',
  remedy: 'let the script check a signed list of digests, or the attestation, before it installs anything',
  about: () => ({
    why: 'Most users install by this one line. What the release has in signatures helps none of them when the script takes whatever the download gives.',
    blindSpots:
      'A script that only names a check is taken to make it. Scripts that are made while the release is built, that are served from elsewhere under another name, or that call others.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-br-0601'],
    mapping: { cwe: [494] },
  }),
  *check({ installers }) {
    for (const { path, at, told } of installers) {
      yield finding({
        at,
        related: [{ at: told, what: 'users are told to run it' }],
        path: [path],
        message: `${path} downloads a release and checks neither a digest nor a signature`,
      });
    }
  },
});
