import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { hole, lit, type Text } from '../../../src/values/index.ts';
import { summary, toolInput } from './tool-input.ts';

const read = (script: string | Text, files: Readonly<Record<string, string>> = {}): readonly string[] =>
  summary(
    readTool(
      toolInput({
        tool: 'github-script',
        args: [[...lit('--script='), ...(typeof script === 'string' ? lit(script) : script)]],
        files,
        env: { OUT: 'build/out' },
      }),
    ),
  );

const upload = (name: string, data: string): string =>
  `await github.rest.repos.uploadReleaseAsset({ owner, repo, release_id: id, name: ${name}, data: ${data} });`;
const untraced = ['publishes unknown to release', 'opaque'];

describe('scripts of actions/github-script', () => {
  const rows: readonly {
    readonly what: string;
    readonly script: string | Text;
    readonly files?: Readonly<Record<string, string>>;
    readonly gives: readonly string[];
  }[] = [
    { what: 'a file by its name', script: upload("'a.zip'", "fs.readFileSync('dist/a.zip')"), gives: ['publishes files dist/a.zip to release'] },
    {
      what: 'a file in a variable',
      script: `const body = fs.readFileSync(path.join('dist', 'a.zip'));\n${upload("'a.zip'", 'body')}`,
      gives: ['publishes files dist/a.zip to release'],
    },
    {
      what: 'each file of a folder',
      script: `fs.readdirSync('dist/').forEach(file => {\n${upload('file', "fs.readFileSync('dist/' + file)")}\n});`,
      gives: ['publishes files dist/* to release'],
    },
    {
      what: 'each file of a folder that ends so',
      script: `const all = fs.readdirSync('dist').filter(f => f.endsWith('.deb'))\nfor (const f of all) {\n${upload('f', 'fs.readFileSync(`./dist/${f}`)')}\n}`,
      gives: ['publishes files ./dist/*.deb to release'],
    },
    {
      what: 'a list of files',
      script: `const names = ['a.zip', 'b.zip'];\nfor (const name of names) {\n${upload('name', 'await fs.promises.readFile(path.join(process.env.OUT, name))')}\n}`,
      gives: ['publishes files build/out/a.zip build/out/b.zip to release'],
    },
    {
      what: 'what a glob finds',
      script: `const globber = await glob.create('out/*.tgz');\nfor await (const file of globber.globGenerator()) { }\nfor (const f of await globber.glob()) {\n${upload('path.basename(f)', 'fs.readFileSync(f)')}\n}`,
      gives: ['publishes files out/*.tgz to release'],
    },
    {
      what: 'a name that is filled in',
      script: [...lit("const f = '"), ...hole('matrix.name'), ...lit(`.zip';\n${upload('f', 'fs.readFileSync(f)')}`)],
      gives: ['publishes files {matrix.name}.zip to release'],
    },
    { what: 'files that it computes', script: upload('name', 'fs.readFileSync(find(name))'), gives: untraced },
    { what: 'a variable that has two values', script: `let f = 'a';\nf = 'b';\n${upload('f', 'fs.readFileSync(f)')}`, gives: untraced },
    { what: 'data that is no file', script: upload("'x'", 'Buffer.from(text)'), gives: untraced },
    { what: 'a call that is commented out', script: `// ${upload("'a'", "fs.readFileSync('a')")}\n`, gives: [] },
    {
      what: 'a release that stays a draft',
      script: [...lit("const r = await github.rest.repos.createRelease({ owner, repo, tag_name: '"), ...hole('github.ref_name'), ...lit("', draft: true })")],
      gives: ['release {github.ref_name} draft'],
    },
    {
      what: 'a script of the checkout',
      script: "const run = require('./ci/upload.js'); await run({ github })",
      files: { 'ci/upload.js': `module.exports = async ({ github }) => {\n${upload("'a'", "require('fs').readFileSync('dist/a')")}\n}` },
      gives: ['publishes files dist/a to release'],
    },
    { what: 'a script that is not there', script: "require('./made.js')()", gives: ['opaque'] },
    { what: 'a package', script: "const fs = require('fs'); core.info('x')", gives: [] },
    { what: 'a program', script: "await exec.exec('make')", gives: ['opaque'] },
  ];
  for (const { what, script, files, gives } of rows) it(what, () => assert.deepEqual(read(script, files), gives));

  it('ends on scripts of any shape', () => {
    for (const script of [
      '('.repeat(60_000),
      '`${'.repeat(30_000),
      `${'a=b\n.'.repeat(30_000)}${upload('a', 'fs.readFileSync(a)')}`,
      `${"'x'+".repeat(40_000)}`,
    ])
      assert.ok(Array.isArray(read(`${script} uploadReleaseAsset({ data: fs.readFileSync(a) })`)));
  });
});
