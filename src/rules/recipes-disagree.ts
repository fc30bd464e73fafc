import type { VerifyCommand } from '../documents/index.ts';
import type { JudgedRecipe, RuleInput } from './frame/input.ts';
import { isOurs, ofRecipe } from './frame/recipes.ts';
import { defineRule, finding } from './frame/rule.ts';

export const rule = defineRule({
  id: 'recipes-disagree',
  severity: 'low',
  confidence: 'medium',
  audience: 'careful',
  since: '0.1.0',
  needs: 'files',
  summary: 'two documents tell to verify one thing against different signers',
  remedy: 'keep one command, and let the other documents point to it',
  about: () => ({
    why: 'One of the two fails. Who meets it learns that the check fails for good releases too.',
    blindSpots:
      'Only what both commands write out is compared: the workflow of an identity of this repository, the issuer, the key. Two workflows that both sign here may both be right.',
    refs: ['https://baseline.openssf.org/versions/2025-02-25#osps-do-0302'],
    mapping: { osps: ['OSPS-DO-03.02'], cwe: [1068] },
  }),
  *check(input) {
    const seen = new Map<string, JudgedRecipe>();
    for (const recipe of input.recipes) {
      const { command } = recipe;
      const what = command.subjects.map(nameOf).join(' ');
      if (what === '' || !isOurs(input, recipe)) continue;
      const key = `${command.tool} ${command.subcommand} ${what}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, recipe);
      const differs = first === undefined || first.command.file === command.file ? undefined : difference(first.command, command, input);
      if (differs === undefined) continue;
      yield finding({
        ...ofRecipe(recipe),
        related: [{ at: first!.command.span, what: `asks for ${differs.first}` }],
        message: `the ${command.tool} command asks for ${differs.other}, and that of ${first!.command.file}:${first!.command.span.line} for ${differs.first}`,
      });
    }
  },
});

/** What is verified, without folder, version and what stands for one. */
function nameOf(subject: string): string {
  const bare = subject.toLowerCase().replaceAll(/<[^<>]{0,60}>|\$\{?\w+\}?|\{\{?[^{}]{0,60}\}|v?\d+(?:\.\d+)+/g, '*');
  return bare.replace(/[@:][^/]*$/, '').replace(/^.*\/(?=[^/]*\.[^/]*$)/, '');
}

/** What both commands write out and say differently. */
function difference(first: VerifyCommand, other: VerifyCommand, input: RuleInput): { readonly first: string; readonly other: string } | undefined {
  const signers = workflowsThatSign(input);
  const [a, b] = [workflowOf(first), workflowOf(other)];
  // Another repository's signer is for another thing of the same name.
  const own = `${input.traced.trace.input.git.owner ?? ''}/${input.traced.trace.input.git.repo ?? ''}/`.toLowerCase();
  if ([a, b].some((one) => one !== undefined && !one.startsWith(own))) return undefined;
  if (a !== undefined && b !== undefined && a !== b && !(signers.has(fileOf(a)) && signers.has(fileOf(b)))) return { first: a, other: b };
  const issuers = [first, other].map((one) =>
    one.issuer?.kind === 'exact' && /^https:[\w./-]+$/.test(one.issuer.value) ? one.issuer.value.replace(/\/$/, '') : undefined,
  );
  if (issuers[0] !== undefined && issuers[1] !== undefined && issuers[0] !== issuers[1]) return { first: issuers[0], other: issuers[1] };
  const keys = [first, other].map((one) => /^[\w./:-]*\/?([\w.-]+\.(?:pub|pem))$/.exec(one.key ?? '')?.[1]);
  return keys[0] !== undefined && keys[1] !== undefined && keys[0] !== keys[1] ? { first: keys[0], other: keys[1] } : undefined;
}

/** `owner/repo/.github/workflows/file.yml` of an identity that is written out that far, the escapes of a pattern looked through. */
function workflowOf({ identity }: VerifyCommand): string | undefined {
  const plain = (identity?.value ?? '').replaceAll(/\\+([./-])/g, '$1');
  return /github\.com\/([\w.-]+\/[\w.-]+\/\.github\/workflows\/[\w.-]+\.ya?ml)(?=@|$)/.exec(plain)?.[1]?.toLowerCase();
}

function fileOf(workflow: string): string {
  return workflow.slice(workflow.lastIndexOf('/') + 1);
}

function workflowsThatSign({ traced }: RuleInput): ReadonlySet<string> {
  return new Set(traced.trace.evidence.flatMap((one) => (one.keyless ? [fileOf((one.signer?.workflow ?? one.origin.workflow).toLowerCase())] : [])));
}
