import { build, publish, release, testTraps } from '../support/trap.ts';

/** Where a script ends before its text does, or ends well whatever fails. */

const signLine = 'cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens';

function script(...lines: readonly string[]): string {
  return release(`${build}${step(lines)}${publish}`);
}

function step(lines: readonly string[]): string {
  return `      - run: |\n${lines.map((line) => `          ${line}\n`).join('')}`;
}

const file = { control: 'signature' } as const;

testTraps([
  { ...file, what: 'signed after another program took the place of the shell', workflow: script('exec echo done', signLine), most: 'nothing' },
  { ...file, what: 'signed by the program that takes the place of the shell', workflow: script(`exec ${signLine}`), most: 'present' },
  { ...file, what: 'signed after a redirection of the shell', workflow: script('exec 2>log', signLine), most: 'present' },
  { ...file, what: 'signed after another program in a shell of its own', workflow: script('(exec echo done)', signLine), most: 'present' },
  { ...file, what: 'signed where a trap ends the script well at an error', workflow: script('trap "exit 0" ERR', signLine), most: 'best-effort' },
  { ...file, what: 'signed where a trap ends the script well', workflow: script("trap 'rm -rf tmp; exit 0' EXIT", signLine), most: 'best-effort' },
  { ...file, what: 'signed where such a trap was taken back', workflow: script('trap "exit 0" ERR', 'trap - ERR', signLine), most: 'present' },
  { ...file, what: 'signed where a trap ends the script badly', workflow: script('trap "exit 1" ERR', 'trap "rm -rf tmp" EXIT', signLine), most: 'present' },
]);
