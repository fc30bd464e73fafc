import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recogniseCommands } from '../../src/shell/index.ts';
import { lit, show } from '../../src/values/index.ts';

const rows: readonly { readonly what: string; readonly script: string; readonly gives: readonly string[] }[] = [
  {
    what: 'PowerShell with continued lines and variables',
    script: '$v = "1.2"\ngh release upload $env:TAG `\n  "dist/app-$v.zip" `\n  --clobber',
    gives: ['gh release upload v9 dist/app-1.2.zip --clobber'],
  },
  {
    what: 'the call operator',
    script: '& "C:/tools/signtool.exe" sign /f x.pfx app.exe\n& $tool sign y',
    gives: ['C:/tools/signtool.exe sign /f x.pfx app.exe', '{tool} sign y'],
  },
  {
    what: 'conditions, blocks and pipes',
    script: 'if ($LASTEXITCODE -ne 0) { throw "x" } else { dotnet nuget push a.nupkg }\nGet-ChildItem d | ForEach-Object { cosign sign-blob $_.FullName }',
    gives: ['dotnet nuget push a.nupkg', 'Get-ChildItem d', 'ForEach-Object', 'cosign sign-blob {_.FullName}'],
  },
  { what: 'a program whose name begins with a digit', script: '7z a x.zip y\n1 + 2', gives: ['7z a x.zip y'] },
  { what: 'an assignment from a command', script: '$x = gh api repos/a/b\n$y = "a b"\ncmd $x $y', gives: ['gh api repos/a/b', 'cmd {x} a b'] },
  {
    what: 'comments and block comments',
    script: '# cosign sign a\n<# cosign sign b\n#>\nREM cosign sign c\n:: cosign sign d\ncosign sign e # f',
    gives: ['cosign sign e'],
  },
  {
    what: 'a batch file',
    script: '@echo off\nnuget push app.%V%.nupkg -Source https://x\ncall build.cmd && dotnet pack ^\n  -c Release',
    gives: ['nuget push app.{V}.nupkg -Source https://x', 'build', 'dotnet pack -c Release'],
  },
  {
    what: 'Python that runs commands',
    script:
      'import subprocess, os\ndef f(x):\n    subprocess.run(["twine", "upload", x, "dist/*"], check=True)\nos.system("cosign sign img:1 && echo ok")\nprint("hello")',
    gives: ['twine upload {x} dist/*', 'cosign sign img:1'],
  },
  {
    what: 'a shell script that does not parse',
    script: 'if [ x; then\n  cosign sign $IMG\n  FOO=1 gh release create "$TAG" dist/*\nfi (',
    gives: ['cosign sign {IMG}', 'gh release create v9 dist/*'],
  },
  { what: 'commands inside a string with a substitution', script: 'echo "$(cosign sign x)"', gives: ['cosign sign x'] },
  {
    what: 'paths with backslashes',
    script: 'signtool sign /f x.pfx dist\\app.exe ".\\out dir\\a.msi" --re "a\\d+(b)"',
    gives: ['signtool sign /f x.pfx dist/app.exe ./out dir/a.msi --re a\\d+(b)'],
  },
  { what: 'calls of functions are none', script: 'foo(1)\nmodule.bar("x")\nx = baz(2)', gives: [] },
];

for (const row of rows) {
  test(`tolerant: ${row.what}`, () => {
    const found = recogniseCommands(row.script, { variable: (name) => (name === 'TAG' ? lit('v9') : undefined) });
    assert.deepEqual(
      found.map((command) => command.words.map(show).join(' ')),
      row.gives,
    );
    for (const command of found) assert.ok(command.start >= 0 && command.end <= row.script.length && command.start < command.end);
  });
}

test('tolerant: offsets point at the command', () => {
  const script = 'x\n  gh release create v1\n';
  const command = recogniseCommands(script, { variable: () => undefined }).at(-1)!;
  assert.equal(script.slice(command.start, command.end), 'gh release create v1');
});

test('tolerant: a variable that changes is another unknown', () => {
  const [a, b] = recogniseCommands('cmd $x\n$x = Get-Thing\ncmd $x', { variable: () => undefined }).filter((command) => show(command.words[0]!) === 'cmd');
  assert.notDeepEqual(a!.words[1], b!.words[1]);
});

test('tolerant: an expression that holds several words is several words, quoted it is one', () => {
  const words = (script: string): readonly string[] =>
    recogniseCommands(script, { variable: () => undefined, placeholder: (name) => (name === '_G0__________Z' ? lit('--a=1 --b') : undefined) })[0]!.words.map(
      show,
    );
  assert.deepEqual(words('tool _G0__________Z x'), ['tool', '--a=1', '--b', 'x']);
  assert.deepEqual(words('tool "_G0__________Z" x'), ['tool', '--a=1 --b', 'x']);
});

test('tolerant: expressions of the workflow are filled in', () => {
  const [command] = recogniseCommands('gh release create _G0__________Z', {
    variable: () => undefined,
    placeholder: (name) => (name === '_G0__________Z' ? lit('v1') : undefined),
  });
  assert.equal(show(command!.words[3]!), 'v1');
});
