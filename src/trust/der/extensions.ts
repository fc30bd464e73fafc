import { readSctList, type SignedCertificateTimestamp } from './sct.ts';
import { constructed, DerFault, DerReader, primitive, tag, type DerValue } from './reader.ts';
import { asciiText, boolean, namedBits, oid, smallInteger, utf8Text } from './values.ts';

export interface Extension {
  readonly critical: boolean;
  /** The OCTET STRING. */
  readonly value: DerValue;
}

export type AlternativeName =
  | { readonly kind: 'uri' | 'email' | 'dns'; readonly text: string }
  /** Fulcio's name for identities that are neither. Source: sigstore/fulcio `docs/oid-info.md`, 1.3.6.1.4.1.57264.1.7. */
  | { readonly kind: 'other'; readonly text: string }
  | { readonly kind: 'unread' };

/** The extensions that something here depends on. */
export interface KnownExtensions {
  /** Bits of RFC 5280 section 4.2.1.3: 0 digitalSignature, 5 keyCertSign; undefined where any use is allowed. */
  readonly keyUsage: ReadonlySet<number> | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly authority: { readonly is: boolean; readonly pathLength: number | undefined };
  readonly alternativeNames: readonly AlternativeName[];
  readonly timestamps: readonly SignedCertificateTimestamp[];
  readonly subjectKeyId: Uint8Array | undefined;
}

export const oids = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  alternativeNames: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  sctList: '1.3.6.1.4.1.11129.2.4.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  timeStamping: '1.3.6.1.5.5.7.3.8',
  fulcio: '1.3.6.1.4.1.57264.1',
} as const;

const maxExtensions = 128;

/** Reads `[3] Extensions`. Source: RFC 5280 sections 4.1.2.9 and 4.2: an extension occurs once. */
export function readExtensions(
  parts: DerReader,
  wrapped: DerValue | undefined,
): { readonly extensions: ReadonlyMap<string, Extension>; readonly known: KnownExtensions } {
  const extensions = new Map<string, Extension>();
  if (wrapped !== undefined) {
    const outer = parts.inside(wrapped);
    const list = outer.sequence('the extensions');
    outer.end('the extensions');
    while (list.more) {
      const one = list.sequence('an extension');
      const name = oid(one.expect(tag.oid, 'the name of an extension'));
      const flag = one.optional(tag.boolean);
      const critical = flag !== undefined && boolean(flag);
      if (flag !== undefined && !critical) throw new DerFault('an extension that spells out a default');
      const content = one.expect(tag.octetString, 'the value of an extension');
      one.end('an extension');
      if (extensions.has(name)) throw new DerFault(`the extension ${name} twice`);
      if (extensions.size >= maxExtensions) throw new DerFault('more extensions than are read');
      extensions.set(name, { critical, value: content });
    }
  }
  const read = <T>(name: string, reading: (reader: DerReader) => T): T | undefined => {
    const extension = extensions.get(name);
    if (extension === undefined) return undefined;
    const reader = parts.wrapped(extension.value);
    const value = reading(reader);
    reader.end(`the extension ${name}`);
    return value;
  };
  return {
    extensions,
    known: {
      keyUsage: read(oids.keyUsage, (reader) => namedBits(reader.expect(tag.bitString, 'the key usage'))),
      extendedKeyUsage: read(oids.extendedKeyUsage, readPurposes),
      authority: read(oids.basicConstraints, readBasicConstraints) ?? { is: false, pathLength: undefined },
      alternativeNames: read(oids.alternativeNames, readAlternativeNames) ?? [],
      timestamps: read(oids.sctList, (reader) => readSctList(reader.expect(tag.octetString, 'the list of SCTs').content)) ?? [],
      subjectKeyId: read(oids.subjectKeyId, (reader) => reader.expect(tag.octetString, 'the key identifier').content),
    },
  };
}

/**
 * The text of one of Fulcio's extensions 1.3.6.1.4.1.57264.1.n, by its whole name: the bytes themselves up to 6, a DER UTF8String from 8 on.
 * Undefined where the extension is missing. Source: sigstore/fulcio `docs/oid-info.md`.
 */
export function fulcioText(extensions: ReadonlyMap<string, Extension>, name: string, form: 'bytes' | 'der'): string | undefined {
  const value = extensions.get(name)?.value;
  if (value === undefined) return undefined;
  if (form === 'bytes') return utf8Text(value.content);
  const reader = new DerReader(value.bytes, 0, value.from, value.to);
  const text = utf8Text(reader.expect(tag.utf8String, `the extension ${name}`).content);
  reader.end(`the extension ${name}`);
  return text;
}

function readPurposes(reader: DerReader): readonly string[] {
  const list = reader.sequence('the extended key usage');
  const purposes: string[] = [];
  while (list.more) purposes.push(oid(list.expect(tag.oid, 'a purpose')));
  if (purposes.length === 0) throw new DerFault('an extended key usage without purposes');
  return purposes;
}

function readBasicConstraints(reader: DerReader): { readonly is: boolean; readonly pathLength: number | undefined } {
  const parts = reader.sequence('the basic constraints');
  const flag = parts.optional(tag.boolean);
  const length = parts.optional(tag.integer);
  parts.end('the basic constraints');
  const is = flag !== undefined && boolean(flag);
  if (flag !== undefined && !is) throw new DerFault('basic constraints that spell out a default');
  return { is, pathLength: length === undefined ? undefined : smallInteger(length) };
}

/** Source: RFC 5280 section 4.2.1.6. */
function readAlternativeNames(reader: DerReader): readonly AlternativeName[] {
  const list = reader.sequence('the alternative names');
  const names: AlternativeName[] = [];
  while (list.more) {
    const value = list.next();
    if (value.tag === primitive(1)) names.push({ kind: 'email', text: asciiText(value.content) });
    else if (value.tag === primitive(2)) names.push({ kind: 'dns', text: asciiText(value.content) });
    else if (value.tag === primitive(6)) names.push({ kind: 'uri', text: asciiText(value.content) });
    else if (value.tag === constructed(0)) names.push(otherName(list.inside(value)));
    else names.push({ kind: 'unread' });
  }
  if (names.length === 0) throw new DerFault('alternative names without a name');
  return names;
}

function otherName(parts: DerReader): AlternativeName {
  const type = oid(parts.expect(tag.oid, 'the type of another name'));
  const wrapped = parts.expect(constructed(0), 'another name');
  parts.end('another name');
  if (type !== `${oids.fulcio}.7`) return { kind: 'unread' };
  const inside = parts.inside(wrapped);
  const text = utf8Text(inside.expect(tag.utf8String, 'another name').content);
  inside.end('another name');
  return { kind: 'other', text };
}
