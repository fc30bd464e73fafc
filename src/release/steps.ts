import type { Action, Plan, Step } from './model.ts';
import { imageKey } from './names.ts';

/** The steps of a release, in order: all that can be seen by nobody, the verification of it all, and only then what publishes. Pure. */
export function stepsOf(plan: Omit<Plan, 'steps'>): readonly [Step, ...Step[]] {
  const { files, images } = plan;
  const freeze = step(
    'prepare',
    'freeze',
    `hash and keep ${counted(files.length, 'file')}${images.length > 0 ? ` and ${counted(images.length, 'image')}` : ''} as built`,
    {
      kind: 'freeze',
    },
  );
  return [freeze, ...fileSteps(plan), ...imageSteps(plan), ...draftSteps(plan), verifyStep(plan), ...publishSteps(plan)];
}

function fileSteps({ files, checksums, name }: Omit<Plan, 'steps'>): readonly Step[] {
  if (files.length === 0) return [];
  const sboms = files.flatMap((file) => sbomTypes(file.evidence).map((as) => ({ name: file.name, as })));
  const signed = [...files.filter(({ evidence }) => evidence.includes('signature')).map((file) => file.name), checksums];
  const attested = files.filter(({ evidence }) => evidence.includes('provenance'));
  return [
    ...sboms.map((one) =>
      step('prepare', `describe ${one.name} ${one.as}`, `an SBOM of ${one.name}, as ${formNames[one.as]}`, { kind: 'describe', file: one.name, as: one.as }),
    ),
    step('prepare', 'checksums', `${checksums} of ${counted(files.length + sboms.length, 'file')}`, { kind: 'checksums' }),
    ...signed.map((file) => step('prepare', `sign ${file}`, `sign ${file}`, { kind: 'sign', file })),
    ...sboms.map((one) =>
      step('prepare', `attest ${one.name} ${one.as}`, `sign the ${formNames[one.as]} SBOM of ${one.name}`, { kind: 'attest-sbom', file: one.name, as: one.as }),
    ),
    ...(attested.length === 0
      ? []
      : [
          step('prepare', 'attest provenance', `provenance of ${counted(attested.length, 'file')}, by the job that makes ${name}`, {
            kind: 'attest-provenance',
          }),
        ]),
    ...files
      .filter(({ evidence }) => evidence.includes('pep740'))
      .map(({ name: file }) => step('prepare', `attest ${file} publish`, `an attestation of ${file} for PyPI`, { kind: 'attest-publish', file })),
  ];
}

function imageSteps({ images }: Omit<Plan, 'steps'>): readonly Step[] {
  return images.flatMap((planned, image) => {
    const { to, evidence } = planned;
    const key = imageKey(planned);
    return [
      step('stage', `push ${key}`, `push ${to} by its digest, without a tag`, { kind: 'push', image }),
      ...(evidence.includes('signature')
        ? [step('stage', `sign ${key}`, `sign ${to} and each platform of it${olderWords(planned)}`, { kind: 'sign-image', image })]
        : []),
      ...sbomTypes(evidence).map((as) =>
        step('stage', `describe ${key} ${as}`, `a signed ${formNames[as]} SBOM of each platform of ${to}${olderWords(planned)}`, {
          kind: 'describe-image',
          image,
          as,
        }),
      ),
      ...(evidence.includes('provenance')
        ? [step('stage', `attest ${key}`, `provenance of ${to} and each platform${olderWords(planned)}`, { kind: 'attest-image', image })]
        : []),
    ];
  });
}

function olderWords({ older }: Plan['images'][number]): string {
  return older === 'kept' ? ', also as cosign 1 and 2 keep it' : '';
}

function draftSteps({ github, files, name }: Omit<Plan, 'steps'>): readonly Step[] {
  if (github === undefined) return [];
  return [
    step('stage', 'draft', `a draft release ${name} of ${github}`, { kind: 'draft' }),
    ...(files.length === 0 ? [] : [step('stage', 'upload', 'the files and their evidence into the draft', { kind: 'upload' })]),
  ];
}

function verifyStep({ files, images }: Omit<Plan, 'steps'>): Step {
  const what = [...(files.length > 0 ? ['each file'] : []), ...(images.length > 0 ? ['each image'] : [])].join(' and ');
  return step('verify', 'verify', `verify ${what} as a stranger would`, { kind: 'verify' });
}

/** Names that are this release's alone come before those that move, and what nobody takes back comes last. */
function publishSteps({ images, gitTag, github, folder, packages, name }: Omit<Plan, 'steps'>): readonly Step[] {
  const tags = images.flatMap(({ to, tags: all }, image) =>
    all.map((tag) => step('publish', `tag ${to}:${tag.name}`, `${to}:${tag.name} becomes the verified digest`, { kind: 'tag-image', image, tag })),
  );
  return [
    ...(gitTag === undefined
      ? []
      : [
          step('publish', 'git tag', `a signed tag of git ${name} where there is none${gitTag.remote === undefined ? '' : `, pushed to ${gitTag.remote}`}`, {
            kind: 'git-tag',
          } as const),
        ]),
    ...tags,
    ...(folder === undefined ? [] : [step('publish', 'folder', `the files into ${folder}`, { kind: 'folder' } as const)]),
    ...(github === undefined ? [] : [step('publish', 'publish release', `the draft release ${name} of ${github} becomes public`, { kind: 'flip' } as const)]),
    ...packages.map((one, i) =>
      step('final', `packages ${one.name}`, `${one.run[0] ?? ''} publishes ${counted(one.files.length, 'file')}`, { kind: 'packages', packages: i }),
    ),
  ];
}

const formNames = { spdx: 'SPDX', cyclonedx: 'CycloneDX' } as const;

function sbomTypes(evidence: readonly string[]): readonly ('spdx' | 'cyclonedx')[] {
  return (['spdx', 'cyclonedx'] as const).filter((one) => evidence.includes(one));
}

function step(phase: Step['phase'], id: string, about: string, does: Action): Step {
  return { id, phase, about, does };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
