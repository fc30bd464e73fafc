import { SealwrightError } from '../../base/index.ts';
import type { StatementSubject } from '../../release/index.ts';
import type { SignerWho } from '../../trust/sign/index.ts';
import { statementOf } from './statement.ts';

const predicateType = 'https://slsa.dev/provenance/v1';

/**
 * Provenance of subjects, of nothing but what the certificate says of the job: no word of it is anybody's input. Throws
 * PROVENANCE_UNKNOWN for a signer that is no workflow of GitHub. Source: actions/buildtypes `workflow/v1/README.md`; SLSA 1.0 `provenance`.
 */
export function jobProvenance(who: SignerWho, subjects: readonly StatementSubject[]): Uint8Array {
  const known = who.kind === 'certificate' ? who.extensions : {};
  const must = (name: keyof typeof known): string => {
    const value = known[name];
    if (value !== undefined && value !== '') return value;
    throw new SealwrightError('PROVENANCE_UNKNOWN', {
      message: `the signer's certificate does not say where this is built: it has no ${name}`,
      hint: 'release from a workflow of GitHub, or leave provenance out of evidence:',
    });
  };
  const [repository, ref] = [must('sourceRepositoryUri'), must('sourceRepositoryRef')];
  const config = must('buildConfigUri');
  const predicate = {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref, repository, path: config.slice(`${repository}/`.length).replace(/@[^@]*$/, '') } },
      internalParameters: {
        github: {
          event_name: must('buildTrigger'),
          repository_id: must('sourceRepositoryIdentifier'),
          repository_owner_id: must('sourceRepositoryOwnerIdentifier'),
          runner_environment: must('runnerEnvironment'),
        },
      },
      resolvedDependencies: [{ uri: `git+${repository}@${ref}`, digest: { gitCommit: must('sourceRepositoryDigest') } }],
    },
    runDetails: { builder: { id: must('buildSignerUri') }, metadata: { invocationId: must('runInvocationUri') } },
  };
  return statementOf({ subjects, predicateType, predicate });
}
