import type { CommandNode, PipelineNode, AndOr, Statement } from 'unbash';
import type { Machine } from './machine.ts';

const maxDepth = 12;

/** True when commands certainly end in a failure that stops the script: `exit 1`, `return 1`, `false`, a function that does. */
export function alwaysFails(m: Machine, statements: readonly Statement[], depth = 0): boolean {
  if (depth > maxDepth) return false;
  for (const statement of statements) {
    const where = { depth, last: statement === statements.at(-1) };
    if (statement.background !== true && nodeFails(m, statement.command, where)) return true;
    if (mayLeave(m, statement.command, depth)) return false;
  }
  return false;
}

/** Whether a command may leave with a success before what follows it is reached. */
function mayLeave(m: Machine, node: PipelineNode | AndOr, depth: number): boolean {
  if (depth > maxDepth) return true;
  switch (node.type) {
    case 'Command':
      return node.name?.parts === undefined && (node.name?.value === 'exit' || node.name?.value === 'return') && !nodeFails(m, node, { depth, last: true });
    case 'AndOr':
      return node.commands.some((command) => mayLeave(m, command, depth + 1));
    case 'BraceGroup':
      return node.body.commands.some((statement) => mayLeave(m, statement.command, depth + 1));
    case 'Redirected':
      return mayLeave(m, node.command, depth + 1);
    case 'If': {
      const lists = [node.then, ...node.elif.map((arm) => arm.then), ...(node.else === undefined ? [] : [node.else])];
      return lists.some((list) => list.commands.some((statement) => mayLeave(m, statement.command, depth + 1)));
    }
    default:
      return false;
  }
}

interface Where {
  readonly depth: number;
  /** A plain failure at the end of a list is the list's. */
  readonly last: boolean;
}

/** Whether one command always leaves with a failure; at the end of a list a plain failure counts too. */
export function nodeFails(m: Machine, node: PipelineNode | AndOr, where: Where = { depth: 0, last: true }): boolean {
  const { depth, last } = where;
  if (depth > maxDepth) return false;
  switch (node.type) {
    case 'Command':
      return commandFails(m, node, where);
    case 'BraceGroup':
      return alwaysFails(m, node.body.commands, depth + 1);
    case 'Redirected':
      return nodeFails(m, node.command, { depth: depth + 1, last });
    case 'Subshell':
      return last && alwaysFails(m, node.body.commands, depth + 1);
    case 'If': {
      const bodies = [node.then, ...node.elif.map((e) => e.then)];
      return node.else !== undefined && [...bodies, node.else].every((list) => alwaysFails(m, list.commands, depth + 1));
    }
    default:
      return false;
  }
}

function commandFails(m: Machine, node: CommandNode & { type: 'Command' }, where: Where): boolean {
  const { depth, last } = where;
  const name = node.name;
  if (name === undefined || name.parts !== undefined) return false;
  const first = node.args[0];
  const argument = first?.type === 'Word' && first.parts === undefined ? first.value : first === undefined ? undefined : '?';
  switch (name.value) {
    case 'exit':
    case 'return':
      // With no argument the status is that of the command before; after a message it would be success.
      return argument === undefined
        ? depth === 0 && last
        : /^[1-9]\d*$/.test(argument) || /^\$\{?(?:\?|rc|ret|status|code|exit_code)\}?$/i.test(first?.type === 'Word' ? first.text : '');
    case 'false':
      return last;
  }
  const fn = m.scope.function(name.value);
  return fn !== undefined && fn.node.body.type !== 'CompoundList' && nodeFails(m, fn.node.body, { depth: depth + 1, last: true });
}

/** True for `break`, `return 0`, `exit 0`, alone or at the end of a list: the loop around it is left with a success. */
export function leavesLoop(node: PipelineNode | AndOr, depth = 0): boolean {
  if (depth > maxDepth) return false;
  if (node.type === 'BraceGroup') {
    const last = node.body.commands.at(-1);
    return last !== undefined && leavesLoop(last.command, depth + 1);
  }
  if (node.type !== 'Command' || node.name?.parts !== undefined) return false;
  const argument = node.args[0]?.text;
  if (node.name?.value === 'break') return true;
  return (node.name?.value === 'return' || node.name?.value === 'exit') && (argument === undefined || argument === '0');
}
