import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../src/audit/index.ts';
import type { GitFacts } from '../../src/base/index.ts';
import { defaultConfig } from '../../src/decisions/index.ts';
import { memoryTree } from '../support/memory-tree.ts';
import { imagePermissions, login, pushImage, release } from '../support/trap.ts';

const nobody: GitFacts = { host: null, owner: null, repo: null, commit: null, date: null, tags: [], defaultBranch: null };
const sign = '      - run: cosign sign --yes ghcr.io/acme/lens@${{ steps.push.outputs.digest }}\n';
const recipe = (owner: string): string =>
  `# Verify\n\n\`\`\`sh\ncosign verify ghcr.io/acme/lens:1 --certificate-identity https://github.com/${owner}/lens/.github/workflows/r.yml@refs/tags/v1 --certificate-oidc-issuer https://token.actions.githubusercontent.com\n\`\`\`\n`;

for (const [what, git, owner, want] of [
  ['a checkout of nobody’s, and some owner', nobody, 'acme', 'present'],
  ['the owner of the checkout', { ...nobody, host: 'github.com', owner: 'acme', repo: 'lens' }, 'acme', 'present'],
  ['another owner', { ...nobody, host: 'github.com', owner: 'acme', repo: 'lens' }, 'other', 'partial'],
] as const)
  test(`the identity that a command asks for: ${what}`, () => {
    const files = memoryTree({
      '.github/workflows/r.yml': release(`${login}${pushImage()}${sign}`, { permissions: imagePermissions }),
      'README.md': recipe(owner),
    });
    const { report } = audit({ files, folderName: 'lens', git, config: defaultConfig, resolve: new Map() });
    assert.equal(report.surfaces.find((s) => s.kind === 'container-image')?.controls.verifyRecipe.status, want);
  });
