import { limits, SealwrightError, showSpan } from '../base/index.ts';
import { mistakesOf, PlainYaml, throwMistakes, type Step } from '../settings/index.ts';
import type { Demand } from '../trust/judge/index.ts';
import { demandsOf } from '../trust/judge/index.ts';
import { policyOf, readNamePattern, type Asked, type KeyPolicy, type Matcher, type SignerHost } from '../trust/policy/index.ts';
import { parseYaml } from '../workflow/index.ts';
import type { SubjectPolicies, SubjectPolicy } from './model.ts';
import { policySchema, type PolicyFile } from './schema.ts';

export interface PolicySource {
  /** As the person named it. */
  readonly path: string;
  readonly text: string;
  readonly deploymentOf: (host: string) => SignerHost;
  /** The keys of a file, by a path relative to this file. Throws KEY_UNREADABLE. */
  readonly readKey: (path: string) => KeyPolicy;
}

type Signer = PolicyFile['signers'][string];
type Entry = PolicyFile['subjects'][number];
type Item = Exclude<NonNullable<Entry['evidence']>[number], string>;

const kind = {
  code: 'POLICY_MALFORMED',
  page: 'sealwright help docs/verification',
  hints: {
    signers: 'a signer has repo, identity and issuer, identityPattern and issuer, or key; `sealwright help docs/verification` shows them',
    subjects: 'a subject has name, and evidence with a signer; `sealwright help docs/verification` shows them',
  },
} as const;

/** Reads a policy file. Throws POLICY_MALFORMED, with file and line, for every mistake in it. */
export function readPolicies(source: PolicySource): SubjectPolicies {
  const { path, text } = source;
  if (text.length > limits.maxDocumentBytes)
    throw new SealwrightError(kind.code, {
      at: `${path}:1`,
      message: 'is too large for a policy',
      expected: `at most ${limits.maxDocumentBytes} characters`,
      got: `${text.length}`,
    });
  const { node, problems } = parseYaml(path, text);
  const [first] = problems;
  if (first !== undefined)
    throw new SealwrightError(kind.code, {
      at: showSpan(first.span),
      message: first.reason.replace(/; the last one was read$/, ''),
      expected: 'valid YAML without repeated keys',
      hint: 'correct the YAML at that line',
    });
  const plain = new PlainYaml(path, node);
  const parsed = policySchema.safeParse(plain.value);
  if (!parsed.success) throwMistakes(mistakesOf(parsed.error.issues, plain, kind));
  return new Reader(source, parsed.data, plain).read();
}

/** Reads what the schema leaves open: names, signers, and types of evidence. All mistakes of the file are told at once. */
class Reader {
  readonly #source: PolicySource;
  readonly #file: PolicyFile;
  readonly #plain: PlainYaml;
  readonly #mistakes: SealwrightError[] = [];

  constructor(source: PolicySource, file: PolicyFile, plain: PlainYaml) {
    this.#source = source;
    this.#file = file;
    this.#plain = plain;
  }

  read(): SubjectPolicies {
    // A signer that nobody asks for can be wrong as well, and is told of too.
    for (const [name, signer] of Object.entries(this.#file.signers)) this.#policy(signer, [], {}, ['signers', name]);
    const entries = this.#file.subjects.flatMap((entry, i) => this.#entry(entry, ['subjects', i]));
    if (this.#mistakes.length > 0) throwMistakes(this.#mistakes);
    return { from: this.#source.path, entries };
  }

  #entry(entry: Entry, at: readonly Step[]): readonly SubjectPolicy[] {
    const names = this.#names(entry.name, at);
    const place = this.#plain.placeOf(at);
    if (entry.unsafelyNothing !== undefined) return [{ names, at: place, asks: { kind: 'unsafely-nothing', why: entry.unsafelyNothing } }];
    const demands = (entry.evidence ?? []).flatMap((item, i) => this.#demands(entry, item, [...at, 'evidence', i]));
    const [first, ...rest] = demands;
    return first === undefined ? [] : [{ names, at: place, asks: { kind: 'demands', demands: [first, ...rest] } }];
  }

  #names(name: Entry['name'], at: readonly Step[]): readonly Matcher[] {
    return (typeof name === 'string' ? [name] : name).flatMap((one, i) => {
      const read = readNamePattern(one, 'name');
      if (read.kind !== 'mistake') return [read];
      this.#mistake(typeof name === 'string' ? [...at, 'name'] : [...at, 'name', i], read);
      return [];
    });
  }

  #demands(entry: Entry, item: string | Item, at: readonly Step[]): readonly Demand[] {
    const { type, signer, ...build } = typeof item === 'string' ? { type: item } : item;
    const name = signer ?? entry.signer;
    if (name === undefined) {
      this.#mistake(at, { message: 'nobody is named who must have signed this', hint: 'add signer: to the subject or to the evidence' });
      return [];
    }
    if (!Object.hasOwn(this.#file.signers, name)) {
      const known = Object.keys(this.#file.signers).slice(0, 10).join(', ');
      const place = signer === undefined ? at.slice(0, -2) : at;
      this.#mistake([...place, 'signer'], {
        message: `there is no signer ${JSON.stringify(name.slice(0, 60))}`,
        hint: `signers has ${known === '' ? 'none' : known}`,
      });
      return [];
    }
    const policy = this.#policy(this.#file.signers[name] ?? {}, [type], build, at);
    return policy === undefined ? [] : demandsOf(policy);
  }

  #policy(signer: Signer, types: readonly string[], build: Omit<Item, 'type' | 'signer'>, at: readonly Step[]): Parameters<typeof demandsOf>[0] | undefined {
    const { key, unsafelyAnyIdentity, ...words } = signer;
    const { buildInputs, verifier, resourceUri, verifiedLevels, ...asked } = build;
    const summary = { verifier, resourceUri, levels: verifiedLevels };
    const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
    const inputs = buildInputs === undefined ? {} : { inputs: Object.entries(buildInputs).map(([name, value]) => `${name}=${value}`) };
    const read = policyOf({
      signer: {
        ...given,
        ...(key === undefined ? {} : { key: this.#source.readKey(key) }),
        ...(build.builder === undefined ? {} : { builder: build.builder }),
        anyIdentity: unsafelyAnyIdentity === true ? 'unsafely-any' : 'asked',
        deploymentOf: this.#source.deploymentOf,
      },
      build: { ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)), ...inputs },
      summary: Object.fromEntries(Object.entries(summary).filter(([, value]) => value !== undefined)),
      types,
      anyArtifact: 'compared',
    } satisfies Asked);
    if (read.kind === 'policy') return read.policy;
    this.#mistake(at, read);
    return undefined;
  }

  #mistake(at: readonly Step[], { message, hint }: { readonly message: string; readonly hint: string }): void {
    const said = { message: inWordsOfFile(message), hint: inWordsOfFile(hint), at: this.#plain.placeOf(at) };
    // The same signer is read for each piece of evidence that it is asked for.
    if (!this.#mistakes.some((one) => one.details.message === said.message)) this.#mistakes.push(new SealwrightError(kind.code, said));
  }
}

/** The words of the command line as the keys of the file: `--source-tag` is `sourceTag`. */
function inWordsOfFile(text: string): string {
  return text
    .replaceAll(/--type ((?:signature|[a-z]+)\b)/g, 'type: $1')
    .replaceAll(/--([a-z]+(?:-[a-z]+)*)/g, (_, name: string) => name.replaceAll(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase()));
}
