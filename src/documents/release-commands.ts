import { programName } from './programs.ts';

/** What a person does in a release by hand. */
export type StepKind = 'tag' | 'pushes-tag' | 'publishes' | 'signs' | 'hashes' | 'creates-release';

/** A command that is a step of a release; the most exact rows stand first. */
interface ReleaseCommand {
  readonly program: string;
  readonly words: readonly string[];
  readonly kind: StepKind;
  /** Where it publishes to. */
  readonly index?: string;
  /** A word that must be among the rest. */
  readonly needs?: RegExp;
  /** A word that makes it something else. */
  readonly unless?: RegExp;
}

const dry = /^(?:-n|--dry-run|--dryrun|--help|-h)$/;
const row = (program: string, words: string, kind: StepKind, index?: string, more: Pick<ReleaseCommand, 'needs' | 'unless'> = {}): ReleaseCommand => ({
  program,
  words: words === '' ? [] : words.split(' '),
  kind,
  unless: dry,
  ...(index === undefined ? {} : { index }),
  ...more,
});

const releaseCommands: readonly ReleaseCommand[] = [
  row('git', 'tag', 'tag', undefined, {
    unless: /^(?:-d|-l|-v|-n\d*|--delete|--list|--verify|--contains|--no-contains|--points-at|--sort(?:=.*)?|--merged|--no-merged|--help)$/,
  }),
  row('git', 'push', 'pushes-tag', undefined, {
    needs:
      /^(?:--tags|--follow-tags|(?:\+?refs\/tags\/|tags?$).*|v?\d+\.\d+[\w.-]*|v?[X$<{].*|\$?\{?(?:TAG|VERSION|RELEASE)\w*\}?|<?(?:tag|version)(?:[-_ ]?name)?>?)$/i,
    unless: /^(?:--delete|-d|--dry-run|-n|:.*)$/,
  }),
  row('gh', 'release create', 'creates-release', 'github'),
  row('gh', 'release upload', 'publishes', 'github'),
  row('hub', 'release create', 'creates-release', 'github'),
  row('goreleaser', 'release', 'publishes', 'github', { unless: /^(?:--snapshot|--skip=.*publish.*|--help|-h)$/ }),
  row('cargo', 'publish', 'publishes', 'crates'),
  row('cargo', 'release', 'publishes', 'crates', { needs: /^(?:--execute|-x)$/ }),
  row('npm', 'publish', 'publishes', 'npm'),
  row('pnpm', 'publish', 'publishes', 'npm'),
  row('yarn', 'publish', 'publishes', 'npm'),
  row('yarn', 'npm publish', 'publishes', 'npm'),
  row('bun', 'publish', 'publishes', 'npm'),
  row('lerna', 'publish', 'publishes', 'npm'),
  row('changeset', 'publish', 'publishes', 'npm'),
  row('np', '', 'publishes', 'npm'),
  row('release-it', '', 'publishes', 'npm'),
  row('twine', 'upload', 'publishes', 'pypi'),
  row('flit', 'publish', 'publishes', 'pypi'),
  row('poetry', 'publish', 'publishes', 'pypi'),
  row('hatch', 'publish', 'publishes', 'pypi'),
  row('pdm', 'publish', 'publishes', 'pypi'),
  row('uv', 'publish', 'publishes', 'pypi'),
  row('maturin', 'publish', 'publishes', 'pypi'),
  row('maturin', 'upload', 'publishes', 'pypi'),
  row('setup.py', '', 'publishes', 'pypi', { needs: /^upload$/ }),
  row('gem', 'push', 'publishes', 'rubygems'),
  // The tasks of a gem in a repository of several are in its namespace: `rake lens:release`.
  row('rake', '', 'publishes', 'rubygems', { needs: /^(?:[\w-]+:)*release(?:\[.*\])?$/ }),
  row('mvn', '', 'publishes', 'maven-central', { needs: /^(?:deploy|release:perform|.*central-publishing.*publish)$/ }),
  row('mvnw', '', 'publishes', 'maven-central', { needs: /^(?:deploy|release:perform)$/ }),
  row('gradle', '', 'publishes', 'gradle-plugin-portal', { needs: /^:?(?:[\w-]+:)*publishPlugins$/, unless: /^--(?:dry-run|validate-only)$/ }),
  row('gradle', '', 'publishes', 'maven-central', { needs: /^:?(?:[\w-]+:)*publish\w*$/, unless: /ToMavenLocal|^--dry-run$/ }),
  row('gradlew', '', 'publishes', 'gradle-plugin-portal', { needs: /^:?(?:[\w-]+:)*publishPlugins$/, unless: /^--(?:dry-run|validate-only)$/ }),
  row('gradlew', '', 'publishes', 'maven-central', { needs: /^:?(?:[\w-]+:)*publish\w*$/, unless: /ToMavenLocal|^--dry-run$/ }),
  row('gradle', '', 'creates-release', 'github', { needs: /^:?(?:[\w-]+:)*githubRelease$/, unless: /^--dry-run$/ }),
  row('gradlew', '', 'creates-release', 'github', { needs: /^:?(?:[\w-]+:)*githubRelease$/, unless: /^--dry-run$/ }),
  row('sbt', '', 'publishes', 'maven-central', { needs: /^\+?(?:publish|publishSigned|sonatypeBundleRelease|ci-release)$/i }),
  row('dotnet', 'nuget push', 'publishes', 'nuget'),
  row('nuget', 'push', 'publishes', 'nuget'),
  row('mix', 'hex.publish', 'publishes', 'hex'),
  row('dart', 'pub publish', 'publishes', 'pub'),
  row('flutter', 'pub publish', 'publishes', 'pub'),
  row('cabal', 'upload', 'publishes', 'hackage'),
  row('stack', 'upload', 'publishes', 'hackage'),
  row('luarocks', 'upload', 'publishes', 'luarocks'),
  row('pod', 'trunk push', 'publishes', 'cocoapods'),
  row('opam', 'publish', 'publishes', 'opam'),
  row('vsce', 'publish', 'publishes', 'vscode-marketplace'),
  row('ovsx', 'publish', 'publishes', 'open-vsx'),
  row('anaconda', 'upload', 'publishes', 'conda'),
  row('helm', 'push', 'publishes', 'helm'),
  row('docker', 'push', 'publishes', 'image'),
  row('docker', 'buildx build', 'publishes', 'image', { needs: /^--push$/ }),
  row('podman', 'push', 'publishes', 'image'),
  row('crane', 'push', 'publishes', 'image'),
  row('oras', 'push', 'publishes', 'image'),
  row('ko', 'build', 'publishes', 'image', { unless: /^(?:--local|-L|--push=false)$/ }),
  row('gpg', '', 'signs', undefined, { needs: /^(?:-b|--detach-sign|--detach-sig|-s|--sign|--clear-?sign|-ab|-sb|-abs|-sab|-ba)$/ }),
  row('gpg2', '', 'signs', undefined, { needs: /^(?:-b|--detach-sign|--detach-sig|-s|--sign|--clear-?sign|-ab|-sb|-abs|-sab|-ba)$/ }),
  row('cosign', 'sign', 'signs'),
  row('cosign', 'sign-blob', 'signs'),
  row('cosign', 'attest', 'signs'),
  row('minisign', '', 'signs', undefined, { needs: /^-S/ }),
  row('signify', '', 'signs', undefined, { needs: /^-S/ }),
  row('ssh-keygen', '', 'signs', undefined, { needs: /^sign$/ }),
  row('codesign', '', 'signs', undefined, { needs: /^(?:-s|--sign)$/ }),
  row('signtool', 'sign', 'signs'),
  row('debsign', '', 'signs'),
  ...['sha256sum', 'sha512sum', 'sha1sum', 'shasum', 'md5sum', 'b2sum', 'b3sum'].map((program) =>
    row(program, '', 'hashes', undefined, { unless: /^(?:-c|--check|--help)$/ }),
  ),
];

const runners = new Set([
  'npx',
  'bunx',
  'pnpx',
  'pipx',
  'uvx',
  'uv',
  'bundle',
  'python',
  'python3',
  'poetry',
  'hatch',
  'pnpm',
  'yarn',
  'npm',
  'docker',
  'exec',
  'run',
  'sudo',
  'xargs',
]);

/** A step of a release recognised in a command's words. */
export interface StepMatch {
  readonly program: string;
  readonly kind: StepKind;
  readonly index: string | undefined;
  /** Whether it makes a tag that is signed (`-s`, `-u`). */
  readonly signed: boolean;
  /** The position of the program in the words. */
  readonly at: number;
}

/** Recognises a step of a release in a command's words, behind a runner (`npx`, `bundle exec`, `python -m`) too. */
export function matchStep(words: readonly string[]): StepMatch | undefined {
  for (let at = 0; at < Math.min(words.length, 6); at++) {
    const match = matchAt(words, at);
    if (match !== undefined) return match;
    const name = programName(words[at] ?? '');
    if (!runners.has(name) && !(at > 0 && (words[at] ?? '').startsWith('-'))) return undefined;
  }
  return undefined;
}

function matchAt(words: readonly string[], at: number): StepMatch | undefined {
  const program = programName(words[at] ?? '');
  for (const one of releaseCommands) {
    if (one.program !== program) continue;
    const rest = behind(words, at + 1, one.words);
    if (rest === undefined || (one.needs !== undefined && !rest.some((word) => one.needs?.test(word)))) continue;
    if (one.unless !== undefined && rest.some((word) => one.unless?.test(word))) continue;
    if (one.kind === 'tag' && !namesTag(rest)) continue;
    return { program, kind: one.kind, index: one.index, at, signed: one.kind === 'tag' && isSigning(rest) };
  }
  return undefined;
}

function behind(words: readonly string[], from: number, sub: readonly string[]): readonly string[] | undefined {
  let at = from;
  for (const word of sub) {
    while (at < words.length && words[at] !== word && (words[at] ?? '').startsWith('-')) at += words[at] === '-C' || words[at] === '-c' ? 2 : 1;
    if (words[at] !== word) return undefined;
    at += 1;
  }
  return words.slice(at);
}

/** `git tag` alone lists tags; one that makes a tag has a name, or a message. */
function namesTag(rest: readonly string[]): boolean {
  return rest.some((word, i) => !word.startsWith('-') && !/^-(?:m|F|u|-message|-file|-local-user)$/.test(rest[i - 1] ?? ''));
}

function isSigning(rest: readonly string[]): boolean {
  return rest.some((word) => /^(?:--sign|--local-user(?:=.*)?|-u|-[aefm]*s[aefm]*)$/.test(word));
}
