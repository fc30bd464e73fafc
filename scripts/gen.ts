// Writes every generated file, or with --check says which of them are not as they would be written.
import { readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { architecturePage } from './gen/architecture.ts';
import { catalogDocument } from './gen/catalog.ts';
import { cliPage } from './gen/cli.ts';
import { dependenciesPage } from './gen/dependencies.ts';
import { errorsPage } from './gen/errors.ts';
import type { Generated } from './gen/generated.ts';
import { readmeReport } from './gen/readme.ts';
import { schemas } from './gen/schemas.ts';
import { versionModule } from './gen/version.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string | undefined => {
  try {
    return readFileSync(root + path, 'utf8');
  } catch {
    return undefined;
  }
};

const files: readonly Generated[] = [
  versionModule(read),
  ...schemas(),
  errorsPage(),
  await cliPage(),
  catalogDocument(),
  architecturePage(read),
  dependenciesPage(read),
  readmeReport(read, root),
];
const drifted = files.filter((file) => read(file.path) !== file.text);

if (process.argv.includes('--check')) {
  for (const file of drifted) console.error(`${file.path} is not as it would be generated: run \`npm run gen\``);
  process.exitCode = drifted.length > 0 ? 1 : 0;
} else {
  for (const file of drifted) {
    mkdirSync(dirname(root + file.path), { recursive: true });
    writeFileSync(root + file.path, file.text);
    console.log(`wrote ${file.path}`);
  }
}
