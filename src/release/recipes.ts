import type { Plan, PlannedFile, ReleaseSigner } from './model.ts';

/** A command with which a stranger checks something that is published, as words behind `sealwright`. */
export interface ReleaseRecipe {
  readonly words: readonly string[];
  /** The word that names the subject, and what stands for it before it is public; a tag of git is verified when it is made. */
  readonly subject: { readonly published: string; readonly staged: string };
  /** Whether cosign 1 and 2 are to find the same evidence. */
  readonly older?: 'kept';
}

/** What is known of a release once all of it is staged. */
export interface Staged {
  /** The predicate type of what an index of Python packages takes. */
  readonly publishType: string;
  /** Where a file is kept. */
  readonly pathOf: (name: string) => string;
  /** The digest of an image, and of each image in it that holds files. */
  readonly digestsOf: (image: number) => { readonly digests: readonly [string, ...string[]]; readonly images: readonly string[] };
  /** Whether the tag of git is to be signed by the signer, as it is unless it was there before the run that it started. */
  readonly tag: 'signed' | 'by-others';
}

/** The recipes of a release: what is told to strangers is what is run before anything is public. Pure. */
export function recipesOf(plan: Plan, staged: Staged): readonly ReleaseRecipe[] {
  const signer = signerWords(plan.signer);
  const files = [...plan.files, ...documentsOf(plan)].map(({ name, evidence }) =>
    recipe({ published: name, staged: staged.pathOf(name) }, [...signer, ...typeWords(typesOf(evidence, staged.publishType))]),
  );
  const images = plan.images.flatMap(({ to, evidence, older }, i) => {
    const { digests, images: described } = staged.digestsOf(i);
    const whole = evidence.filter((type) => type === 'signature' || type === 'provenance');
    const own = evidence.filter((type) => type === 'spdx' || type === 'cyclonedx');
    const pinned = (digest: string) => ({ published: `${to}@${digest}`, staged: `${to}@${digest}` });
    const recipes = [
      ...(whole.length > 0 ? [recipe(pinned(digests[0]), [...signer, ...typeWords(whole), '--recursive'])] : []),
      ...(own.length > 0 ? described.map((digest) => recipe(pinned(digest), [...signer, ...typeWords(own)])) : []),
    ];
    return older === 'kept' ? recipes.map((one) => ({ ...one, older })) : recipes;
  });
  const tag = `git:${plan.name}`;
  return [...files, ...images, ...(plan.gitTag === undefined || staged.tag === 'by-others' ? [] : [recipe({ published: tag, staged: tag }, signer)])];
}

/** The list of checksums, and the documents that it vouches for. */
function documentsOf({ files, checksums }: Plan): readonly Pick<PlannedFile, 'name' | 'evidence'>[] {
  if (files.length === 0) return [];
  const documents = files.flatMap(({ name, evidence }) => [
    ...(evidence.includes('spdx') ? [`${name}.spdx.json`] : []),
    ...(evidence.includes('cyclonedx') ? [`${name}.cdx.json`] : []),
  ]);
  return [checksums, ...documents].map((name) => ({ name, evidence: ['signature'] }));
}

/** The policy of the whole release, as `verify --policy` reads it: JSON is YAML. `whole` gives the path of a key from anywhere. Pure. */
export function policyText(plan: Plan, { whole, publishType }: { readonly whole: (path: string) => string; readonly publishType: string }): string {
  const { signer } = plan;
  const who =
    signer.kind === 'workflow'
      ? { repo: signer.repo, workflow: signer.workflow, ref: signer.ref, ...(signer.issuer === undefined ? {} : { issuer: signer.issuer }) }
      : signer.kind === 'identity'
        ? { identity: signer.identity, issuer: signer.issuer }
        : { key: whole(signer.file) };
  const subjects = [...plan.files, ...documentsOf(plan)].map(({ name, evidence }) => ({ name, signer: 'release', evidence: typesOf(evidence, publishType) }));
  return `${JSON.stringify({ version: 1, signers: { release: who }, subjects }, null, 2)}\n`;
}

/** Which word of a recipe names its subject: others can be spelled alike. */
export const subjectAt = 1;

function recipe(subject: ReleaseRecipe['subject'], words: readonly string[]): ReleaseRecipe {
  return { words: ['verify', subject.published, ...words], subject };
}

/** The options that say who must have signed. Pure. */
export function signerWords(signer: ReleaseSigner): readonly string[] {
  switch (signer.kind) {
    case 'workflow':
      return ['--repo', signer.repo, '--workflow', signer.workflow, '--ref', signer.ref, ...(signer.issuer === undefined ? [] : ['--issuer', signer.issuer])];
    case 'identity':
      return ['--identity', signer.identity, '--issuer', signer.issuer];
    case 'key':
      return ['--key', signer.file];
  }
}

/** Evidence as `verify` is asked for it. */
function typesOf(evidence: PlannedFile['evidence'], publishType: string): readonly string[] {
  return evidence.map((type) => (type === 'pep740' ? publishType : type));
}

function typeWords(evidence: readonly string[]): readonly string[] {
  return evidence.flatMap((type) => ['--type', type]);
}
