import { scalar } from '../../workflow/index.ts';
import type { Finding } from '../../rules/index.ts';
import { isCalled, type Ask } from '../ask.ts';
import type { Proposal } from '../proposal.ts';

/** Actions that put what they make on the release by themselves, and the input that asks them to. */
const uploads: Readonly<Record<string, string>> = {
  'anchore/sbom-action': 'upload-release-assets',
  'anchore/sbom-action/publish-sbom': 'upload-release-assets',
};

/** An upload that nobody asked for, and that cannot work, is turned off; undefined where somebody asked. */
export function withoutImplicitUpload(finding: Finding, ask: Ask): Proposal | undefined {
  const place = ask.step(finding.at);
  const input = uploads[place?.step.uses?.value.trim().split('@')[0] ?? ''];
  if (place === undefined || input === undefined || place.step.with.has(input)) return undefined;
  return {
    kind: isCalled(place.workflow) ? 'needs-review' : 'safe',
    title: `turn off the upload to the release that the action makes by itself: ${input}: false`,
    notes: [],
    changes: [{ kind: 'yaml', path: place.path, operations: [{ kind: 'set', at: [...place.at, 'with', input], value: scalar(false) }] }],
  };
}
