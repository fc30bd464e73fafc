import type { Candidate } from '../../controls/index.ts';
import type { Traced } from '../../lineage/index.ts';
import { continued } from './cosign.ts';
import type { OwnForm, WrittenRecipe } from './model.ts';
import { identityOf, signerOf } from './signer.ts';
import type { Subject } from './subject.ts';

/** The words that `sealwright verify --type` takes. */
const types: Readonly<Record<string, string>> = { 'slsa-provenance': 'provenance', 'sbom-spdx': 'spdx', 'sbom-cyclonedx': 'cyclonedx' };

/**
 * Writes the same check for `sealwright verify`. Takes the recipe of the program that made the evidence: what is set and
 * fetched is the same. Undefined where the command would ask for less than that recipe does, or finds the evidence nowhere.
 */
export function ownForm(
  written: Pick<WrittenRecipe, 'tool' | 'lines' | 'proves'>,
  candidate: Candidate,
  subject: Subject,
  traced: Traced,
): OwnForm | undefined {
  const { record, via } = candidate;
  // A list that GitHub attests is not asked about: the digest that it is asked for is the file's.
  if (via !== undefined && written.tool === 'gh') return undefined;
  const who = signerWords(candidate, traced);
  const type = record.kind === 'signature' ? 'signature' : typeOf(record.predicate, record.predicateType);
  if (who === undefined || (type === undefined && !isIndex(written.tool)) || (via !== undefined && type !== 'signature')) return undefined;
  const prepared = written.lines.filter((line) => /^[A-Z][A-Z_]*=/.test(line) || line.startsWith('curl -fLO '));
  const settings = isIndex(written.tool) ? subject.settings(['VERSION', ...who.variables]) : prepared;
  if (who.variables.some((name) => !settings.some((line) => line.startsWith(`${name}=`)))) return undefined;
  const command = continued([
    `sealwright verify "${wordOf(written.tool, subject)}"`,
    ...who.words.map((word) => `  ${word}`),
    ...(type === undefined ? [] : [`  --type ${type}`]),
    ...(via === undefined ? bundleWords(written.lines) : []),
  ]);
  return { needs: 'sealwright 0.1 or later', proves: written.proves, lines: [...settings, ...command] };
}

function isIndex(tool: string): boolean {
  return tool === 'npm' || tool === 'pypi-attestations';
}

function wordOf(tool: string, subject: Subject): string {
  if (tool === 'npm') return 'pkg:npm/${PACKAGE}@${VERSION}';
  if (tool === 'pypi-attestations') return 'pkg:pypi/${PACKAGE}@${VERSION}';
  return `\${${subject.variable}}`;
}

function typeOf(predicate: string | undefined, predicateType: string | undefined): string | undefined {
  const known = types[predicate ?? ''];
  if (known !== undefined) return known;
  return predicateType !== undefined && /^https:\/\/[\w.:/-]+$/.test(predicateType) ? predicateType : undefined;
}

/** The files that hold the evidence, as the other program is given them: they may have any name. */
function bundleWords(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const file = /^ {2}--(?:bundle|signature|certificate) ("[^"]+")/.exec(line)?.[1];
    return file === undefined ? [] : [`  --bundle ${file}`];
  });
}

/** Who must have signed: exactly the workflow, for exactly the ref of the run. */
function signerWords({ record }: Candidate, traced: Traced): { readonly words: readonly string[]; readonly variables: readonly string[] } | undefined {
  const { git, deployment } = traced.trace.input;
  const signer = signerOf(traced, record);
  const identity = identityOf(signer);
  if ('why' in identity || signer?.workflow === undefined || signer.ref === undefined || git.owner === null || git.repo === null) return undefined;
  const own = `${deployment.sanPrefix}${git.owner}/${git.repo}/`;
  const host = deployment.host === 'github.com' ? '' : `${deployment.host}/`;
  const repo = `--repo ${host}${git.owner}/${git.repo}`;
  // A workflow of another repository is named with the ref that it is taken at.
  const words = signer.workflow.startsWith(own)
    ? [`--workflow ${signer.workflow.slice(own.length)}${signer.runRef === undefined ? '' : `@${signer.ref}`}`]
    : [`--identity "${identity.san}"`];
  const ref = signer.runRef ?? (signer.workflow.startsWith(own) ? signer.ref : undefined);
  return { words: [repo, ...words, ...(ref === undefined ? [] : [`--ref "${ref}"`])], variables: signer.variables };
}
