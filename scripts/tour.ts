// `npm run tour`: a release from the checkout to the stranger who verifies it, on this machine alone. Options: --report FILE, --open.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const walk = join(root, 'scripts/tour/walk.ts');
// The walk goes on inside the lab, as a release script of anybody's would.
const lab = ['lab', '--repo', 'lantern-dev/lantern', '--ref', 'refs/tags/v1.4.0', '--', process.execPath, walk, ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, [join(root, 'bin/sealwright.js'), ...lab], { stdio: 'inherit' });
process.exitCode = status ?? 1;
