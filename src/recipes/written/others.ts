import type { Candidate } from '../../controls/index.ts';
import type { Traced } from '../../lineage/index.ts';
import { carrierNames } from './carriers.ts';
import { checkListed, listName, sumProgram } from './cosign.ts';
import { download, downloadVariables } from './download.ts';
import type { Written } from './model.ts';
import { shellName } from './shell-name.ts';
import type { Subject } from './subject.ts';

const unknownRepository = 'git does not say which repository this is, and the check asks for it';

/** Checks provenance of the SLSA generators: slsa-verifier knows their identities, and is told the source. */
export function slsaVerifier(traced: Traced, { record }: Candidate, subject: Subject): Written {
  const { git, deployment } = traced.trace.input;
  if (git.owner === null || git.repo === null) return { why: unknownRepository };
  const scenario = (traced.scenarios.get(record.origin.entry) ?? []).find((one) => one.id === record.origin.scenario);
  const isTag = scenario?.refKind === 'tag';
  const source = [`  --source-uri ${deployment.host}/${git.owner}/${git.repo}`, isTag ? '  --source-tag "${TAG}"' : '  --source-branch "${BRANCH}"'];
  const variables = [isTag ? 'TAG' : 'BRANCH', ...downloadVariables(subject)];
  const proves = 'an isolated builder made it from this repository at that ref';
  if (subject.variable === 'IMAGE')
    return {
      tool: 'slsa-verifier',
      needs: 'slsa-verifier 2.7 or later, and crane, which tells the digest',
      proves,
      lines: [...subject.settings(variables), 'slsa-verifier verify-image "${IMAGE%:*}@$(crane digest "${IMAGE}")" \\', `${source[0]!} \\`, source[1]!],
      notes: [],
    };
  const { certificates, others } = carrierNames(traced.trace, record);
  // A name that is one unknown tells nobody which file it is.
  const provenance = [...certificates, ...others].flatMap((name) => shellName(name) ?? []).find(({ word }) => !/^\$\{\w+\}$/.test(word));
  return {
    tool: 'slsa-verifier',
    needs: 'slsa-verifier 2.7 or later',
    proves,
    lines: [
      ...subject.settings([...variables, ...(provenance?.variables ?? [])]),
      ...(provenance === undefined
        ? ['PROVENANCE="<file>.intoto.jsonl" # the file of the release whose name ends in .intoto.jsonl']
        : [`PROVENANCE="${provenance.word}"`]),
      ...download(subject, ['${FILE}', '${PROVENANCE}']),
      'slsa-verifier verify-artifact "${FILE}" \\',
      '  --provenance-path "${PROVENANCE}" \\',
      `${source[0]!} \\`,
      source[1]!,
    ],
    notes: [],
  };
}

/** Checks that a file is the one that a published list names: integrity, and no more. */
export function checksums(traced: Traced, { record }: Candidate, subject: Subject): Written {
  const list = listName(traced, record);
  if (list === undefined || subject.variable !== 'FILE') return { why: 'no published list of it has a name that is known' };
  const own = '${FILE}';
  return {
    tool: sumProgram(record),
    needs: sumProgram(record) === 'b3sum' ? 'b3sum' : 'GNU coreutils',
    proves: 'the download is whole; not whose it is, for who can change the file can change the list',
    lines: [
      ...subject.settings([...list.variables, ...downloadVariables(subject)]),
      ...download(subject, [own, list.word]),
      list.name.startsWith(subject.example ?? '\0') ? `${sumProgram(record)} -c "${list.word}"` : checkListed(own, list.word, record),
    ],
    notes: [],
  };
}

/** Checks the publish attestation that PyPI keeps of a file (PEP 740). */
export function pypiAttestation(traced: Traced, subject: Subject): Written {
  const { git, deployment } = traced.trace.input;
  if (git.owner === null || git.repo === null) return { why: unknownRepository };
  return {
    tool: 'pypi-attestations',
    needs: 'pypi-attestations 0.0.20 or later',
    proves: 'PyPI took the file from a workflow of this repository; not how it was built',
    lines: [
      ...subject.settings([]).filter((line) => !line.startsWith('PACKAGE=')),
      'FILE="<file>" # the name of the wheel or sdist, as PyPI lists it',
      `pypi-attestations verify pypi --repository https://${deployment.host}/${git.owner}/${git.repo} "pypi:\${FILE}"`,
    ],
    notes: [],
  };
}

/** Checks the registry's signature and the provenance of an npm package. */
export function npmSignatures(subject: Subject): Written {
  return {
    tool: 'npm',
    needs: 'npm 11 or later',
    proves: 'the registry signed what was installed and, where it says "verified attestation", which repository and workflow published it',
    lines: [...subject.settings(['VERSION']), 'npm install --ignore-scripts "${PACKAGE}@${VERSION}"', 'npm audit signatures'],
    notes: [
      'npm audit signatures does not compare the repository with a name: read it on the package page, or in the attestation that npm view "${PACKAGE}@${VERSION}" dist.attestations names',
    ],
  };
}
