import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const sign = 'signtool sign /f cert.pfx /fd sha256 lantern.exe';
const signed = (script: string): readonly (string | null | undefined)[] => {
  const steps = `
- uses: actions/checkout@v4
- run: go build -o lantern.exe .
- shell: pwsh
  run: |
    ${script.split('\n').join('\n    ')}
- run: gh release upload v1 lantern.exe`;
  const [file] = surfacesOf({
    '.github/workflows/release.yml': onTag(steps).replace('ubuntu-latest', 'windows-latest'),
    'tools/sign.ps1': `param($file)\n${sign}\n`,
    'tools/loop.ps1': './tools/loop.ps1\n',
  });
  return [file?.signature, file?.full.controls.signature.strength];
};

const cases: readonly { readonly what: string; readonly script: string; readonly answer: readonly (string | null)[] }[] = [
  { what: 'the last command', script: `Write-Host hi\n${sign}`, answer: ['present', 'wired'] },
  { what: 'a command in the middle, whose failure stops nothing', script: `${sign}\nGet-ChildItem`, answer: ['present', 'best-effort'] },
  { what: 'a failure that is looked at', script: `${sign}\nif ($LASTEXITCODE -ne 0) { throw "no" }\nGet-ChildItem`, answer: ['present', 'wired'] },
  { what: 'a failure that is forgotten', script: `${sign}\nexit 0`, answer: ['present', 'best-effort'] },
  { what: 'a block', script: `if ($env:CERT) {\n  ${sign}\n}`, answer: ['present', 'best-effort'] },
  { what: 'a block of one line', script: `try { ${sign} } catch { }`, answer: ['present', 'best-effort'] },
  { what: 'a function that nothing calls', script: `function Protect-File {\n  ${sign}\n}`, answer: ['absent', null] },
  { what: 'a function that is called', script: `function Protect-File {\n  ${sign}\n}\nProtect-File`, answer: ['present', 'best-effort'] },
  { what: 'a script of the checkout', script: './tools/sign.ps1 lantern.exe', answer: ['present', 'wired'] },
  { what: 'a script given to the program', script: 'pwsh -NoProfile -File tools/sign.ps1', answer: ['present', 'wired'] },
  { what: 'a script that calls itself', script: './tools/loop.ps1', answer: ['unknown', null] },
];

for (const c of cases) test(`a shell that is not followed: ${c.what}`, () => assert.deepEqual(signed(c.script), c.answer));

test('a program that only a variable names is taken on trust, and the answer says so', () => {
  const steps = `
- uses: actions/checkout@v4
- run: go build -o lantern.exe .
- shell: pwsh
  run: "& $signtool sign /f cert.pfx /fd sha256 lantern.exe"
- run: gh release upload v1 lantern.exe`;
  const [file] = surfacesOf({ '.github/workflows/release.yml': onTag(steps).replace('ubuntu-latest', 'windows-latest') });
  assert.deepEqual([file?.signature, file?.full.controls.signature.assumes], ['present', ['$signtool is signtool']]);
});
