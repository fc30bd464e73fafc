/** A word of a command line, quotes taken off. */
export interface ShellWord {
  readonly kind: 'word';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** `|`, `&&`, `;`, a redirection, a parenthesis. */
export interface ShellOperator {
  readonly kind: 'operator';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type ShellToken = ShellWord | ShellOperator;

/** Variables that a document sets, filled in where a shell would do so. */
export type Variables = ReadonlyMap<string, string>;

const operators = ['&&', '||', ';;', '|&', '&>', '>>', '<<<', '<<', '>&', '<&', '|', '&', ';', '(', ')', '>', '<'];
/** Longer than any placeholder that a person writes. */
const maxPlaceholder = 100;

/**
 * Splits one command line of a document into words as sh does, tolerantly: quotes that do not close are letters,
 * `<like this>` and `{{ .Like }}` are parts of words, a comment ends the line. `${NAME}` is filled in from `variables`
 * and stays as it is otherwise.
 */
export function shellWords(line: string, variables: Variables): readonly ShellToken[] {
  const tokens: ShellToken[] = [];
  let at = 0;
  while (at < line.length) {
    const c = line[at] ?? '';
    if (c === ' ' || c === '\t' || c === '\n' || c === '\u00a0') {
      at += 1;
    } else if (c === '#' && !line.startsWith('#{', at)) {
      break;
    } else {
      const operator = operatorAt(line, at);
      if (operator !== undefined) {
        tokens.push({ kind: 'operator', text: operator, start: at, end: at + operator.length });
        at += operator.length;
      } else {
        const word = readWord(line, at, variables);
        tokens.push(word);
        at = word.end;
      }
    }
  }
  return tokens;
}

/** A letter that begins an operator. */
function isOperator(c: string): boolean {
  return c === '|' || c === '&' || c === ';' || c === '<' || c === '>' || c === '(' || c === ')';
}

function operatorAt(line: string, at: number): string | undefined {
  const c = line[at] ?? '';
  if (!isOperator(c) && !(c >= '0' && c <= '9')) return undefined;
  const redirect = /^\d(?=[<>])/.exec(line.slice(at, at + 2)) === null ? undefined : operators.find((one) => line.startsWith(one, at + 1));
  if (redirect !== undefined) return `${line[at] ?? ''}${redirect}`;
  if (placeholderEnd(line, at) !== undefined || /^[<>]\(/.test(line.slice(at, at + 2))) return undefined;
  return operators.find((one) => line.startsWith(one, at));
}

/** `<tag>`, `<path to file>`: no space behind the opening mark, one line, not too long. Returns the offset behind it. */
function placeholderEnd(line: string, at: number): number | undefined {
  if (line[at] !== '<') return undefined;
  const inner = /^<[A-Za-z_$][^<>|&;]*>/.exec(line.slice(at, at + maxPlaceholder))?.[0];
  return inner === undefined ? undefined : at + inner.length;
}

function readWord(line: string, start: number, variables: Variables): ShellWord {
  let value = '';
  let at = start;
  while (at < line.length) {
    const c = line[at] ?? '';
    const next = line[at + 1] ?? '';
    if (c === ' ' || c === '\t' || c === '\n' || c === '\u00a0') break;
    if (c === "'") {
      const end = line.indexOf("'", at + 1);
      value += end === -1 ? c : line.slice(at + 1, end);
      at = end === -1 ? at + 1 : end + 1;
    } else if (c === '"') {
      const quoted = readDoubleQuoted(line, at, variables);
      value += quoted.value;
      at = quoted.end;
    } else if (c === '\\') {
      // `.\tool.exe` and `C:\tool` are Windows paths, where the backslash stays.
      const isPath = /^(?:\.{1,2}$|\.{0,2}\\|[A-Za-z]:(?:\\|$))/.test(value) && /[\w.]/.test(next);
      value += isPath ? `\\${next}` : next;
      at += 2;
    } else if (c === '$' || c === '`') {
      const expansion = readExpansion(line, at, variables);
      value += expansion.value;
      at = expansion.end;
    } else if (c === '{' && next === '{') {
      const end = line.indexOf('}}', at + 2);
      const stop = end === -1 || end - at > maxPlaceholder ? at + 2 : end + 2;
      value += line.slice(at, stop);
      at = stop;
    } else if ((c === '<' || c === '>') && next === '(') {
      const end = closingParenthesis(line, at + 2);
      value += line.slice(at, end);
      at = end;
    } else {
      const placeholder = placeholderEnd(line, at);
      if (placeholder !== undefined) {
        value += line.slice(at, placeholder);
        at = placeholder;
      } else if (isOperator(c)) {
        break;
      } else {
        value += c;
        at += 1;
      }
    }
  }
  return { kind: 'word', value, start, end: Math.max(at, start + 1) };
}

interface Part {
  readonly value: string;
  readonly end: number;
}

function readDoubleQuoted(line: string, start: number, variables: Variables): Part {
  let value = '';
  let at = start + 1;
  while (at < line.length) {
    const c = line[at] ?? '';
    const next = line[at + 1] ?? '';
    if (c === '"') return { value, end: at + 1 };
    if (c === '\\' && '"\\$`'.includes(next) && next !== '') {
      value += next;
      at += 2;
    } else if (c === '$' || c === '`') {
      const expansion = readExpansion(line, at, variables);
      value += expansion.value;
      at = expansion.end;
    } else {
      value += c;
      at += 1;
    }
  }
  return { value: '"', end: start + 1 };
}

/** `$NAME`, `${NAME}` and `${NAME#…}`, `$( … )`, `` `…` ``: a set variable's value, else the text itself. */
function readExpansion(line: string, at: number, variables: Variables): Part {
  if (line[at] === '`') {
    const end = line.indexOf('`', at + 1);
    return end === -1 ? { value: '`', end: at + 1 } : { value: line.slice(at, end + 1), end: end + 1 };
  }
  const rest = line.slice(at, at + maxPlaceholder);
  if (line[at + 1] === '(') {
    const end = closingParenthesis(line, at + 2);
    return { value: line.slice(at, end), end };
  }
  const name = /^\$\{([A-Za-z_]\w*)\}/.exec(rest) ?? /^\$([A-Za-z_]\w*)/.exec(rest);
  if (name !== null) return { value: variables.get(name[1] ?? '') ?? name[0], end: at + name[0].length };
  const braced = /^\$\{[^{}\n]*\}/.exec(rest)?.[0];
  if (braced !== undefined) return { value: braced, end: at + braced.length };
  return { value: '$', end: at + 1 };
}

function closingParenthesis(line: string, from: number): number {
  let depth = 1;
  for (let at = from; at < line.length; at++) {
    if (line[at] === '(') depth += 1;
    else if (line[at] === ')') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return line.length;
}
