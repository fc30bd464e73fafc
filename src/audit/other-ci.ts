import type { FileTree } from '../base/index.ts';
import { cloudBuildPaths } from '../lineage/index.ts';

const atRoot =
  /^(\.gitlab-ci\.ya?ml|\.travis\.ya?ml|\.?appveyor\.ya?ml|azure-pipelines[\w.-]*\.ya?ml|cloudbuild[\w.-]*\.(ya?ml|json)|Jenkinsfile[\w.-]*|\.drone\.ya?ml|\.cirrus\.ya?ml|bitbucket-pipelines\.ya?ml|\.woodpecker\.ya?ml|\.semaphore|wercker\.ya?ml|codemagic\.ya?ml|bitrise\.ya?ml)$/i;
const below: readonly { readonly folder: string; readonly name: RegExp }[] = [
  { folder: '.circleci', name: /^config\.ya?ml$/ },
  { folder: '.buildkite', name: /\.ya?ml$/ },
  { folder: '.azure-pipelines', name: /\.ya?ml$/ },
  { folder: '.pipelines', name: /\.ya?ml$/ },
  { folder: 'pipelines', name: /\.ya?ml$/ },
  { folder: '.tekton', name: /\.ya?ml$/ },
  { folder: '.woodpecker', name: /\.ya?ml$/ },
  { folder: '.semaphore', name: /\.ya?ml$/ },
  { folder: '.forgejo/workflows', name: /\.ya?ml$/ },
];

/** Configurations of other CI systems: single steps that publish are read, what flows between them is not, and the report says so. */
export function otherPipelines(files: FileTree): readonly { readonly path: string; readonly line: null; readonly reason: string }[] {
  const ofCloudBuild = new Set(cloudBuildPaths(files));
  return pipelinePaths(files).map((path) => ({
    path,
    line: null,
    reason: ofCloudBuild.has(path)
      ? 'the configuration of Google Cloud Build: its steps are followed, what starts it is not in this repository'
      : 'the configuration of another CI system: its flow is not followed',
  }));
}

/** The files of other CI systems, at most 40. */
export function pipelinePaths(files: FileTree): readonly string[] {
  const paths = [
    ...files.folder('').filter((name) => atRoot.test(name)),
    ...below.flatMap(({ folder, name }) =>
      files
        .folder(folder)
        .filter((f) => name.test(f))
        .map((f) => `${folder}/${f}`),
    ),
  ];
  return [...new Set([...paths, ...cloudBuildPaths(files)])].toSorted().slice(0, 40);
}
