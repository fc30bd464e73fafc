/** A member of an archive for tests: a file unless it says otherwise. */
export interface TarMember {
  readonly name: string;
  readonly body?: string | Uint8Array;
  /** The letter of its type. */
  readonly type?: string;
  readonly target?: string;
  readonly mode?: number;
  /** What its header claims instead of the length of its body. */
  readonly size?: number;
}

/** A tar archive of any members. Long names come as GNU writes them. */
export function tarOfMembers(members: Iterable<TarMember>, end: 'marked' | 'open' = 'marked'): Buffer {
  const parts: Buffer[] = [];
  for (const member of members) {
    if (Buffer.byteLength(member.name) > 100) parts.push(memberOf({ name: '././@LongLink', type: 'L', body: `${member.name}\0` }));
    if (Buffer.byteLength(member.target ?? '') > 100) parts.push(memberOf({ name: '././@LongLink', type: 'K', body: `${member.target ?? ''}\0` }));
    parts.push(memberOf(member));
  }
  if (end === 'marked') parts.push(Buffer.alloc(1_024));
  return Buffer.concat(parts);
}

/** A header of pax for the member after it. */
export function paxMember(records: Readonly<Record<string, string>>, type = 'x'): TarMember {
  const body = Object.entries(records).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`);
    let length = rest + String(rest).length;
    length = rest + String(length).length;
    return `${length} ${key}=${value}\n`;
  });
  return { name: 'PaxHeaders/x', type, body: body.join('') };
}

function memberOf({ name, body = '', type = '0', target = '', mode = 0o644, size }: TarMember): Buffer {
  const bytes = Buffer.from(body);
  const header = Buffer.alloc(512);
  header.write(name.slice(0, 100), 0, 100);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write(`${(size ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write(type, 156);
  header.write(target.slice(0, 100), 157, 100);
  header.write('ustar\0', 257);
  header.write('        ', 148);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
