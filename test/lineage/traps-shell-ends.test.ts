import { build, imagePermissions, login, publish, release, testTraps } from '../support/trap.ts';

/** Where a script ends before its text does, or ends well whatever fails, and which lines `read` reads. */

const signLine = 'cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens';

function script(...lines: readonly string[]): string {
  return release(`${build}${step(lines)}${publish}`);
}

function step(lines: readonly string[]): string {
  return `      - run: |\n${lines.map((line) => `          ${line}\n`).join('')}`;
}

function images(...lines: readonly string[]): string {
  const push = 'for i in lens hood; do docker buildx build --push -t ghcr.io/acme/$i:1 $i; echo ghcr.io/acme/$i:1 >> imgs; done';
  return release(login + step([push, ...lines]), { permissions: imagePermissions });
}

const file = { control: 'signature' } as const;
const lens = { kind: 'container-image', member: 'ghcr.io/acme/lens:1', control: 'signature' } as const;
const hood = { ...lens, member: 'ghcr.io/acme/hood:1' } as const;
const list = 'ghcr.io/acme/lens:1\\nghcr.io/acme/hood:1';

testTraps([
  {
    what: 'a shell that only looks at the syntax',
    workflow: tolerant('bash -n {0}', 'cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens'),
    control: 'signature',
    most: 'nothing',
  },
  {
    what: 'a shell that runs what it is given',
    workflow: tolerant('bash -e {0}', 'cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens'),
    control: 'signature',
    most: 'present',
  },
  { ...file, what: 'signed after another program took the place of the shell', workflow: script('exec echo done', signLine), most: 'nothing' },
  { ...file, what: 'signed by the program that takes the place of the shell', workflow: script(`exec ${signLine}`), most: 'present' },
  { ...file, what: 'signed after a redirection of the shell', workflow: script('exec 2>log', signLine), most: 'present' },
  { ...file, what: 'signed after another program in a shell of its own', workflow: script('(exec echo done)', signLine), most: 'present' },
  { ...file, what: 'signed where a trap ends the script well at an error', workflow: script('trap "exit 0" ERR', signLine), most: 'best-effort' },
  { ...file, what: 'signed where a trap ends the script well', workflow: script("trap 'rm -rf tmp; exit 0' EXIT", signLine), most: 'best-effort' },
  { ...file, what: 'signed where such a trap was taken back', workflow: script('trap "exit 0" ERR', 'trap - ERR', signLine), most: 'present' },
  { ...file, what: 'signed where a trap ends the script badly', workflow: script('trap "exit 1" ERR', 'trap "rm -rf tmp" EXIT', signLine), most: 'present' },
  { ...hood, what: 'an image of the second line of a file', workflow: images('read -r i < imgs', 'cosign sign --yes $i'), most: 'nothing' },
  { ...lens, what: 'an image of the first line of a file', workflow: images('read -r i < imgs', 'cosign sign --yes $i'), most: 'present' },
  {
    ...hood,
    what: 'an image of the second line, which is read second',
    workflow: images('{ read -r i; read -r i; cosign sign --yes $i; } < imgs'),
    most: 'present',
  },
  {
    ...hood,
    what: 'an image of a last line that does not end',
    workflow: images(`printf "${list}" | while read -r i; do cosign sign --yes $i; done`),
    most: 'nothing',
  },
  { ...hood, what: 'an image of a last line', workflow: images(`printf "${list}\\n" | while read -r i; do cosign sign --yes $i; done`), most: 'present' },
  {
    ...hood,
    what: 'an image of a last line that does not end, which is asked for',
    workflow: images(`printf "${list}" | while read -r i || [ -n "$i" ]; do cosign sign --yes $i; done`),
    most: 'present',
  },
]);

/** A step in PowerShell or another shell that is not followed. */
function tolerant(shell: string, ...lines: readonly string[]): string {
  return release(`${build}${step(lines)}        shell: ${shell}\n${publish}`);
}

testTraps([
  { ...file, what: 'signed after PowerShell returned', workflow: tolerant('pwsh', 'return', signLine), most: 'nothing' },
  { ...file, what: 'signed after PowerShell left', workflow: tolerant('pwsh', 'exit 0', signLine), most: 'nothing' },
  {
    ...file,
    what: 'signed after a function of PowerShell that returns',
    workflow: tolerant('pwsh', 'function Get-Name {', '  return "lens"', '}', signLine),
    most: 'present',
  },
  {
    ...file,
    what: 'signed after PowerShell returned where it was told to',
    workflow: tolerant('pwsh', 'if ($env:SKIP) {', '  return', '}', signLine),
    most: 'present',
  },
  { ...file, what: 'signed after Python left', workflow: tolerant('python', 'import os, sys', 'sys.exit(0)', `os.system("${signLine}")`), most: 'nothing' },
]);
