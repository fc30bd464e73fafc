import type { BuildForm } from './claims.ts';

const generator = 'https://github.com/slsa-framework/slsa-github-generator';

/** Build types by who writes their predicates. Sources: actions/buildtypes; slsa-framework/slsa-github-generator; npm/cli `libnpmpublish`. */
const forms: ReadonlyMap<string, BuildForm> = new Map<string, BuildForm>([
  ['https://actions.github.io/buildtypes/workflow/v1', 'workflow'],
  ['https://slsa-framework.github.io/github-actions-buildtypes/workflow/v1', 'npm'],
  ['https://github.com/npm/cli/gha@v1', 'npm'],
  ['https://github.com/npm/cli/gha/v2', 'npm'],
  [`${generator}/go@v1`, 'generator'],
  [`${generator}-go@v1`, 'generator'],
  [`${generator}@v1`, 'generator'],
  [`${generator}/generic@v1`, 'generator'],
  [`${generator}/container@v1`, 'generator'],
  ['https://slsa.dev/container-based-build/v0.1?draft', 'generator'],
  ['https://slsa.dev/container-based-build/v0.1', 'generator'],
  [`${generator}/delegator-generic@v0`, 'delegated'],
]);

export function formOf(buildType: string | undefined): BuildForm {
  return buildType === undefined ? 'other' : (forms.get(buildType) ?? 'other');
}
