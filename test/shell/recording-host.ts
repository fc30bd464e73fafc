import { LineIndex, type Span, type Tri } from '../../src/base/index.ts';
import { interpretScript, type CommandCall, type CommandResult, type ScriptOutcome, type ShellHost, type Softness } from '../../src/shell/index.ts';
import { hole, lit, show, type NameSet, type Text } from '../../src/values/index.ts';

export interface RecordedWrite {
  readonly path: string;
  readonly content: Text;
  readonly append: boolean;
  readonly cwd: string;
  readonly by: readonly string[] | undefined;
  readonly softness: readonly Softness[];
}

export interface World {
  readonly environment?: Readonly<Record<string, string | Text>>;
  /** True when the environment holds nothing but `environment`. */
  readonly closed?: boolean;
  readonly files?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly existing?: Readonly<Record<string, Tri>>;
  readonly expressions?: Readonly<Record<string, string | Text>>;
  readonly stdout?: (call: CommandCall) => Text | undefined;
  readonly status?: (call: CommandCall) => Tri | undefined;
  readonly budget?: number;
}

/** A host that keeps what it is told. Unknown names come in order: `#1`, `#2`, … */
export class RecordingHost implements ShellHost {
  readonly calls: CommandCall[] = [];
  readonly writes: RecordedWrite[] = [];
  readonly problems: string[] = [];
  readonly globs: string[] = [];
  readonly #world: World;
  #ids = 0;
  #ticks = 0;

  constructor(world: World = {}) {
    this.#world = world;
  }

  variable(name: string): Text | undefined {
    const value = this.#world.environment?.[name];
    if (value === undefined) return name.startsWith('GITHUB_') ? hole(`file:${name}`, { label: name }) : undefined;
    return typeof value === 'string' ? lit(value) : value;
  }

  isUnset(name: string): boolean {
    return this.#world.closed === true && this.variable(name) === undefined;
  }

  command(call: CommandCall): CommandResult {
    this.calls.push(call);
    const stdout = this.#world.stdout?.(call);
    const status = this.#world.status?.(call);
    return { ...(stdout === undefined ? {} : { stdout }), ...(status === undefined ? {} : { status }) };
  }

  isOneLine(): boolean {
    return false;
  }

  round<T>(_id: string, each: () => T): T {
    return each();
  }

  write(
    path: Text,
    content: Text,
    options: { readonly append: boolean; readonly cwd: Text; readonly span: Span; readonly softness: readonly Softness[]; readonly by?: readonly Text[] },
  ): void {
    this.writes.push({ path: show(path), content, append: options.append, cwd: show(options.cwd), by: options.by?.map(show), softness: options.softness });
  }

  readFile(path: Text): Text | undefined {
    const text = this.#world.files?.[show(path)];
    return text === undefined ? undefined : lit(text);
  }

  glob(pattern: NameSet, cwd: Text): NameSet {
    this.globs.push(`${show(cwd)}:${pattern.include.map(show).join(',')}${pattern.exclude.length > 0 ? ` - ${pattern.exclude.map(show).join(',')}` : ''}`);
    return pattern;
  }

  script(path: Text): { readonly path: string; readonly text: string } | undefined {
    const name = show(path).replace(/^\.\//, '');
    const text = this.#world.scripts?.[name];
    return text === undefined ? undefined : { path: name, text };
  }

  program(): undefined {
    return undefined;
  }

  exists(path: Text): Tri {
    return this.#world.existing?.[show(path)] ?? 'unknown';
  }

  unread(_span: Span, reason: string): void {
    this.problems.push(reason);
  }

  cut(_span: Span, reason: string): void {
    this.problems.push(reason);
  }

  tick(): boolean {
    return ++this.#ticks <= (this.#world.budget ?? 200_000);
  }

  get ticks(): number {
    return this.#ticks;
  }

  freshId(): string {
    return `#${++this.#ids}`;
  }
}

export interface Run {
  readonly host: RecordingHost;
  readonly outcome: ScriptOutcome;
  /** Each call as one line: its words, then what softens it in brackets. */
  readonly calls: readonly string[];
  readonly writes: readonly string[];
}

/** Interprets a script in a world and prints what the host was told. */
export function run(
  script: string,
  world: World = {},
  options: { readonly pipefail?: boolean; readonly errexit?: boolean; readonly shell?: 'bash' | 'sh'; readonly cwd?: string } = {},
): Run {
  const host = new RecordingHost(world);
  const masked = maskExpressions(script);
  const index = new LineIndex('step', script);
  const outcome = interpretScript(masked.text, {
    host,
    cwd: lit(options.cwd ?? ''),
    shell: options.shell ?? 'bash',
    errexit: options.errexit ?? true,
    pipefail: options.pipefail ?? false,
    placeholder: (name) => {
      const source = masked.expressions.get(name);
      if (source === undefined) return undefined;
      const inner = source.slice(3, -2).trim();
      const value = world.expressions?.[inner];
      return value === undefined ? hole(inner) : typeof value === 'string' ? lit(value) : value;
    },
    spanOf: (start, end) => index.span(start, end),
  });
  return {
    host,
    outcome,
    calls: host.calls.map(showCall),
    writes: host.writes.map((w) => `${w.path}${w.append ? ' +' : ''}= ${JSON.stringify(show(w.content))}`),
  };
}

export function showCall(call: CommandCall): string {
  const words = call.words.map((word) => show(word)).join(' | ');
  const soft = call.softness.map((s) => (s.kind === 'swallowed' ? `~${s.how}` : `?${s.how}`)).join('; ');
  return soft === '' ? words : `${words} [${soft}]`;
}

/** Replaces each expression of a script by an identifier of the same length, as the caller does before interpreting. */
interface MaskedScript {
  /** The script with each expression replaced; as long as the original. */
  readonly text: string;
  /** Identifier to the expression's source, braces included. */
  readonly expressions: ReadonlyMap<string, string>;
}

/**
 * Replaces every `${{ … }}` of a script by an identifier of the same length. An expression ends at the first `}}`
 * outside a quoted string; one that never ends is left as it is.
 */
function maskExpressions(script: string): MaskedScript {
  const expressions = new Map<string, string>();
  let out = '';
  let at = 0;
  for (let open = script.indexOf('${{'); open !== -1; open = script.indexOf('${{', at)) {
    const end = endOfExpression(script, open + 3);
    if (end === undefined) break;
    const name = identifierOf(expressions.size, end - open);
    if (name === undefined) break;
    expressions.set(name, script.slice(open, end));
    out += script.slice(at, open) + name;
    at = end;
  }
  return { text: out + script.slice(at), expressions };
}

function endOfExpression(script: string, from: number): number | undefined {
  let quoted = false;
  for (let i = from; i < script.length - 1; i++) {
    const c = script[i];
    if (c === "'") quoted = !quoted;
    else if (!quoted && c === '}' && script[i + 1] === '}') return i + 2;
  }
  // An apostrophe that never closes: take the first end there is.
  const plain = script.indexOf('}}', from);
  return plain === -1 ? undefined : plain + 2;
}

function identifierOf(number: number, length: number): string | undefined {
  const digits = number.toString(36);
  if (digits.length + 3 > length) return undefined;
  return `_G${digits}${'_'.repeat(length - digits.length - 3)}Z`;
}
