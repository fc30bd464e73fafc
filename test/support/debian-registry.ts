import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const isThere = spawnSync('docker-registry', ['--version']).status === 0;
/** Why tests against it are left out, where they are. */
export const skip = isThere || process.env['CI'] === 'true' ? false : 'docker-registry is not installed (Debian has it)';

/** Starts Debian's registry, which has no referrers API; `passwords` is a file as htpasswd writes it. */
export async function startDebianRegistry(t: TestContext, passwords?: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sealwright-registry-'));
  const port = await freePort();
  const auth = passwords === undefined ? '' : `auth:\n  htpasswd:\n    realm: acme\n    path: ${join(folder, 'passwords')}\n`;
  if (passwords !== undefined) writeFileSync(join(folder, 'passwords'), passwords);
  const text = `version: 0.1\nlog:\n  level: error\n  accesslog:\n    disabled: true\nstorage:\n  filesystem:\n    rootdirectory: ${join(folder, 'data')}\nhttp:\n  addr: 127.0.0.1:${port}\n${auth}`;
  writeFileSync(join(folder, 'config.yml'), text);
  const child = spawn('docker-registry', ['serve', join(folder, 'config.yml')], { stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => void child.on('close', () => resolve()).on('error', () => resolve()));
  t.after(async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  for (let i = 0; i < 100; i++) {
    const isUp = await fetch(`http://127.0.0.1:${port}/v2/`).then(
      () => true,
      () => false,
    );
    if (isUp) return `127.0.0.1:${port}`;
    await new Promise((resolve) => void setTimeout(resolve, 50));
  }
  return assert.fail('docker-registry does not start');
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
