import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './program.ts';
import type { Scene } from './scene.ts';

const program = join(fileURLToPath(new URL('../..', import.meta.url)), 'bin', 'sealwright.js');

/** What our command line says of a subject, in the folder of the scene: `accepted`, why not, or `undecided` and why. */
export async function sealwrightSays(scene: Scene, args: readonly string[]): Promise<string> {
  const { status, stdout, stderr } = await run(process.execPath, [program, 'verify', ...args], {
    cwd: scene.folder,
    env: { GITHUB_SERVER_URL: 'https://github.com', GITHUB_API_URL: scene.githubApi },
  });
  const words = `${stdout}\n${stderr}`.replaceAll(/\s+/g, ' ').slice(0, 600);
  if (status === 0) return 'accepted';
  return status === 1 ? words : `undecided: exit ${status}, ${words}`;
}

/** What our command line says to other commands than verify, in the folder of the scene: `accepted`, or its words. */
export async function sealwrightRuns(scene: Scene, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { status, stdout, stderr } = await run(process.execPath, [program, ...args], { cwd: scene.folder, env });
  return status === 0 ? 'accepted' : `exit ${status}, ${`${stdout}\n${stderr}`.replaceAll(/\s+/g, ' ').slice(0, 600)}`;
}
