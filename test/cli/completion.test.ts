import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { commands } from '../../src/cli/commands/index.ts';
import { run } from '../../src/cli/run.ts';
import type { CommandSpec } from '../../src/cli/spec.ts';
import { bashCompletion } from '../../src/cli/completion/bash.ts';
import { fishCompletion } from '../../src/cli/completion/fish.ts';
import { zshCompletion } from '../../src/cli/completion/zsh.ts';
import { fakeMachine } from '../support/fake-machine.ts';

const folder = mkdtempSync(join(tmpdir(), 'sealwright-completion-'));
mkdirSync(join(folder, 'check outs'));
writeFileSync(join(folder, 'a file.yaml'), '');
after(() => rmSync(folder, { recursive: true, force: true }));

type Shell = 'bash' | 'zsh' | 'fish';
const shells: readonly Shell[] = ['bash', 'zsh', 'fish'];

/** The first line of what a shell says of its version; null where it is not installed. */
function installed(shell: Shell): string | null {
  const asked = spawnSync(shell, ['--version'], { encoding: 'utf8' });
  return asked.status === 0 ? (asked.stdout.split('\n')[0] ?? '') : null;
}

async function script(shell: Shell): Promise<string> {
  const machine = fakeMachine();
  assert.equal(await run(['completion', shell], machine), 0);
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, machine.out());
  return path;
}

/** Asks a shell what it would complete each line with: the line ends where the cursor is. */
const ask: Readonly<Record<Shell, (path: string, asked: readonly string[]) => readonly (readonly string[])[]>> = {
  bash: (path, asked) =>
    asked.map((line) => {
      // As bash cuts a line: `=` is a word of its own.
      const words = line.split(/ +|(?<==)|(?==)/);
      const given = words.map((word) => `'${word}'`).join(' ');
      const then = `_sealwright; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return lines('bash', ['--norc', '-c', `source "$0"; COMP_WORDS=(${given}); COMP_CWORD=${words.length - 1}; ${then}`, path]);
    }),
  fish: (path, asked) =>
    asked.map((line) => lines('fish', ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', path, line]).map((one) => one.split('\t')[0] ?? '')),
  zsh: (path, asked) => {
    const asking = join(folder, 'ask.zsh');
    writeFileSync(asking, zshAsking);
    const printed = lines('zsh', ['-f', asking, path, ...asked]).join('\n');
    return printed
      .split('NEXT')
      .slice(1)
      .map((part) => part.split('\n').flatMap((one) => /HIT:(.*)$/.exec(one)?.[1]?.trim() ?? []));
  },
};

/** Starts a zsh on a terminal of its own, in which what is offered is printed instead of shown. */
const zshAsking = `# The marks are cut in two, so that the terminal's echo of this text is none.
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PROMPT=; autoload -Uz compinit; compinit -u -D; source '$1'
compadd() {
  if (( \${@[(I)-(O|A|D)]} )); then builtin compadd \\"\\$@\\"; return; fi
  local -a hits; builtin compadd -O hits \\"\\$@\\"; print -rl -- HIT:\\$^hits
}
answer() { zle complete-word; print -r -- DO''NE; BUFFER= }
zle -N answer; bindkey '^I' answer
# What is typed before the line editor listens can be lost.
zle-line-init() { print -r -- REA''DY }; zle -N zle-line-init"
while zpty -r inner line; do [[ $line == *READY* ]] && break; done
for asked in "\${@:2}"; do
  print -r -- NEXT
  zpty -w -n inner "$asked"$'\\t'
  while zpty -r inner line; do [[ $line == *DONE* ]] && break; print -r -- "$line"; done
done
zpty -d inner
`;

function lines(shell: Shell, args: readonly string[]): readonly string[] {
  const asked = spawnSync(shell, args, { encoding: 'utf8', cwd: folder, timeout: 20_000, env: { ...process.env, HOME: folder, TERM: 'dumb' } });
  assert.equal(asked.stderr, '', shell);
  assert.equal(asked.status, 0, shell);
  return asked.stdout.split(/\r*\n/).filter((one) => one !== '');
}

const names = commands.map((one) => one.name);

const cases: readonly { readonly what: string; readonly line: string; readonly has: readonly string[]; readonly hasNot?: readonly string[] }[] = [
  { what: 'the commands', line: 'sealwright ', has: [...names, 'help'], hasNot: ['bash'] },
  { what: 'a command that is begun', line: 'sealwright au', has: ['audit'], hasNot: ['explain'] },
  { what: 'the options of a command', line: 'sealwright audit --o', has: ['--output', '--online'], hasNot: ['--dir'] },
  { what: 'the values of an option', line: 'sealwright audit --format ', has: ['terminal', 'jsonl'], hasNot: ['mermaid', '--all'] },
  { what: 'a value that is begun', line: 'sealwright lineage --format me', has: ['mermaid'], hasNot: ['text'] },
  { what: 'an option after a value', line: 'sealwright audit --format json --al', has: ['--all'] },
  { what: 'the words of a command', line: 'sealwright completion ', has: [...shells] },
  { what: 'a command to help with', line: 'sealwright help ex', has: ['explain'] },
];

for (const shell of shells) {
  const version = installed(shell);
  const options = version === null ? { skip: `${shell} is not installed` } : {};
  test(`${shell} takes the script and completes with it`, options, async () => {
    const path = await script(shell);
    const answers = ask[shell](
      path,
      cases.map((one) => one.line),
    );
    for (const [i, { what, has, hasNot = [] }] of cases.entries()) {
      const got = (answers[i] ?? []).map((one) => one.trim());
      for (const word of has) assert.ok(got.includes(word), `${what}: ${word} is not among ${got.join(' ')}`);
      for (const word of hasNot) assert.ok(!got.includes(word), `${what}: ${word} is among ${got.join(' ')}`);
    }
  });

  test(`${shell} completes files and folders`, options, async () => {
    const path = await script(shell);
    const [file = [], dir = []] = ask[shell](path, ['sealwright audit --config a', 'sealwright explain --dir che']);
    assert.ok(file.map(unescaped).includes('a file.yaml'), file.join(' '));
    assert.deepEqual([...new Set(dir.map(unescaped))], ['check outs']);
  });
}

test('bash completes the value behind an equals sign', { skip: installed('bash') === null ? 'bash is not installed' : false }, async () => {
  const path = await script('bash');
  assert.deepEqual(ask.bash(path, ['sealwright audit --format=js', 'sealwright lineage --format=']), [
    ['json', 'jsonl'],
    ['text', 'mermaid', 'dot'],
  ]);
});

function unescaped(text: string): string {
  return text.trim().replaceAll('\\', '').replace(/\/$/, '');
}

test('what a text says cannot leave its quotes', () => {
  const about = 'it\'s [one]: $(touch gone) `touch gone` \\ "two" ; touch gone';
  const hostile: CommandSpec = {
    name: 'try',
    summary: about,
    about,
    words: [{ name: 'DIR', about, required: false, many: true }],
    options: [
      { names: ['one', 'eins'], about },
      { names: ['two'], value: 'FILE', about, repeat: true },
    ],
    examples: [],
  };
  const made = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };
  for (const shell of shells) {
    if (installed(shell) === null) continue;
    const path = join(folder, `hostile.${shell}`);
    writeFileSync(path, made[shell]({ commands: [hostile] }));
    const got = (ask[shell](path, ['sealwright try --'])[0] ?? []).map((one) => one.trim());
    for (const name of ['--one', '--eins', '--two'])
      assert.ok(
        got.some((one) => one.replace(/=$/, '') === name),
        `${shell}: ${got.join(' ')}`,
      );
    assert.ok(!spawnSync('ls', [folder], { encoding: 'utf8' }).stdout.includes('gone'), shell);
  }
});

test('a shell that is none is refused with those that are', async () => {
  const machine = fakeMachine();
  assert.equal(await run(['completion', 'cmd'], machine), 2);
  assert.match(machine.err(), /completion bash\|zsh\|fish/);
});
