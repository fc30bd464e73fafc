import { lit, show, type Text } from '../values/index.ts';

/** Launchers that build tools put into a checkout. */
export const launchers = new Set(['gradlew', 'mvnw', 'gradlew.bat', 'mvnw.cmd']);

/** Variables that a runner's shell or image sets. */
export const runnerOwned = new Set([
  'PATH',
  'HOME',
  'USER',
  'SHELL',
  'LANG',
  'PWD',
  'JAVA_HOME',
  'GOPATH',
  'GOROOT',
  'CI',
  'TERM',
  'TMPDIR',
  'HOSTNAME',
  'LOGNAME',
  'AGENT_TOOLSDIRECTORY',
  'DEBIAN_FRONTEND',
  'OSTYPE',
  'RANDOM',
  'SECONDS',
  'LINENO',
  'UID',
  'EUID',
  'IFS',
  'BASH',
  'BASH_SOURCE',
  'MACHTYPE',
  'HOSTTYPE',
]);

const signers = new Set(['signtool', 'azuresigntool', 'osslsigncode', 'codesign', 'cosign', 'gpg', 'minisign', 'openssl', 'nuget']);

/** The name of a program in a folder that is not known: `$(TOOLS)/ko`, `$(go env GOPATH)/bin/cosign`. It is there, whoever put it there. */
export function programInFolder(program: Text): string | undefined {
  const last = program.at(-1);
  // `& $signtool sign`: the variable holds where the program was found.
  if (program.length === 1 && last?.kind === 'hole' && signers.has(last.label.toLowerCase())) return last.label.toLowerCase();
  // `& $tools.SignTool sign`: one of several that a value holds.
  const held = program.length === 2 && program[0]?.kind === 'hole' && last?.kind === 'lit' ? /^\.(\w+)$/.exec(last.text)?.[1]?.toLowerCase() : undefined;
  if (held !== undefined && signers.has(held)) return held;
  return last?.kind === 'lit' ? /\/([\w.+-]+)$/.exec(last.text)?.[1] : undefined;
}

/** A call of a program by where `which` or `command -v` finds it, as one by its name. */
export function programFound<T extends { readonly words: readonly Text[] }>(program: Text, call: T): T | undefined {
  const only = program.length === 1 ? program[0] : undefined;
  const name = only?.kind === 'hole' ? /^output of (?:which|command -v|type -p) ([\w.+-]+)$/.exec(only.label)?.[1] : undefined;
  return name === undefined ? undefined : { ...call, words: [lit(name), ...call.words.slice(1)] };
}

/** Whether words name a task that looks at files or writes notes: `lint`, `build:check`, `release-notes`. */
export function isLooking(words: readonly Text[]): boolean {
  return words.some((word) => lookingTask.test(show(word)));
}

const lookingTask = /(^|[:_-])(notes|description|changelog|lint|tests?|check|verify|fmt|format|typecheck|audit)$/;
