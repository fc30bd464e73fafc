import { anyShape, concat, doubted, emptyText, expand, fingerprint, hole, keyOf, literalOf, mayIntersect, nameSet } from '../values/index.ts';
import type { Piece, Text } from '../values/index.ts';
import { and, constant, decode, isValue, no, not, or, question, yes } from './formula.ts';
import type { Formula, Words } from './formula.ts';
import { testWords } from './test-words.ts';

/** Pairs of alternatives compared one by one; past it the comparison stays one open question. */
const maxPairs = 1_024;

/** Keys of choices that a condition makes: the first option is taken when it holds, the second when not. */
const conditionPrefix = 'if:';

export function choiceKey(encoded: string): string {
  return `${conditionPrefix}${encoded}`;
}

/** Whether a choice is one that a condition makes. */
export function isChoiceOfCondition(key: string): boolean {
  return key.startsWith(conditionPrefix) && decode(key.slice(conditionPrefix.length)) !== undefined;
}

/** The condition under which a choice takes its option at `index`. */
export function choiceFormula(key: string, index: number): Formula {
  const formula = key.startsWith(conditionPrefix) ? decode(key.slice(conditionPrefix.length)) : undefined;
  if (formula !== undefined) return index === 0 ? formula : not(formula);
  const secret = /^(secrets\.\w+) is set$/.exec(key)?.[1];
  if (secret !== undefined) {
    const unset = isValue({ key: secret, label: secret }, "''");
    return index === 0 ? not(unset) : unset;
  }
  const asked = isValue({ key: `choice ${key}`, label: `choice ${key}` }, `${index}`, { is: 'is', isNot: 'is not' });
  if (/^[\w .:/@$-]{1,60}$/.test(key)) return asked;
  // A test that a script made: its key is for comparing, not for reading.
  const { holds: held, fails } = testWords(key);
  const [label, opposite] = index === 0 ? [held, fails] : [fails, held];
  return { ...asked, label, opposite: { ...asked.opposite, label: opposite } };
}

/** Whether a string is not empty; `trusting` takes it so where that is only taken on trust. */
export function isFilled(text: Text, trusting = false): Formula {
  return perChoice('filled', [trusting ? text : doubted(text)], ([one]) => not(isBlank(one!)));
}

/** Whether two strings are equal without regard to case, as `==` compares them. */
export function equalTexts(a: Text, b: Text): Formula {
  return perChoice('equal', [doubted(a), doubted(b)], ([x, y]) => {
    const left = folded(x!);
    const right = folded(y!);
    if (keyOf(left) === keyOf(right)) return yes;
    const front = dropCommon(left, right, 'front');
    const rest = front === undefined ? undefined : dropCommon(front.left, front.right, 'back');
    if (rest === undefined) return no;
    if (rest.left.length === 0) return isBlank(rest.right);
    if (rest.right.length === 0) return isBlank(rest.left);
    if (disjoint(rest.left, rest.right)) return no;
    if (literalOf(rest.left) !== undefined) return equalsLiteral(rest.right, literalOf(rest.left) ?? '');
    if (literalOf(rest.right) !== undefined) return equalsLiteral(rest.left, literalOf(rest.right) ?? '');
    const [first, second] = printText(rest.left) < printText(rest.right) ? [rest.left, rest.right] : [rest.right, rest.left];
    return question(say`${first} == ${second}`, say`${first} != ${second}`);
  });
}

/** Whether `text` starts (or ends) with `part`, without regard to case. */
export function edgeMatches(text: Text, part: Text, edge: 'front' | 'back'): Formula {
  return perChoice(edge, [text, part], ([x, y]) => {
    const rest = dropCommon(folded(x!), folded(y!), edge);
    if (rest === undefined) return no;
    if (rest.right.length === 0) return yes;
    if (disjoint(rest.left, edge === 'front' ? concat(rest.right, anything) : concat(anything, rest.right))) return no;
    return call(edge === 'front' ? 'startsWith' : 'endsWith', rest.left, rest.right);
  });
}

/** Whether `text` holds `part` somewhere, without regard to case. */
export function holds(text: Text, part: Text): Formula {
  return perChoice('holds', [text, part], ([x, y]) => {
    const whole = folded(x!);
    const wanted = folded(y!);
    const literal = literalOf(wanted);
    if (literal !== undefined && (literal === '' || whole.some((piece) => piece.kind === 'lit' && piece.text.includes(literal)))) return yes;
    if (literal !== undefined && (literalOf(whole) !== undefined || isOtherRef(whole, literal))) return no;
    const only = wanted.length === 1 ? wanted[0] : undefined;
    if (only?.kind === 'hole' && whole.some((piece) => piece.kind === 'hole' && piece.id === only.id)) return yes;
    if (disjoint(whole, concat(anything, wanted, anythingElse))) return no;
    return call('contains', whole, wanted);
  });
}

/** Whether a ref whose kind is known is asked for another kind's beginning. A branch could be called `refs/tags/x`; whoever asks means none. */
function isOtherRef(whole: Text, wanted: string): boolean {
  const first = whole[0];
  const asked = refKind.exec(wanted)?.[0];
  const known = first?.kind === 'lit' ? refKind.exec(first.text)?.[0] : undefined;
  return asked !== undefined && known !== undefined && asked !== known;
}

const refKind = /^refs\/[a-z]+\//;

/** Whether one string sorts before the other, without regard to case. */
export function isLess(a: Text, b: Text): Formula {
  return perChoice('less', [a, b], ([x, y]) => {
    const left = literalOf(folded(x!));
    const right = literalOf(folded(y!));
    if (left !== undefined && right !== undefined) return constant(left.toUpperCase() < right.toUpperCase());
    return question(say`${x!} < ${y!}`, say`${x!} >= ${y!}`);
  });
}

/** How unknowns are written: by their id, so that only equal texts are written alike, or by their name for people. */
export type Naming = 'id' | 'label';

/** A text as it stands in a condition: literals quoted, unknowns by their id or name. */
export function printText(text: Text, naming: Naming = 'id'): string {
  if (text.length === 0) return "''";
  return text.map((piece) => printPiece(piece, naming)).join(' + ');
}

/** Says something of texts, once with the ids of the unknowns and once with their names. */
function say(strings: TemplateStringsArray, ...parts: readonly (Text | string)[]): Words {
  const write = (naming: Naming): string => strings.map((string, i) => string + printPart(parts[i] ?? '', naming)).join('');
  return { key: write('id'), label: write('label') };
}

function printPart(part: Text | string, naming: Naming): string {
  return typeof part === 'string' ? part : printText(part, naming);
}

/**
 * Makes a question of each combination of alternatives, joined by the conditions that lead to it. The legs of a job and
 * the callers of a workflow ask the same of the same texts: `what` is asked once, as long as the answers have room.
 */
function perChoice(what: string, texts: readonly Text[], ask: (texts: readonly Text[]) => Formula): Formula {
  if (!texts.some((text) => text.some((piece) => piece.kind === 'alt'))) return ask(texts);
  // All that a text is, as a label or a shape is part of the answer too.
  const key = JSON.stringify([what, texts]);
  const known = answered.get(key);
  if (known !== undefined) return known;
  const answer = eachCombination(texts, ask);
  if (room < key.length) {
    answered.clear();
    room = maxAnswered;
  }
  answered.set(key, answer);
  room -= key.length;
  return answer;
}

const answered = new Map<string, Formula>();
/** In characters of what was asked. */
const maxAnswered = 2_000_000;
let room = maxAnswered;

function eachCombination(texts: readonly Text[], ask: (texts: readonly Text[]) => Formula): Formula {
  let states: { texts: readonly Text[]; choices: ReadonlyMap<string, number> }[] = [{ texts: [], choices: new Map() }];
  for (const text of texts) {
    const expanded = expand(text);
    if (expanded === undefined || expanded.length * states.length > maxPairs) return ask(texts);
    states = states.flatMap((state) =>
      expanded
        .filter((one) => [...one.choices].every((choice) => (state.choices.get(choice[0]) ?? choice[1]) === choice[1]))
        .map((one) => ({ texts: [...state.texts, one.text], choices: new Map([...state.choices, ...one.choices]) })),
    );
  }
  const answers = states.map((state) => ({ choices: state.choices, answer: ask(state.texts) }));
  const first = answers[0];
  if (first !== undefined && answers.every((one) => one.answer.key === first.answer.key)) return first.answer;
  return or(...answers.map((one) => and(...[...one.choices].map((choice) => choiceFormula(choice[0], choice[1])), one.answer)));
}

function isBlank(text: Text): Formula {
  if (text.length === 0) return yes;
  if (text.some((piece) => piece.kind === 'lit') || disjoint(folded(text), emptyText)) return no;
  return equalsLiteral(text, '');
}

/**
 * Different strings exclude each other. Not so those that are numbers: where the unknown is a number in truth, `'1'`
 * and `'1.0'` are both equal to it.
 */
function equalsLiteral(text: Text, value: string): Formula {
  const printed = printText(value === '' ? [] : [{ kind: 'lit', text: value }]);
  return value === '' || Number.isNaN(Number(value)) ? isValue(say`${text}`, printed) : question(say`${text} == ${printed}`, say`${text} != ${printed}`);
}

/** The sets of names take an unknown to be free of slashes; a value of an expression need not be. */
const anything: Text = hole('any-before', { shape: anyShape });
const anythingElse: Text = hole('any-after', { shape: anyShape });

/** True when no value of the one can be a value of the other. */
function disjoint(a: Text, b: Text): boolean {
  return !mayIntersect(nameSet([a]), nameSet([b]));
}

/** Takes away what both begin (or end) with; undefined when their known parts contradict each other. */
function dropCommon(left: Text, right: Text, edge: 'front' | 'back'): { readonly left: Text; readonly right: Text } | undefined {
  const a: Piece[] = edge === 'front' ? [...left].reverse() : [...left];
  const b: Piece[] = edge === 'front' ? [...right].reverse() : [...right];
  for (;;) {
    const x = a.at(-1);
    const y = b.at(-1);
    if (x === undefined || y === undefined) break;
    if (x.kind === 'lit' && y.kind === 'lit') {
      const length = Math.min(x.text.length, y.text.length);
      const cut = (text: string): string => (edge === 'front' ? text.slice(0, length) : text.slice(text.length - length));
      const keep = (text: string): string => (edge === 'front' ? text.slice(length) : text.slice(0, text.length - length));
      if (cut(x.text) !== cut(y.text)) return undefined;
      replaceLast(a, keep(x.text));
      replaceLast(b, keep(y.text));
    } else if (x.kind === 'hole' && y.kind === 'hole' && x.id === y.id) {
      a.pop();
      b.pop();
    } else {
      break;
    }
  }
  return edge === 'front' ? { left: a.reverse(), right: b.reverse() } : { left: a, right: b };
}

function replaceLast(pieces: Piece[], text: string): void {
  pieces.pop();
  if (text !== '') pieces.push({ kind: 'lit', text });
}

/** The text with its literals in lower case. An unknown without a shape, or with one that tells cases apart, may be any string. */
function folded(text: Text): Text {
  return text.map((piece): Piece => {
    if (piece.kind === 'lit') return { kind: 'lit', text: piece.text.toLowerCase() };
    if (piece.kind === 'alt') return { kind: 'alt', key: piece.key, options: piece.options.map(folded) };
    if (piece.kind !== 'hole') return piece;
    const caseless = piece.shape !== undefined && !/[A-Z]/.test(piece.shape) && !piece.shape.includes('[^');
    return { kind: 'hole', id: piece.id, label: piece.label, from: piece.from, shape: caseless ? (piece.shape ?? anyShape) : anyShape };
  });
}

function call(name: string, left: Text, right: Text): Formula {
  return question(say`${name}(${left}, ${right})`);
}

function printPiece(piece: Piece, naming: Naming): string {
  switch (piece.kind) {
    case 'lit':
      return `'${clip(piece.text.replaceAll("'", "''"))}'`;
    case 'hole':
      if (naming === 'label') return clip(piece.label);
      return /^[\w.\-/:#@]+$/.test(piece.id) ? piece.id : `{${clip(JSON.stringify(piece.id))}}`;
    case 'wild':
      return naming === 'label' ? piece.glob : `*{${JSON.stringify(piece.glob)}}`;
    case 'alt': {
      const options = piece.options.map((option) => printText(option, naming)).join(' | ');
      return naming === 'label' ? `(${options})` : `{${JSON.stringify(piece.key)}: ${options}}`;
    }
  }
}

function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 160)}…${fingerprint(text)}` : text;
}
