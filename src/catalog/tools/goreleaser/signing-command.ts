import type { Mechanism, Need } from '../../effect.ts';

/** What a configured signing command does with one artifact. */
export interface SigningCommand {
  readonly tool: string;
  readonly action: 'sign' | 'attest' | 'unknown';
  readonly mechanism: Mechanism;
  readonly keyless: boolean;
  /** The key's name as written: a file, a KMS address, a GPG user. */
  readonly key: string | undefined;
  /** The artifact is given with its digest. */
  readonly byDigest: boolean;
  /** The artifact is given at all. */
  readonly givesArtifact: boolean;
  readonly recursive: boolean;
  /** Nothing is attached to the registry. */
  readonly keepsLocal: boolean;
  readonly predicateType: string | undefined;
  readonly predicateFile: string | undefined;
  /** Which of the files that a keyless signature is checked with it writes. */
  readonly writes: 'bundle' | 'certificate' | 'neither';
  readonly needs: readonly Need[];
}

const programs = new Set([
  'cosign',
  'gpg',
  'gpg2',
  'minisign',
  'rsign',
  'rsign2',
  'signify',
  'openssl',
  'ssh-keygen',
  'notation',
  'osslsigncode',
  'signtool',
  'azuresigntool',
  'jsign',
  'sigstore',
  'codesign',
  'rcodesign',
  'quill',
]);

const plainMechanisms: Readonly<Record<string, Mechanism>> = {
  gpg: 'gpg',
  gpg2: 'gpg',
  minisign: 'minisign',
  rsign: 'minisign',
  rsign2: 'minisign',
  signify: 'signify',
  openssl: 'openssl',
  'ssh-keygen': 'ssh',
  notation: 'notation',
  osslsigncode: 'authenticode',
  signtool: 'authenticode',
  azuresigntool: 'authenticode',
  jsign: 'authenticode',
  codesign: 'apple-codesign',
  rcodesign: 'apple-codesign',
  quill: 'apple-codesign',
};

/** Reads `cmd` and `args` of a signing entry, their `${…}` still in them. A shell's `-c` line is read as words. */
export function readSigningCommand(cmd: string, args: readonly string[]): SigningCommand {
  const outer = baseOf(cmd);
  let words: readonly string[] = [outer, ...args];
  const wrapped = ['sh', 'bash', 'zsh', 'pwsh', 'powershell', 'env', 'docker', 'sudo'].includes(outer);
  if (wrapped) words = args.flatMap((arg) => withoutBlanks(arg).split(/\s+/)).map((word) => word.replaceAll(/["']/g, ''));
  const start = wrapped ? words.findIndex((word) => programs.has(baseOf(word))) : programs.has(outer) ? 0 : -1;
  const tool = start === -1 ? outer : baseOf(words[start]!);
  const rest = start === -1 ? args : words.slice(start + 1);
  const all = args.join(' ');
  const common = {
    tool,
    byDigest: /\$\{?digest\}?/.test(all),
    givesArtifact: /\$\{?(artifact|artifactName|digest)\}?|\.Artifact(Name|Path)/.test(all),
    // A program given by its path, or by a variable that holds it, is not one that has to be installed.
    needs: (start === 0 && cmd.includes('/')) || fromEnvironment.test(words[start] ?? '') ? [] : [{ kind: 'tool', name: tool } as const],
  };
  const none = { key: undefined, recursive: false, keepsLocal: false, predicateType: undefined, predicateFile: undefined, writes: 'bundle' } as const;
  if (tool === 'cosign')
    return {
      ...common,
      ...readCosign(rest),
      needs: [
        ...common.needs,
        ...(hasKey(rest) ? keyFile(flag(rest, ['--key', '-key'])) : [{ kind: 'permission', scope: 'id-token', level: 'write' } as const]),
      ],
    };
  if (tool === 'sigstore')
    return {
      ...common,
      ...none,
      action: 'sign',
      mechanism: 'sigstore',
      keyless: true,
      needs: [...common.needs, { kind: 'permission', scope: 'id-token', level: 'write' }],
    };
  const mechanism = plainMechanisms[tool];
  const signs = mechanism === 'openssl' ? /(^|\s)-sign\b|\b(cms|smime|pkeyutl)\b/.test(all) : mechanism !== 'ssh' || /-Y\s+sign/.test(all);
  if (mechanism === undefined || !signs) return { ...common, ...none, action: 'unknown', mechanism: 'unknown', keyless: false };
  return {
    ...common,
    ...none,
    action: 'sign',
    mechanism,
    needs: mechanism === 'gpg' ? [...common.needs, { kind: 'gpg-key' }] : common.needs,
    keyless: false,
    key: flag(rest, ['-u', '--local-user', '-s', '--sign-key']),
  };
}

/** Replaces `$x` and `${x}` as the tool does before templates: its own names as given, others from the environment. */
export function expandShell(text: string, names: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (whole, braced: string | undefined, bare: string | undefined) => {
    const name = braced ?? bare ?? '';
    return names[name] ?? (whole.length > 0 ? `{{ .Env.${name} }}` : '');
  });
}

const fromEnvironment = /^\{\{-?\s*\.Env\.([A-Za-z]+?)(?:_(?:BIN|BINARY|CMD|EXE|PATH))?\s*-?\}\}$/;

/** A command line whose templates are words: `{{ .Env.X }}` is `{{.Env.X}}`. */
function withoutBlanks(line: string): string {
  return line.replaceAll(/\{\{[^{}]*\}\}/g, (template) => template.replaceAll(/\s+/g, ''));
}

/** The program's name without its folder and ending; `cosign-linux-amd64` is cosign, and so is what `COSIGN` names in the environment. */
function baseOf(command: string): string {
  const held = fromEnvironment.exec(command.trim())?.[1]?.toLowerCase();
  if (held !== undefined && programs.has(held)) return held;
  const name = command.slice(command.lastIndexOf('/') + 1).replace(/\.exe$/, '');
  return /^cosign[-_.]/.test(name) ? 'cosign' : name;
}

function readCosign(args: readonly string[]): Omit<SigningCommand, 'tool' | 'byDigest' | 'givesArtifact' | 'needs'> {
  const verb = args.find((arg) => !arg.startsWith('-'));
  const key = flag(args, ['--key', '-key']);
  const action = verb === 'sign' || verb === 'sign-blob' ? 'sign' : verb === 'attest' || verb === 'attest-blob' ? 'attest' : 'unknown';
  const kms = key !== undefined && /^(awskms|gcpkms|azurekms|hashivault):/.test(key);
  const keyed = hasKey(args);
  return {
    action,
    mechanism: !keyed ? 'cosign-keyless' : kms ? 'cosign-kms' : 'cosign-key',
    keyless: !keyed,
    key,
    recursive: args.some((arg) => arg === '-r' || arg === '--recursive' || arg === '--recursive=true'),
    keepsLocal: args.some((arg) => arg === '--upload=false' || arg === '--no-upload' || arg === '--no-upload=true'),
    predicateType: flag(args, ['--type']),
    predicateFile: flag(args, ['--predicate']),
    writes: args.some((arg) => /^--?bundle(=|$)/.test(arg))
      ? 'bundle'
      : args.some((arg) => /^--?output-certificate(=|$)/.test(arg))
        ? 'certificate'
        : 'neither',
  };
}

/** A key that is written out as a file's path. */
function keyFile(key: string | undefined): readonly Need[] {
  return key === undefined || /[$:]|\{\{/.test(key) ? [] : [{ kind: 'key-file', path: key }];
}

function hasKey(args: readonly string[]): boolean {
  return args.some((arg) => /^--?(key|sk)(=|$)/.test(arg) && arg !== '--sk=false');
}

/** A flag's value, joined by `=` or as the next word. */
function flag(args: readonly string[], names: readonly string[]): string | undefined {
  for (const [i, arg] of args.entries()) {
    for (const name of names) {
      if (arg === name) return args[i + 1];
      if (arg.startsWith(`${name}=`)) return arg.slice(name.length + 1);
    }
  }
  return undefined;
}
