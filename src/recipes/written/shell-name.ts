/** A name as a word of a shell command, with the variables that stand for what is not known. */
export interface ShellName {
  /** Between double quotes; holds no character that the shell reads otherwise. */
  readonly word: string;
  readonly variables: readonly string[];
}

const known: Readonly<Record<string, string>> = { tag: 'TAG', version: 'VERSION', branch: 'BRANCH' };
const maxVariable = 30;
/** Names that the shell, the loader or the recipe itself reads otherwise. */
const taken =
  /^(?:PATH|HOME|IFS|ENV|SHELL|USER|PWD|CDPATH|TMPDIR|TERM|LANG|LC_\w+|LD_\w+|DYLD_\w+|PS\d|BASH\w*|COSIGN_\w+|SIGSTORE_\w+|TUF_\w+|GH_\w+|GITHUB_\w+|NODE_\w+|NPM_\w+|PYTHON\w*|HTTPS?_PROXY|FILE|IMAGE|PACKAGE|PROVENANCE|TAG|VERSION|BRANCH)$/;

/**
 * Turns a name of a report (`tool_{version}_linux.tar.gz`) into a word of a command (`tool_${VERSION}_linux.tar.gz`).
 * Returns undefined for a pattern, and for a name with a character that could end the word: names come from the
 * audited repository, and a recipe is pasted into a shell.
 */
export function shellName(name: string): ShellName | undefined {
  const variables: string[] = [];
  let word = '';
  // It would be an option of the program that it is given to.
  if (name.startsWith('-')) return undefined;
  for (const [, placeholder, plain = ''] of name.matchAll(/\{([^{}]*)\}|([^{}]+|[{}])/g)) {
    if (placeholder === undefined) {
      if (!/^[\w.+:@/=,~-]+$/.test(plain)) return undefined;
      word += plain;
      continue;
    }
    const variable = variableOf(placeholder);
    if (variable === undefined) return undefined;
    if (!variables.includes(variable)) variables.push(variable);
    word += `\${${variable}}`;
  }
  return word === '' ? undefined : { word, variables };
}

function variableOf(placeholder: string): string | undefined {
  const fixed = known[placeholder];
  if (fixed !== undefined) return fixed;
  const name = placeholder
    .replaceAll(/^(?:github|inputs|env|matrix|steps|needs|vars)\.|\.outputs\./g, '_')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toUpperCase();
  if (!/^[A-Z]/.test(name) || name.length > maxVariable) return undefined;
  return taken.test(name) ? `${name}_PART` : name;
}

const told: Readonly<Record<string, string>> = {
  TAG: 'TAG=v1.2.3 # the release that you took',
  VERSION: 'VERSION=1.2.3 # its version',
  BRANCH: 'BRANCH=main # the branch that it was made from',
};

/** The lines that set variables, for a reader to fill in. */
export function settings(variables: Iterable<string>): readonly string[] {
  const names = [...new Set(variables)];
  const version = names.includes('TAG') ? ['VERSION="${TAG#v}" # its version'] : [told['VERSION']!];
  // What others are made of comes first.
  return names
    .toSorted((a, b) => Number(b === 'TAG') - Number(a === 'TAG'))
    .flatMap((name) => (name === 'VERSION' ? version : [told[name] ?? `${name}="<${name.toLowerCase()}>" # as the name of what you took says`]));
}
