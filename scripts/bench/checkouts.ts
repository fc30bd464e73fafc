// Checkouts to measure: made on the disk, or looked at where somebody gave one.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { partName, releaseWorkflow, testWorkflow, type Written } from './release-workflows.ts';

export interface Measured {
  readonly folder: string;
  /** What it is called in the table. */
  readonly name: string;
  readonly files: number;
  readonly workflows: number;
}

/** Makes a checkout that has release workflows and nothing else. */
export function releaseCheckout(parent: string, workflows: number): Measured {
  const folder = join(parent, `release-${workflows}`);
  for (let n = 0; n < workflows; n++) writeAll(folder, releaseWorkflow(n));
  return look(folder, `${workflows.toLocaleString('en')} generated release workflows`);
}

/** Makes a checkout of the shape of a large project: few of many workflows publish, and most files are source. */
export function projectCheckout(parent: string): Measured {
  const folder = join(parent, 'project');
  for (let n = 0; n < 48; n++) writeAll(folder, n % 4 === 0 ? releaseWorkflow(n) : [testWorkflow(n)]);
  for (let n = 0; n < 8_000; n++) {
    const path = `modules/m${n % 40}/src/part${n % 20}/unit${n}`;
    write(folder, `${path}.go`, `package part${n % 20}\n\n// Unit${n} adds.\nfunc Unit${n}(a, b int) int { return a + b + ${n} }\n`);
  }
  for (let n = 0; n < 300; n++) write(folder, n === 0 ? 'README.md' : `docs/part${n % 15}/page${n}.md`, page(n));
  for (let n = 0; n < 40; n++) write(folder, `modules/m${n}/Dockerfile`, `FROM debian:13\nCOPY . /m${n}\n`);
  return look(folder, 'a generated project');
}

function page(n: number): string {
  const name = partName(n);
  const verify =
    n % 10 === 0
      ? `\n## Verify\n\n\`\`\`sh\nsha256sum --check ${name}-SHA256SUMS\ncosign verify ghcr.io/example-works/${name}:v1.0.0\n\`\`\`\n`
      : '\nIt is described elsewhere how a download is verified.\n';
  return `# Page ${n}\n\n${`This paragraph of page ${n} says what the module does and when it is of use. `.repeat(12)}\n\n\`\`\`sh\nmake module-${n}\n\`\`\`\n${verify}`;
}

function writeAll(folder: string, files: readonly Written[]): void {
  for (const { path, text } of files) write(folder, path, text);
}

function write(folder: string, path: string, text: string): void {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
}

/** Counts what a checkout holds: files as the audit lists them, without `.git` and installed packages. */
export function look(folder: string, name: string): Measured {
  let files = 0;
  const waiting = [folder];
  for (const at of waiting) {
    for (const entry of readdirSync(at, { withFileTypes: true })) {
      if (entry.name === '.git' || entry.name === 'node_modules') continue;
      if (entry.isDirectory()) waiting.push(join(at, entry.name));
      else files += 1;
    }
  }
  return { folder, name, files, workflows: workflowsOf(folder) };
}

function workflowsOf(folder: string): number {
  try {
    return readdirSync(join(folder, '.github/workflows')).filter((file) => /\.ya?ml$/i.test(file)).length;
  } catch {
    return 0;
  }
}
