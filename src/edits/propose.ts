import { LineIndex, type Span } from '../base/index.ts';
import type { Finding } from '../rules/index.ts';
import { editYaml } from '../workflow/index.ts';
import type { Ask } from './ask.ts';
import { bundleOfCosign } from './fixers/bundle-of-cosign.ts';
import { sbomType } from './fixers/sbom-type.ts';
import { strictUpload } from './fixers/strict-upload.ts';
import { attestImage } from './fixers/attest-image.ts';
import { awaitEvidence } from './fixers/await-evidence.ts';
import { checksOn } from './fixers/checks-on.ts';
import { generatorTag } from './fixers/generator-tag.ts';
import { identityToJobs } from './fixers/identity-to-jobs.ts';
import { installTool } from './fixers/install-tool.ts';
import { missingPermission } from './fixers/missing-permission.ts';
import { nameWorkflow } from './fixers/name-workflow.ts';
import { narrowIdentity } from './fixers/narrow-identity.ts';
import { newRecipe } from './fixers/new-recipe.ts';
import { platformsToo } from './fixers/platforms-too.ts';
import { recipeInFull } from './fixers/recipe-in-full.ts';
import { signByDigest } from './fixers/sign-by-digest.ts';
import { strictEvidence } from './fixers/strict-evidence.ts';
import { unusedPermission } from './fixers/unused-permission.ts';
import { verifyBeforeUse } from './fixers/verify-before-use.ts';
import { isNo, no, type Fixer, type NoProposal, type Proposal } from './proposal.ts';

const fixers: readonly Fixer[] = [
  attestImage,
  strictUpload,
  sbomType,
  bundleOfCosign,
  awaitEvidence,
  checksOn,
  generatorTag,
  identityToJobs,
  installTool,
  missingPermission,
  nameWorkflow,
  narrowIdentity,
  newRecipe,
  platformsToo,
  recipeInFull,
  signByDigest,
  strictEvidence,
  unusedPermission,
  verifyBeforeUse,
];

const byRule: ReadonlyMap<string, Fixer> = new Map(fixers.flatMap((one) => one.rules.map((rule) => [rule, one] as const)));

/** Characters that are replaced, by their place in the files as they are. */
interface TextEdit {
  readonly at: Span;
  readonly text: string;
}

interface WrittenFix extends Pick<Proposal, 'kind' | 'title' | 'notes'> {
  readonly edits: readonly TextEdit[];
}

/** Rules of less weight whose findings an edit may leave behind, because what it adds is what they ask about; its notes tell. */
export function leftBy(rule: string): readonly string[] {
  return byRule.get(rule)?.leaves ?? [];
}

/** What would mend a finding, written as edits of the files as they are, or why nothing is proposed; undefined for rules without a fix. */
export function proposeFix(finding: Finding, ask: Ask): WrittenFix | NoProposal | undefined {
  const proposal = byRule.get(finding.rule)?.propose(finding, ask);
  if (proposal === undefined) return undefined;
  if (isNo(proposal)) return proposal;
  const edits: TextEdit[] = [];
  for (const change of proposal.changes) {
    if (change.kind === 'text') {
      edits.push({ at: change.at, text: change.text });
      continue;
    }
    const text = ask.text(change.path);
    if (text === undefined) return no('the file cannot be read byte by byte');
    const edited = editYaml(change.path, text, change.operations);
    if (edited.kind === 'refused') return edited;
    const lines = new LineIndex(change.path, text);
    edits.push(...edited.splices.map((one) => ({ at: lines.span(one.start, one.end), text: one.text })));
  }
  if (edits.length === 0) return no('there is nothing to be changed');
  return { kind: proposal.kind, title: proposal.title, notes: proposal.notes, edits };
}
