import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { longFilesOf, parseArchitecture } from '../scripts/gen/rooms.ts';
import { importsOf, sourceText } from './support/source-text.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const src = join(root, 'src');
const table = readFileSync(join(root, 'docs/architecture.json'), 'utf8');
const rooms = new Map(parseArchitecture(table).map((room) => [room.name, room]));
const longFiles = longFilesOf(table);

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .toSorted()
  .map((path) => ({ path, room: roomOf(path), text: readFileSync(join(src, path), 'utf8') }));

/** The room that a path below src is in: that of its innermost folder that is one, else its first folder. */
function roomOf(path: string): string {
  const parts = path.split('/').slice(0, -1);
  for (let i = parts.length; i > 0; i--) {
    const name = parts.slice(0, i).join('/');
    if (rooms.has(name)) return name;
  }
  return path.split('/')[0] ?? '';
}

function report(problems: readonly string[]): void {
  assert.equal(problems.length, 0, `\n${problems.join('\n')}`);
}

test('every folder of src is a room of docs/architecture.json, and has a door', () => {
  assert.deepEqual(
    files.filter((file) => !file.path.includes('/')).map((file) => file.path),
    ['index.ts'],
  );
  // A folder that holds rooms alone is none itself.
  const outer = new Set([...rooms.keys()].filter((name) => name.includes('/')).map((name) => name.split('/')[0] ?? ''));
  const folders = ['', ...outer].flatMap((parent) =>
    readdirSync(join(src, parent), { withFileTypes: true })
      .filter((one) => one.isDirectory() && !outer.has(one.name))
      .map((one) => (parent === '' ? one.name : `${parent}/${one.name}`)),
  );
  assert.deepEqual(folders.toSorted(), [...rooms.keys()].toSorted());
  report([...outer].flatMap((name) => files.filter((file) => file.room === name).map((file) => `src/${file.path} is in no room`)));
  const doors = new Set(files.map((file) => file.path));
  report([...rooms.keys()].filter((room) => !doors.has(`${room}/index.ts`)).map((room) => `src/${room} has no index.ts`));
});

test('a door opens with three lines: purpose, what enters, what it refuses', () => {
  const doors = files.filter((file) => file.path === `${file.room}/index.ts`);
  report(doors.filter((door) => !/^(?:\/\/ .+\n){3}(?!\/\/)/.test(door.text)).map((door) => `src/${door.path} does not open with exactly three comment lines`));
});

test('rooms import only what docs/architecture.json says, and through doors', () => {
  const problems: string[] = [];
  for (const file of files) {
    const room = rooms.get(file.room);
    for (const one of importsOf(file.text)) {
      const where = `src/${file.path}:${one.line}`;
      if (file.path === 'index.ts') {
        // The library's own door opens doors, and those of rooms within rooms, and nothing else.
        if (!/^\.\/[a-z/-]+\/index\.ts$/.test(one.from)) problems.push(`${where}: ${one.from} is no door`);
        continue;
      }
      if (!one.from.startsWith('.')) {
        const allowed = one.from.startsWith('node:')
          ? room?.builtins.includes(one.from)
          : room?.packages.some((name) => one.from === name || one.from.startsWith(`${name}/`));
        if (allowed !== true) problems.push(`${where}: ${file.room} may not import ${one.from}`);
        continue;
      }
      const target = relative(src, resolve(src, dirname(file.path), one.from));
      const other = roomOf(target);
      if (!one.from.endsWith('.ts')) problems.push(`${where}: ${one.from} does not end in .ts`);
      if (target.startsWith('..')) problems.push(`${where}: ${one.from} leaves src`);
      if (other === file.room || room === undefined || target.startsWith('..')) continue;
      const types = one.typesOnly && room.mayImportTypesOf.includes(other);
      if (!room.mayImport.includes(other) && !types)
        problems.push(`${where}: ${file.room} may not import ${room.mayImportTypesOf.includes(other) ? 'more than types of ' : ''}${other}`);
      if (target !== `${other}/index.ts`) problems.push(`${where}: ${one.from} goes past the door of ${other}`);
    }
  }
  report(problems);
});

test('the lab is reached by its own command alone', () => {
  const labsOwn = (path: string): boolean => path.startsWith('cli/lab/') || path.startsWith('cli/ports/lab-');
  const importing = files.flatMap((file) =>
    importsOf(file.text).map((one) => ({ file: file.path, target: relative(src, resolve(src, dirname(file.path), one.from)), typesOnly: one.typesOnly })),
  );
  report(
    importing
      .filter(({ file, target }) => target.startsWith('lab/') && !file.startsWith('lab/') && !labsOwn(file))
      .map(({ file }) => `src/${file} imports the lab`),
  );
  // Two doors lead there, and both are opened when the command is called.
  const late = /await import\('[^']*lab[^']*'\)/;
  const doors = importing.filter(({ file, target, typesOnly }) => labsOwn(target) && !labsOwn(file) && !typesOnly).map(({ file }) => file);
  assert.deepEqual(doors.toSorted(), ['cli/commands/index.ts', 'cli/node-machine.ts']);
  for (const path of doors) assert.match(files.find((file) => file.path === path)?.text ?? '', late);
});

test('only cli touches the process, and no other room a clock, chance or the network', () => {
  const forbidden = [
    { what: 'process', pattern: /(?<![.\w'])process(?=\s*[.[])/ },
    { what: 'console', pattern: /(?<![.\w])console\s*\./ },
    { what: 'a clock', pattern: /\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w])performance\./ },
    { what: 'chance', pattern: /\bMath\.random\b|\bcrypto\.getRandomValues\b|\brandomUUID\b/ },
    { what: 'the network', pattern: /(?<![.\w])fetch\(|\bnew WebSocket\b/ },
    { what: 'timers', pattern: /(?<![.\w])set(?:Timeout|Interval|Immediate)\(/ },
    { what: 'code from text', pattern: /(?<![.\w])eval\(|\bnew Function\(/ },
  ];
  const problems: string[] = [];
  for (const file of files) {
    if (file.room === 'cli') continue;
    const code = sourceText(file.text).codeAlone;
    for (const { what, pattern } of forbidden) {
      const match = pattern.exec(code);
      if (match !== null) problems.push(`src/${file.path}:${code.slice(0, match.index).split('\n').length}: uses ${what}`);
    }
  }
  report(problems);
});

test('the language is the agreed part of TypeScript', () => {
  const forbidden = [
    { what: 'any', pattern: /(?:[:<|&]\s*|\b(?:as|extends)\s+)any\b(?!\s*\??\s*[:(.])/ },
    { what: 'a default export', pattern: /\bexport\s+default\b|\bas\s+default\b/ },
    { what: 'an enum', pattern: /\benum\s+\w+\s*\{/ },
    { what: 'a namespace', pattern: /\b(?:namespace|module)\s+\w+\s*\{/ },
    { what: 'a suppressed type error', pattern: /@ts-(?:ignore|nocheck|expect-error)/, comments: true },
    { what: 'an unfinished note', pattern: /(?:\/\/|\*)\s*(?:TODO|FIXME|XXX|HACK)\b/, comments: true },
  ];
  const problems: string[] = [];
  for (const file of files) {
    const { codeAlone } = sourceText(file.text);
    for (const { what, pattern, comments } of forbidden) {
      const text = comments === true ? file.text : codeAlone;
      const match = pattern.exec(text);
      if (match !== null) problems.push(`src/${file.path}:${text.slice(0, match.index).split('\n').length}: ${what}`);
    }
  }
  report(problems);
});

test('no module of Node is imported late: the command line is published as a script, in which that fails', () => {
  report(files.flatMap(({ path, text }) => (/\bimport\(\s*['"]node:/.test(text) ? [`src/${path}: process.getBuiltinModule gives it`] : [])));
});

test('files are short, or say why not, and are named in kebab case', () => {
  const problems: string[] = [];
  for (const file of files) {
    const lines = file.text.split('\n').length - 1;
    if (lines > 400 && longFiles[`src/${file.path}`] === undefined)
      problems.push(`src/${file.path} has ${lines} lines: split it, or give the reason in docs/architecture.json`);
    if (lines <= 400 && longFiles[`src/${file.path}`] !== undefined)
      problems.push(`src/${file.path} has ${lines} lines: it needs no reason in docs/architecture.json any more`);
    if (!/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*\.ts$/.test(file.path)) problems.push(`src/${file.path} is not in kebab case`);
  }
  report(problems);
});

test('the scanner sees imports of every form, and code without its text', () => {
  const forms = [
    { what: 'a static import', source: "import { a } from './a.ts';", from: './a.ts', typesOnly: false },
    { what: 'an import of types', source: "import type { A } from './a.ts';", from: './a.ts', typesOnly: true },
    { what: 'types among values', source: "import { type A, b } from './a.ts';", from: './a.ts', typesOnly: false },
    { what: 'types one by one', source: "import { type A, type B } from './a.ts';", from: './a.ts', typesOnly: true },
    { what: 'several lines', source: "import {\n  a,\n  b,\n} from './a.ts';", from: './a.ts', typesOnly: false },
    { what: 'an import for its effect', source: "import './a.ts';", from: './a.ts', typesOnly: false },
    { what: 'a re-export', source: "export * from './a.ts';", from: './a.ts', typesOnly: false },
    { what: 'a re-export of types', source: "export type { A } from './a.ts';", from: './a.ts', typesOnly: true },
    { what: 'a dynamic import', source: "const a = await import('./a.ts');", from: './a.ts', typesOnly: false },
    { what: 'a type by import', source: "type A = import('./a.ts').A;", from: './a.ts', typesOnly: true },
    { what: 'a namespace import', source: "import * as a from './a.ts';", from: './a.ts', typesOnly: false },
  ];
  for (const form of forms) assert.deepEqual(importsOf(form.source), [{ from: form.from, line: 1, typesOnly: form.typesOnly }], form.what);
  assert.deepEqual(importsOf("// import { a } from './a.ts';\n/* import './b.ts' */"), []);
  const code = sourceText("const a = `x ${b({ c: 'process.exit' })} console.log`; const r = /['`]process./g; // console.log").codeAlone;
  assert.match(code, /b\(\{ c: '/);
  assert.doesNotMatch(code, /process|console/);
});
