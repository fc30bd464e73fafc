import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';
import { publish, release, testTraps, type Trap } from '../support/trap.ts';

const build = '      - run: mkdir dist && go build -o dist/lens .\n';
const pwsh = (what: string, script: string, most: Trap['most']): Trap => ({
  what,
  workflow: release(
    `${build}      - shell: pwsh\n        run: |\n${script
      .split('\n')
      .map((line) => `          ${line}\n`)
      .join('')}${publish}`,
  ),
  control: 'hashes',
  most,
});

/** Digests that PowerShell writes beside a file: those that are published are checksum files. */
testTraps([
  pwsh('a pipe into a file', '(Get-FileHash "dist/lens" -Algorithm SHA256).Hash | Out-File -Encoding ASCII -NoNewline "dist/lens.sha256"', 'present'),
  pwsh('a redirection', '(Get-FileHash dist/lens).Hash.ToLower() > dist/lens.sha256', 'present'),
  pwsh('a property', 'Get-FileHash dist/lens |\n  Select-Object -ExpandProperty Hash |\n  Out-File dist/lens.sha256', 'present'),
  pwsh('a variable', '$hash = (Get-FileHash dist/lens -Algorithm SHA256).Hash\n"$hash  lens" | Out-File dist/lens.sha256', 'present'),
  pwsh('a value as an argument', '$h = Get-FileHash dist/lens\nSet-Content -Path dist/lens.sha256 -Value "$($h.Hash)  lens"', 'present'),
  pwsh('a sum of texts', '(Get-FileHash dist/lens).Hash + "  lens" | Set-Content dist/lens.sha256', 'present'),
  pwsh('every file of a folder', 'Get-FileHash dist/* | Format-List | Out-File dist/sums.sha256', 'present'),
  pwsh('a weak digest', '(Get-FileHash dist/lens -Algorithm MD5).Hash | Out-File dist/lens.md5', 'partly'),
  pwsh('printed alone', '$hash = (Get-FileHash dist/lens).Hash\nWrite-Host $hash', 'nothing'),
  pwsh('of another file', '$hash = (Get-FileHash go.mod).Hash\n$hash | Out-File dist/lens.sha256', 'nothing'),
  pwsh('a variable with another value since', '$hash = (Get-FileHash dist/lens).Hash\n$hash = "0"\n$hash | Out-File dist/lens.sha256', 'nothing'),
  pwsh(
    'a comment',
    '# (Get-FileHash dist/lens).Hash | Out-File dist/lens.sha256\nWrite-Host x # (Get-FileHash dist/lens).Hash | Out-File dist/lens.sha256',
    'nothing',
  ),
  pwsh('a block comment', '<#\n(Get-FileHash dist/lens).Hash | Out-File dist/lens.sha256\n#>', 'nothing'),
  pwsh('a condition', 'if ($env:SUMS) { (Get-FileHash dist/lens).Hash | Out-File dist/lens.sha256 }', 'best-effort'),
  pwsh('a file that is not published', '(Get-FileHash dist/lens).Hash | Out-File lens.sha256', 'nothing'),
  pwsh('a file that is changed then', '(Get-FileHash dist/lens).Hash | Out-File dist/lens.sha256\nstrip dist/lens', 'nothing'),
]);

test('a script that PowerShell gets as an argument or on its standard input', () => {
  const lines = [
    `out=dist/lens\n          echo "(Get-FileHash \\"\${out}\\" -Algorithm SHA256).Hash | Out-File -NoNewline \\"\${out}.sha256\\"" | pwsh -c -`,
    'powershell.exe -NoProfile -Command "(Get-FileHash dist/lens).Hash > dist/lens.sha256"',
  ];
  for (const line of lines) {
    const workflow = release(`${build}      - run: |\n          ${line}\n${publish}`);
    const seen = surfacesOf({ '.github/workflows/r.yml': workflow, 'go.mod': 'module x\n', 'main.go': 'package main\n' });
    assert.deepEqual(
      seen.map((s) => [s.name, s.hashes]),
      [['lens', 'present']],
      line,
    );
  }
});
