import { audit, type SurfaceReport } from '../../src/audit/index.ts';
import type { GitFacts } from '../../src/base/index.ts';
import type { Status } from '../../src/controls/index.ts';
import { defaultConfig } from '../../src/decisions/index.ts';
import { memoryTree } from '../support/memory-tree.ts';

export const git: GitFacts = { host: 'github.com', owner: 'acme', repo: 'lantern', commit: null, date: null, tags: [], defaultBranch: 'main' };

/** A surface as a test reads it: what it is called and the state of each control. */
export interface Seen {
  readonly kind: string;
  readonly name: string;
  readonly job: string;
  readonly hashes: Status;
  readonly signature: Status;
  readonly sbom: Status;
  readonly provenance: Status;
  readonly verifyRecipe: Status;
  readonly full: SurfaceReport;
}

/** Audits a little repository of `acme/lantern` that is held in memory. */
export function auditOf(files: Readonly<Record<string, string>>): ReturnType<typeof audit> {
  return audit({ files: memoryTree(files), folderName: 'lantern', git, config: defaultConfig, resolve: new Map() });
}

/** The surfaces of a little repository, tags left out unless asked for. */
export function surfacesOf(files: Readonly<Record<string, string>>, options: { readonly tags?: true } = {}): readonly Seen[] {
  return auditOf(files)
    .report.surfaces.filter((s) => options.tags === true || s.kind !== 'git-tag')
    .map((s) => ({
      kind: s.kind,
      name: s.name,
      job: s.publishedBy.job,
      hashes: s.controls.hashes.status,
      signature: s.controls.signature.status,
      sbom: s.controls.sbom.status,
      provenance: s.controls.provenance.status,
      verifyRecipe: s.controls.verifyRecipe.status,
      full: s,
    }));
}

/** The reasons given for what was not read. */
export function unreadOf(files: Readonly<Record<string, string>>): readonly string[] {
  return auditOf(files).report.unread.map((u) => u.reason);
}

/** A workflow that runs on the push of a tag, with one job `release` whose steps are given. */
export function onTag(steps: string, permissions = 'contents: write'): string {
  const indent = (text: string, by: string): string =>
    text
      .trim()
      .split('\n')
      .map((line) => `${by}${line}`)
      .join('\n');
  return `on: { push: { tags: ['v*'] } }
permissions: {}
jobs:
  release:
    runs-on: ubuntu-latest
    permissions:
${indent(permissions, '      ')}
    steps:
${indent(steps, '      ')}
`;
}
