import { parsed, quoted, refused, type Parsed, type ReasonCode } from '../reason/index.ts';
import { decodeBase64 } from './base64.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './value.ts';

/** How the names of fields are compared. */
export type Spelling =
  /** As written. */
  | 'exact'
  /**
   * As protobuf-JSON: lowerCamelCase or the snake_case of the schema, null for a field that is not there, and no field
   * that the schema does not know. Source: protobuf.dev, ProtoJSON format.
   */
  | 'protobuf';

export interface FieldsContext {
  /** The way to the object, for messages. */
  readonly path: string;
  readonly code: ReasonCode;
  readonly spelling: Spelling;
}

/** Leaves a reader of fields; never leaves this room's `reading`. */
class Unfit extends Error {
  readonly code: ReasonCode;

  constructor(code: ReasonCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Runs a reader, and gives what it gave or why it stopped. */
export function reading<T>(read: () => T): Parsed<T> {
  try {
    return parsed(read());
  } catch (error) {
    if (error instanceof Unfit) return refused(error.code, error.message);
    throw error;
  }
}

/** Stops a reader with a code. */
export function unfit(code: ReasonCode, message: string): never {
  throw new Unfit(code, message);
}

/** An object of JSON, read field by field inside `reading`. Fields that were not asked about can be refused at the end. */
export class Fields {
  readonly #members: JsonObject;
  /** Few, and looked up once for each member. */
  readonly #asked: string[] = [];
  readonly #context: FieldsContext;
  readonly #holder: Place | undefined;

  constructor(value: JsonValue | undefined, context: FieldsContext, holder?: Place) {
    this.#context = context;
    this.#holder = holder;
    if (!isJsonObject(value)) unfit(context.code, `${this.path} is ${kindOf(value)}, expected an object`);
    this.#members = value;
  }

  /** The way to the object, worked out where a message needs it. */
  get path(): string {
    if (this.#holder === undefined) return this.#context.path;
    const { fields, name, at } = this.#holder;
    // An identifier of the input's own is text of the input.
    const shown = /^\w{1,64}$/.test(name) ? name : quoted(name);
    return `${fields.path}.${shown}${at === undefined ? '' : `[${at}]`}`;
  }

  /** The value of a field, or undefined where it is not there. */
  value(name: string): JsonValue | undefined {
    const found = this.#member(name);
    if (this.#context.spelling === 'exact') return found;
    const snake = snakeOf(name);
    const other = snake === name ? undefined : this.#member(snake);
    if (found !== undefined && other !== undefined) this.fail(`has ${name} twice, in two spellings`);
    return found ?? other ?? undefined;
  }

  #member(name: string): JsonValue | undefined {
    this.#asked.push(name);
    return Object.hasOwn(this.#members, name) ? this.#members[name] : undefined;
  }

  /** The names that the object has, where they are identifiers rather than fields. */
  names(): readonly string[] {
    return Object.keys(this.#members);
  }

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  text(name: string): string {
    return this.optionalText(name) ?? this.fail(`has no ${name}`);
  }

  optionalText(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === 'string') return value;
    return this.fail(`has ${name} as ${kindOf(value)}, expected a text`);
  }

  /** Bytes in base64, at least one. */
  bytes(name: string): Uint8Array {
    const bytes = this.optionalBytes(name);
    if (bytes === undefined || bytes.length === 0) return this.fail(`has no ${name}`);
    return bytes;
  }

  optionalBytes(name: string): Uint8Array | undefined {
    const text = this.optionalText(name);
    if (text === undefined) return undefined;
    return decodeBase64(text) ?? this.fail(`has ${name} that is not base64 in its standard spelling`);
  }

  /** An integer of 64 bits that is not negative: a text of digits or a number; `absent` where it is not there. */
  count(name: string, { absent }: { readonly absent: bigint | undefined }): bigint {
    const value = this.value(name);
    if (value === undefined) return absent ?? this.fail(`has no ${name}`);
    const text = typeof value === 'number' && !Object.is(value, -0) ? String(value) : value;
    if (typeof text !== 'string' || !/^(?:0|[1-9]\d{0,18})$/.test(text)) return this.fail(`has ${name} that is no count`);
    const count = BigInt(text);
    return count > 0x7fff_ffff_ffff_ffffn ? this.fail(`has ${name} that does not fit 64 bits`) : count;
  }

  object(name: string): Fields {
    return this.optionalObject(name) ?? this.fail(`has no ${name}`);
  }

  optionalObject(name: string): Fields | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : this.#within(value, name);
  }

  /** The elements of a list of objects; none where it is not there. */
  objects(name: string, bound: number): readonly Fields[] {
    return this.list(name, bound).map((one, at) => this.#within(one, name, at));
  }

  list(name: string, bound: number): readonly JsonValue[] {
    const value = this.value(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) return this.fail(`has ${name} as ${kindOf(value)}, expected a list`);
    if (value.length > bound) unfit('BUNDLE_TOO_LARGE', `${this.path} has ${value.length} of ${name}, expected at most ${bound}`);
    return value as readonly JsonValue[];
  }

  /** Refuses fields that nobody asked about: a reader that knew them would read something else. */
  nothingElse(): void {
    for (const key of Object.keys(this.#members)) if (!this.#asked.includes(key)) this.fail('has a field that its format does not know');
  }

  /** Refuses names that differ from a known one by case alone: readers in Go take them for it. */
  noLookalikes(...known: readonly string[]): void {
    for (const key of Object.keys(this.#members)) {
      if (known.includes(key)) continue;
      const folded = fold(key);
      if (known.some((one) => fold(one) === folded)) this.fail(`has a field that is ${folded} in other letters`);
    }
  }

  fail(message: string): never {
    unfit(this.#context.code, `${this.path} ${message}`);
  }

  #within(value: JsonValue, name: string, at?: number): Fields {
    return new Fields(value, this.#context, { fields: this, name, at });
  }
}

/** Where an object stands in another, and in which place of a list there. */
interface Place {
  readonly fields: Fields;
  readonly name: string;
  readonly at: number | undefined;
}

const snakes = new Map<string, string>();

/** The name as a schema spells it. Kept: the names are those of schemas, and there are few. */
function snakeOf(name: string): string {
  const known = snakes.get(name);
  if (known !== undefined) return known;
  const snake = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  snakes.set(name, snake);
  return snake;
}

/** By way of upper case, so that the long s and the Kelvin sign fold as readers fold them. */
function fold(key: string): string {
  return key.toUpperCase().toLowerCase();
}

function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
