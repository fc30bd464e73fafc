const word = String.raw`(?:"[^"\n]*"|'[^'\n]*'|[^\s;|(){}]+)`;
const asked = /\bGet-FileHash\b((?:\s+(?:"[^"\n]*"|'[^'\n]*'|[^\s;|(){}]+))*)/i;
const assigned = /^\s*\$(\w+)\s*=\s*(.*)$/;
const written = new RegExp(String.raw`(?:\|\s*(Out-File|Set-Content|Add-Content)\b([^\n;|]*)|(>>?)\s*(${word}))\s*\}?\s*;?\s*$`, 'i');
const told = /^\s*(?:Set-Content|Add-Content|Out-File)\b(.*)$/i;
const valued = /^-(?:Encoding|Value|InputObject|Width|Stream)$/i;
const named = /^-(?:FilePath|Path|LiteralPath)$/i;
const maxLines = 12;

/** What PowerShell variables hold digests of: the arguments of `Get-FileHash`. */
export type Digests = Map<string, string>;

/**
 * The command that a line of PowerShell comes to when it writes a digest to a file, as one line that is easier to read:
 * `(Get-FileHash a.zip).Hash | Out-File a.zip.sha256` is `Get-FileHash a.zip > a.zip.sha256`. Undefined for any other
 * line. Digests that a line keeps in a variable are remembered.
 */
export function digestLine(line: string, digests: Digests): string | undefined {
  if (line.length > 2_000 || /^\s*(?:#|rem\b|::)/i.test(line)) return undefined;
  const kept = assigned.exec(line);
  if (kept !== null) {
    const of = asked.exec(kept[2]!)?.[1] ?? digestIn(kept[2]!, digests);
    if (of === undefined) digests.delete(kept[1]!.toLowerCase());
    else digests.set(kept[1]!.toLowerCase(), of);
    return undefined;
  }
  const to = targetOf(line);
  if (to === undefined) return undefined;
  const of = asked.exec(to.value)?.[1] ?? digestIn(to.value, digests);
  // Other parts of what is found are no digest.
  if (of === undefined || /\.(?:Algorithm|Path)\b/i.test(to.value)) return undefined;
  const listed = /\b(?:Get-ChildItem|gci|dir|ls)\b\s+([^|]*)\|\s*(?:ForEach-Object|%|foreach)\s*\{/i.exec(to.value);
  const files = listed === null ? of.trim() : folderOf(listed[1]!);
  // What each round of a loop is about stands in its variable: a file of its own for each is not followed.
  if (/\$_|\$PSItem\b/i.test(to.path) || files === undefined || /\$_|\$PSItem\b/i.test(files)) return undefined;
  const algorithm = listed === null ? '' : (/\s-Algorithm\s+\S+/i.exec(of)?.[0] ?? '');
  return `Get-FileHash ${files}${algorithm} > ${to.path}`;
}

/** A statement of a script at a place, with the lines that a pipe or a backtick continues it in. */
export function statementAt(text: string, at: number): string {
  let end = at;
  for (let i = 0; i < maxLines; i++) {
    const next = text.indexOf('\n', end);
    const line = text.slice(end, next === -1 ? text.length : next).trimEnd();
    end = next === -1 ? text.length : next + 1;
    if (next === -1 || !/[|`]$/.test(line)) break;
  }
  return text
    .slice(at, end)
    .trimEnd()
    .replaceAll(/`?\r?\n\s*/g, ' ')
    .replace(/\s#.*$/, '');
}

/** The digest that a value is made of: a variable that holds one. */
function digestIn(value: string, digests: Digests): string | undefined {
  for (const [name, of] of digests) if (new RegExp(String.raw`\$\(?\$?\{?${name}\b`, 'i').test(value)) return of;
  return undefined;
}

function targetOf(line: string): { readonly path: string; readonly value: string } | undefined {
  const end = written.exec(line);
  if (end !== null) {
    const path = end[4] ?? argumentsOf(end[2]!)?.path;
    return path === undefined ? undefined : { path, value: line.slice(0, end.index) };
  }
  const own = told.exec(line);
  return own === null ? undefined : argumentsOf(own[1]!);
}

/** The file and the value among the arguments of a cmdlet that writes one. */
function argumentsOf(text: string): { readonly path: string; readonly value: string } | undefined {
  const words = text.match(new RegExp(String.raw`\([^\n]*\)(?:\.\w+(?:\(\))?)*|${word}`, 'g')) ?? [];
  let path: string | undefined;
  const values: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const one = words[i]!;
    if (named.test(one)) path = words[++i];
    else if (valued.test(one)) {
      const value = words[++i];
      if (/^-(?:Value|InputObject)$/i.test(one)) values.push(value ?? '');
    } else if (one.startsWith('-')) continue;
    else if (path === undefined) path = one;
    else values.push(one);
  }
  return path === undefined || path.startsWith('(') ? undefined : { path, value: values.join(' ') };
}

/** The files that `Get-ChildItem dist -Filter *.zip` lists, as a pattern. */
function folderOf(text: string): string | undefined {
  const filter = new RegExp(String.raw`-Filter\s+(${word})`, 'i').exec(text);
  const rest = (filter === null ? text : text.replace(filter[0], '')).replaceAll(/-(?:Path|File|Name)\b/gi, ' ').trim();
  if (/-(?:Recurse|Include|Exclude|Depth)\b/i.test(rest) || /\s/.test(rest)) return undefined;
  const [folder, pattern] = [rest, filter?.[1] ?? ''].map((one) => one.replaceAll(/^["']|["']$/g, ''));
  if (pattern === '') return folder === '' ? undefined : folder!;
  return folder === '' ? pattern! : `${folder!.replace(/[\\/]\*?$/, '')}/${pattern!}`;
}
