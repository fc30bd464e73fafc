import { derive, literalOf, show, type Text } from '../values/index.ts';
import { github } from './context.ts';
import type { Machine } from './machine.ts';

const moving = new Set(['commit', 'checkout', 'switch', 'merge', 'pull', 'reset', 'rebase', 'cherry-pick', 'am', 'revert']);

/**
 * What `git` prints of the commit that was checked out, where the event fixes it: its hash, its tag, its branch. The
 * same question twice is the same answer. Undefined for other questions, and once a command has moved `HEAD`.
 */
export function gitAnswer(machine: Machine, words: readonly Text[]): Text | undefined {
  if (literalOf(words[0] ?? []) !== 'git') return undefined;
  const texts = words.slice(1).map(literalOf);
  const known = texts.flatMap((t) => (t === undefined ? [] : [t]));
  const at = texts.findIndex((t) => t !== undefined && !t.startsWith('-'));
  const verb = texts[at];
  if (verb === undefined || at > 0 || known.length < texts.length) return undefined;
  if (moving.has(verb)) {
    machine.headMoved = true;
    return undefined;
  }
  if (machine.headMoved) return undefined;
  const rest = known.slice(1);
  switch (verb) {
    case 'rev-parse':
      return revParse(machine, rest);
    case 'log':
      return log(machine, rest);
    case 'describe':
      if (rest.some((w) => !w.startsWith('-') && w !== 'HEAD') || rest.includes('--long')) return undefined;
      return machine.scenario.refKind === 'tag'
        ? machine.scenario.refName
        : derive(`git describe ${rest.join(' ')}`, headOf(machine), { label: 'git describe' });
    case 'tag':
      return rest.join(' ') === '--points-at HEAD' && machine.scenario.refKind === 'tag' ? machine.scenario.refName : undefined;
    case 'branch':
      return rest.join(' ') === '--show-current' ? branchOf(machine) : undefined;
    case 'symbolic-ref':
      return rest.includes('--short') && rest.includes('HEAD') ? branchOf(machine) : undefined;
    default:
      return undefined;
  }
}

function revParse(machine: Machine, rest: readonly string[]): Text | undefined {
  if (!rest.includes('HEAD') || rest.some((w) => !w.startsWith('-') && w !== 'HEAD')) return undefined;
  if (rest.includes('--abbrev-ref')) return branchOf(machine);
  const short = rest.find((w) => w.startsWith('--short'));
  if (short !== undefined) return shortened(machine, short.includes('=') ? short.slice(8) : '');
  return rest.every((w) => ['HEAD', '--verify', '-q', '--quiet'].includes(w)) ? headOf(machine) : undefined;
}

function log(machine: Machine, rest: readonly string[]): Text | undefined {
  const one = rest.some((w) => w === '-1' || w === '-n1' || w === '--max-count=1') && rest.every((w) => w.startsWith('-') || w === 'HEAD');
  const format = rest.find((w) => /^--(pretty|format)=/.test(w))?.replace(/^--\w+=(t?format:)?/, '');
  if (!one || format === undefined) return undefined;
  if (format === '%H') return headOf(machine);
  return format === '%h' ? shortened(machine, '') : derive(`git log ${format}`, headOf(machine), { label: 'git log' });
}

function headOf(machine: Machine): Text {
  const sha = github(machine, ['sha'], new Map());
  return sha?.kind === 'text' ? sha.text : [];
}

function shortened(machine: Machine, length: string): Text {
  return derive(`short ${length}`.trim(), headOf(machine), { label: `${show(headOf(machine))}, short` });
}

function branchOf(machine: Machine): Text | undefined {
  return machine.scenario.refKind === 'branch' ? machine.scenario.refName : undefined;
}
