import * as z from 'zod';

const text = z.string().min(1).max(2_000);

const path = z
  .string()
  .max(1_000)
  .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\\\0]+$/, 'a path inside the folder of this file, with /');

const paths = z.union([path, z.array(path).min(1).max(200)], { error: 'a path or a list of paths' });

const carried = <const Types extends readonly [string, ...string[]]>(types: Types) =>
  z
    .array(z.enum(types))
    .min(1)
    .max(types.length)
    .refine((all) => new Set(all).size === all.length, 'each type once');

const evidence = carried(['signature', 'provenance', 'spdx', 'cyclonedx']).describe(
  'What each of these must carry: it is made, and verified before anything is public.',
);

const ofFiles = carried(['signature', 'provenance', 'spdx', 'cyclonedx', 'pep740']).describe(
  'What each of these must carry: it is made, and verified before anything is public. pep740 is for wheels and source distributions: FILE.publish.attestation, as PyPI takes it.',
);

const files = z
  .strictObject({
    path: paths.describe('Files, wheels, charts: * is one part without a slash, ** any folders. Each pattern must find something.'),
    evidence: ofFiles,
  })
  .describe('Files that are published.');

const tag = z
  .string()
  .regex(/^(?:[\w{}.-]|\{(?:name|version)\}){1,200}$/, 'a tag, in which {name} and {version} may stand')
  .describe('A tag of the image; {version} is the name without a v before it.');

const image = z
  .strictObject({
    layout: path.describe('An OCI layout that holds one image or index, or another OCI artifact.'),
    to: text.regex(/^[^\s@]+\/[^\s@:]+$/, 'a repository with its registry, without tag and digest').describe('The repository, such as ghcr.io/acme/lens.'),
    tags: z.array(tag).max(20).describe('Tags, moved in this order once all is verified.'),
    evidence,
    legacy: z.boolean().describe('Whether its evidence is kept as cosign 1 and 2 look for it as well, under the tags sha256-….sig and .att.').optional(),
  })
  .describe('An image that is published.');

const chart = z
  .strictObject({
    file: paths.describe('Packed charts of Helm, *.tgz.'),
    to: text.regex(/^[^\s@]+\/[^\s@:]+$/, 'a repository with its registry').describe('Where charts are, without the name of the chart: ghcr.io/acme/charts.'),
    evidence: evidence
      .refine(
        (all) => !all.some((one) => one === 'spdx' || one === 'cyclonedx'),
        'signature or provenance: what a chart installs is in the images that it names, and each of these has an SBOM of its own',
      )
      .describe('What each chart must carry: signature, provenance. A chart is text, and what it installs is in the images that it names: SBOMs are theirs.'),
  })
  .describe('Charts of Helm, pushed as artifacts of a registry under their own name and version.');

const command = z.array(text).min(1).max(100);

const packages = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/, 'a name of lower-case letters, digits and dashes')
      .describe('What the step is called, such as pypi.'),
    files: paths.describe('Which of the files it publishes.'),
    run: command.describe(
      'The client of the index, with its words; {files} stands for the files, {attestations} for their objects of PEP 740, {name} and {version} for the release.',
    ),
    isPublished: command.describe('A command that succeeds where it is published already, for a run that was interrupted.').optional(),
  })
  .describe('Packages at an index that does not take them back: last, in this order.');

/** What `release:` of sealwright.yaml may hold. */
export const releaseSchema = z
  .strictObject({
    signer: z
      .union([
        z.strictObject({
          repo: text.describe('OWNER/REPO, or HOST/OWNER/REPO: the repository whose workflow signs.'),
          workflow: text.describe('The workflow that signs.'),
          ref: text.describe('The ref that is released; default refs/tags/{name}.').optional(),
          issuer: text.describe('Who vouches for the identity; known for workflows of GitHub.').optional(),
        }),
        z.strictObject({ identity: text.describe('The identity in the certificate.'), issuer: text.describe('Who vouches for it.') }),
        z.strictObject({ key: path.describe('The public key of the key that signs.') }),
      ])
      .describe('Who strangers will be told must have signed: nothing is public before it verifies as signed by them.'),
    checksums: z
      .string()
      .regex(/^[\w.-]{1,100}$/, 'a file name')
      .describe('The list of SHA-256 digests; default SHA256SUMS.')
      .optional(),
    files: z.array(files).max(200).optional(),
    images: z.array(image).max(50).optional(),
    charts: z.array(chart).max(50).optional(),
    packages: z.array(packages).max(20).optional(),
    gitTag: z
      .strictObject({
        remote: text
          .regex(/^(?!-)\S+$/, 'a remote')
          .describe('Where it is pushed; left out, it is not.')
          .optional(),
      })
      .describe('A tag of git with the name of the release, signed by the signer: made where it is not there, and never moved.')
      .optional(),
    github: text
      .regex(/^(?:[\w.-]+(?::\d+)?\/)?[\w-]+\/[\w.-]+$/, 'OWNER/REPO, or HOST/OWNER/REPO')
      .describe('The repository whose release gets the files: as a draft, until all is verified.')
      .optional(),
    folder: path.describe('A folder that the files are put into, all at once; {name} and {version} may stand in it.').optional(),
  })
  .superRefine((one, context) => {
    const issue = (at: readonly (string | number)[], message: string): void => context.addIssue({ code: 'custom', path: [...at], message });
    const hasFiles = (one.files ?? []).length > 0;
    if (!hasFiles && (one.images ?? []).length === 0 && (one.charts ?? []).length === 0) issue(['files'], 'files, images or charts: something to release');
    if (hasFiles && one.github === undefined && one.folder === undefined && (one.packages ?? []).length === 0)
      issue(['files'], 'a place that they go to: github, folder or packages');
    if (!hasFiles && (one.packages ?? []).length > 0) issue(['packages'], 'files beside it: what packages publish is declared there');
    const names = (one.packages ?? []).map(({ name }) => name);
    if (new Set(names).size !== names.length) issue(['packages'], 'names of which none is twice');
  })
  .describe('What `sealwright release` publishes, and what each of it must carry (docs/guides/release.md).');
