import type { ReadArgv, UsageError } from '../argv.ts';
import type { ImageOptions } from '../sign/image.ts';
import { readSignerOptions, signerOptions, type SignerRequest } from '../sign/options.ts';
import { noColourOption, type OptionSpec, type WordSpec } from '../spec.ts';
import { placeOf, type GithubPlace } from './github.ts';
import type { SubjectSources } from './subjects.ts';

/** What every command was asked that attests something of subjects. */
export interface AttestRequest {
  readonly subjects: SubjectSources;
  readonly images: ImageOptions;
  /** Where the bundle goes. */
  readonly bundle: string | undefined;
  readonly existing: 'keep' | 'replace';
  /** The repository at GitHub that keeps it too. */
  readonly github: GithubPlace | undefined;
  readonly signer: SignerRequest;
  readonly format: 'terminal' | 'json';
}

/** The words of such commands. */
export const subjectWord: WordSpec = {
  name: 'SUBJECT',
  about: "what it is about: files, patterns in quotes such as 'dist/*.whl', digests as sha256:…, images as host/path:tag",
  required: false,
  many: true,
};

export const subjectOptions: readonly OptionSpec[] = [
  { names: ['checksums'], value: 'FILE', repeat: true, about: 'a list of checksums, as sha256sum writes it: what it lists is attested; repeatable' },
  { names: ['base64-subjects'], value: 'FILE', repeat: true, about: 'a file of such a list in base64, as callers of the SLSA generators have it; repeatable' },
  { names: ['subject-name'], value: 'NAME', about: 'the name of a subject that is given as a digest' },
];

export const outputOptions: readonly OptionSpec[] = [
  {
    names: ['to-github'],
    value: 'REPO',
    about:
      'keep the attestation with OWNER/REPO at GitHub too, where verify and gh look for it; in a job with permissions: attestations: write, and GITHUB_TOKEN',
  },
  { names: ['legacy'], about: 'keep the attestation of images also in the form of cosign 1 and 2, under the tag sha256-….att' },
  { names: ['force'], about: 'replace a bundle that is there' },
  ...signerOptions,
  { names: ['format'], value: 'FORMAT', choices: ['terminal', 'json'], about: 'text, or JSON (schemas/attested.schema.json)' },
  noColourOption,
];

/** Reads what is common of them. Pure. */
export function readRequest({ words, options }: ReadArgv, platforms: ImageOptions['platforms']): AttestRequest | UsageError {
  const signer = readSignerOptions(options);
  if ('kind' in signer) return signer;
  const subjects: SubjectSources = {
    words,
    checksums: options.get('checksums') ?? [],
    base64: options.get('base64-subjects') ?? [],
    name: options.get('subject-name')?.[0],
  };
  if (words.length + subjects.checksums.length + subjects.base64.length === 0)
    return { kind: 'usage', message: 'no subject is given', hint: 'name files, digests or images, or --checksums FILE' };
  const named = options.get('to-github')?.[0];
  const github = named === undefined ? undefined : placeOf(named);
  if (named !== undefined && github === undefined)
    return { kind: 'usage', message: `--to-github takes OWNER/REPO, not ${JSON.stringify(named.slice(0, 100))}`, hint: '--to-github acme/lens' };
  const twice = words.find((word, index) => words.indexOf(word) !== index);
  if (twice !== undefined) return { kind: 'usage', message: `${twice} is given twice`, hint: 'give each subject once' };
  return {
    subjects,
    images: { platforms, older: options.has('legacy') ? 'kept' : 'left-out' },
    bundle: options.get('bundle')?.[0],
    existing: options.has('force') ? 'replace' : 'keep',
    github,
    signer: options.has('legacy') ? { ...signer, logs: 'version-1' } : signer,
    format: options.get('format')?.[0] === 'json' ? 'json' : 'terminal',
  };
}
