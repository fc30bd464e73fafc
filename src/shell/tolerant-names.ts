import { hole, type Text } from '../values/index.ts';

/** Words that begin a construct and are no command; a command may follow them. */
export const introducing: ReadonlySet<string> = new Set(
  `
  then do else if elif while until ! return try finally call exec sudo time begin process end start-process
`.split(/\s+/),
);

/** Words of several languages that are no command a release script runs. */
export const keywords: ReadonlySet<string> = new Set(
  `
  fi done esac elseif foreach for catch function param switch case in import from def class with as print raise assert pass except not and or is
  lambda rem echo @echo setlocal endlocal goto const let var await async throw throw-error write-host write-output write-error exit break continue
  true false global del yield using local set export
`.split(/\s+/),
);

/** The variables of a script that is not followed: what simple assignments say, one unknown for everything else. */
export class TolerantVariables {
  readonly #environment: (name: string) => Text | undefined;
  readonly #prefix: string;
  readonly #values = new Map<string, Text>();
  readonly #versions = new Map<string, number>();

  constructor(environment: (name: string) => Text | undefined, prefix: string) {
    this.#environment = environment;
    this.#prefix = prefix;
  }

  /** The value of a variable. `environment` asks for one that the script was started with. */
  read(name: string, from: 'environment' | 'anywhere'): Text {
    const own = this.#values.get(name.toLowerCase());
    if (own !== undefined) return own;
    const known = from === 'environment' || !/[a-z]/.test(name) ? this.#environment(name) : undefined;
    return known ?? this.unknown(name);
  }

  assign(name: string, value: Text): void {
    this.#values.set(name.toLowerCase(), value);
  }

  /** The variable has a new value that is not known. */
  change(name: string): void {
    const key = name.toLowerCase();
    this.#versions.set(key, (this.#versions.get(key) ?? 0) + 1);
    this.#values.set(key, this.unknown(name));
  }

  /** An unknown by its name: a variable, or an expression that begins with one. */
  unknown(name: string): Text {
    const version = this.#versions.get(/^\w*/.exec(name)![0].toLowerCase()) ?? 0;
    return hole(`${this.#prefix}:${name}@${version}`, { label: name });
  }
}
