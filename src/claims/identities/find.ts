import type { FileTree } from '../../base/index.ts';
import type { Traced } from '../../lineage/index.ts';
import { patternsInCommands } from './in-workflows.ts';
import { patternsInPolicy } from './in-policies.ts';
import { patternsInProgram } from './in-programs.ts';
import type { IdentityPattern } from './model.ts';

const maxPolicies = 200;
const maxPrograms = 500;
const maxCharacters = 400_000;

const notOurs =
  /(?:^|\/)(?:node_modules|vendor(?:ed)?|third[-_]?party|external|tests?|testdata|__tests__|spec|fixtures?|__fixtures__|examples?|samples?|dist|crds?|generated|docs?|documentation|website)\/|[._-](?:test|spec)\.\w+$|_test\.\w+$|\.min\.js$/i;
const policy = /\.ya?ml$|\.cue$|\.rego$|\.hcl$|\.tf$/i;
const aboutPolicy = /polic|kyverno|cosign|sigstore|verif|sign|admission|gatekeeper|ratify|ocirepositor|helmrelease|flux|gitops|clusters?\/|trust/i;
const workflow = /^\.github\/(?:workflows\/[^/]+|actions\/.+\/action|action)\.ya?ml$|^action\.ya?ml$/i;
const program = /\.(?:c|cc|cpp|cxx|h|hpp|go|rs|py|ts|mts|js|mjs|cjs|java|kt|cs|rb|swift|sh|bash|ps1|php)$/i;
const script = /\.(?:sh|bash|ps1)$/i;
const aboutVerifying = /verif|sign|cosign|sigstore|attest|provenance|trust|updat|upgrad|install|download|fetch|release|load/i;

/**
 * The identity patterns of workflows, policies and programs of the checkout, likeliest files first and as many as are
 * read. Files of others, of tests and for show are left out.
 */
export function findIdentityPatterns(files: FileTree, { trace }: Traced): readonly IdentityPattern[] {
  const { owner, repo } = trace.input.git;
  if (owner === null || repo === null) return [];
  const all = files.list();
  const read = (path: string): string => {
    const got = files.read(path);
    return got.kind === 'text' && got.text.length <= maxCharacters ? got.text : '';
  };
  const found: IdentityPattern[] = [];
  for (const path of all) if (workflow.test(path)) found.push(...patternsInCommands(path, read(path), { owner, repo }));
  const policies = all.filter((path) => policy.test(path) && aboutPolicy.test(path) && !workflow.test(path) && !notOurs.test(path));
  for (const path of policies.slice(0, maxPolicies)) found.push(...patternsInPolicy(path, read(path)));
  const programs = all.filter((path) => program.test(path) && !notOurs.test(path));
  const ranked = [...programs.filter((path) => aboutVerifying.test(path)), ...programs.filter((path) => !aboutVerifying.test(path))];
  for (const path of ranked.slice(0, maxPrograms)) {
    const text = read(path);
    found.push(
      ...patternsInCommands(path, text, { owner, repo }).map((one): IdentityPattern => ({ ...one, in: script.test(path) ? 'a script' : 'a program' })),
      ...patternsInProgram(path, text),
    );
  }
  return found;
}
