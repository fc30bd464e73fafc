// Writes every generated file, or with --check says which of them are not as they would be written.
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rulesDoor } from './gen/rules-door.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string | undefined => {
  try {
    return readFileSync(root + path, 'utf8');
  } catch {
    return undefined;
  }
};

const check = process.argv.includes('--check');
const door = rulesDoor(root);
const drifted = [door].filter((file) => read(file.path) !== file.text);
// What follows loads `src/`, which needs a door that fits its folder.
if (!check) for (const file of drifted) writeFileSync(root + file.path, file.text);
const { allGenerated } = await import('./gen/all.ts');
drifted.push(...(await allGenerated(read, root)).filter((file) => read(file.path) !== file.text));

if (check) {
  for (const file of drifted) console.error(`${file.path} is not as it would be generated: run \`npm run gen\``);
  process.exitCode = drifted.length > 0 ? 1 : 0;
} else {
  for (const file of drifted) {
    mkdirSync(dirname(root + file.path), { recursive: true });
    writeFileSync(root + file.path, file.text);
    console.log(`wrote ${file.path}`);
  }
}
