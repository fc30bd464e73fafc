import { tag, type DerReader, type DerValue } from './reader.ts';
import { oid, text } from './values.ts';

/** A distinguished name: its bytes, by which names are compared, and words for a person. */
export interface Name {
  readonly der: Uint8Array;
  readonly words: string;
  readonly organisation: string | undefined;
}

const shortNames = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
]);

/** Reads a Name. Source: RFC 5280 section 4.1.2.4. */
export function readName(reader: DerReader, value: DerValue): Name {
  const words: string[] = [];
  let organisation: string | undefined;
  const sets = reader.inside(value);
  while (sets.more) {
    const set = sets.inside(sets.expect(tag.set, 'a part of a name'));
    while (set.more) {
      const pair = set.sequence('a part of a name');
      const type = oid(pair.expect(tag.oid, 'the type of a part of a name'));
      const content = pair.next();
      pair.end('a part of a name');
      const readable = content.tag === tag.utf8String || content.tag === tag.printableString || content.tag === tag.ia5String;
      const written = readable ? text(content) : '?';
      words.push(`${shortNames.get(type) ?? type}=${written}`);
      if (type === '2.5.4.10') organisation = written;
    }
  }
  return { der: value.whole, words: words.join(', '), organisation };
}
