import assert from 'node:assert/strict';
import { test } from 'node:test';
import { programCalls } from '../../src/lineage/program-calls.ts';
import { onTag, surfacesOf } from './surfaces-of.ts';

const shown: readonly { readonly what: string; readonly text: string; readonly lines: readonly string[] }[] = [
  { what: 'a template of zx, dax or Bun', text: 'await $`cd ${dir} && npm publish --provenance`;', lines: ['cd $value_0 && npm publish --provenance'] },
  { what: 'a template with options', text: 'await $({ cwd })`npm publish`;', lines: ['npm publish'] },
  { what: 'a command line in quotes', text: "execSync('npm publish --access public', { stdio: 'inherit' });", lines: ['npm publish --access public'] },
  { what: 'a program and its words', text: "spawnSync('npm', ['publish', tarball, '--provenance']);", lines: ['npm publish $item_2 --provenance'] },
  { what: 'a list', text: 'subprocess.run(["twine", "upload", "dist/*"], check=True)', lines: ['twine upload dist/*'] },
  {
    what: 'a list that begins with a variable called as the program',
    text: 'command = [*cargo, "publish", "--workspace"]',
    lines: ['cargo publish --workspace'],
  },
  {
    what: 'a text with computed parts',
    text: 'os.system(f"gh release upload {tag} dist/{name}.zip")',
    lines: ['gh release upload $value_0 dist/$value_1.zip'],
  },
  { what: 'Ruby without brackets', text: '  sh "gem push pkg/lamp-#{v}.gem"', lines: ['gem push pkg/lamp-$value_0.gem'] },
  { what: 'words of Ruby without brackets', text: '  sh "gem", "push", file', lines: ['gem push $item_2'] },
  { what: 'nothing in a comment', text: '// execSync(\'npm publish\')\n# sh "gem push x"\n', lines: [] },
  { what: 'nothing in a comment of several lines', text: '/* await $`npm publish` */\nbuild();', lines: [] },
  { what: 'nothing in a comment behind code', text: 'build(); // was $`npm publish`\ncheck()  # sh "gem push x"\n', lines: [] },
  {
    what: 'nothing in a function that nothing calls',
    text: 'def send():\n    subprocess.run(["npm", "publish"])\n\ndef build():\n    pass\nbuild()\n',
    lines: [],
  },
  { what: 'a function that something calls', text: 'def send():\n    subprocess.run(["npm", "publish"])\n\nsend()\n', lines: ['npm publish'] },
  {
    what: 'a link is no comment',
    text: "execSync('npm publish --registry https://registry.npmjs.org');",
    lines: ['npm publish --registry https://registry.npmjs.org'],
  },
  { what: 'nothing in a message', text: "console.log('now run npm publish');", lines: [] },
];
for (const row of shown)
  test(`the command lines of a program: ${row.what}`, () => {
    const lines = programCalls(row.text).map((one) => one.line);
    for (const line of row.lines) assert.ok(lines.includes(line), `${line} is not among ${lines.join(' | ')}`);
    if (row.lines.length === 0) assert.deepEqual(lines, []);
  });

const npm = `- uses: actions/checkout@v4
- uses: actions/setup-node@v4
  with: { node-version: 24, registry-url: https://registry.npmjs.org }
`;
const run = (line: string, name = 'Send'): string => onTag(`${npm}- name: ${name}\n  run: ${line}`, 'contents: read\nid-token: write');
const files = (line: string, program: string, name?: string) =>
  surfacesOf({ '.github/workflows/release.yml': run(line, name), 'package.json': '{ "name": "lamp" }', 'tools/send.mjs': program });

test('a program that is called to publish, and what it publishes with', () => {
  const [one] = files('node tools/send.mjs --publish', 'await $`npm publish`;\n');
  assert.deepEqual([one?.kind, one?.name], ['npm-package', 'lamp']);
  assert.deepEqual([one?.full.at.file, one?.full.at.line], ['tools/send.mjs', 1]);
});

test('evidence rests on no line of a program: whether it comes to it is not followed', () => {
  for (const text of ['await $`npm publish --provenance`;\n', "console.error('use: npm publish --provenance'); run('npm', args);\n"])
    for (const one of files('node tools/send.mjs --publish', text)) assert.ok(one.provenance !== 'present' && one.provenance !== 'partial', text);
});

test('provenance of one command of a program is not that of another', () => {
  const found = files('node tools/send.mjs --publish', "execSync('npm publish ./bulb --provenance');\nexecSync('npm publish ./cord');\n");
  assert.ok(found.some((s) => s.provenance !== 'present'));
});

test('a program that is not called to publish is not taken to', () => {
  assert.deepEqual(files('node tools/send.mjs', 'await $`npm publish --provenance`;\n', 'Build'), []);
});

test('a job without the means to publish does not', () => {
  const workflow = onTag('- uses: actions/checkout@v4\n- run: node tools/send.mjs --publish', 'contents: read');
  assert.deepEqual(
    surfacesOf({ '.github/workflows/release.yml': workflow, 'package.json': '{ "name": "lamp" }', 'tools/send.mjs': 'await $`npm publish`;\n' }),
    [],
  );
});

test('the crates of a workspace that a script publishes have their names', () => {
  const workflow = onTag(
    "- uses: actions/checkout@v4\n- run: python3 tools/publish.py\n  env: { CARGO_REGISTRY_TOKEN: '${{ secrets.CRATES }}' }",
    'contents: read',
  );
  const found = surfacesOf({
    '.github/workflows/release.yml': workflow,
    'Cargo.toml': '[workspace]\nmembers = ["bulb", "cord", "tests"]\n',
    'bulb/Cargo.toml': '[package]\nname = "lamp-bulb"\n',
    'cord/Cargo.toml': '[package]\nname = "lamp-cord"\n',
    'tests/Cargo.toml': '[package]\nname = "lamp-tests"\npublish = false\n',
    'tools/publish.py': 'import subprocess\ndef publish(cargo):\n    subprocess.run([*cargo, "publish", "--workspace"], check=True)\npublish(["cargo"])\n',
  });
  assert.deepEqual(
    found.map((s) => [s.kind, s.name]),
    [['crate', 'lamp-bulb, lamp-cord']],
  );
});
