import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditOf } from './surfaces-of.ts';

/** A workflow that plans whether to push, and pushes and attests an image if so. */
function workflow(push: string, attestIf: string): string {
  return `on: {push: {tags: ['v*']}, workflow_dispatch: {inputs: {dry: {type: boolean}, mode: {type: string}}}}
jobs:
  plan:
    runs-on: ubuntu-latest
    outputs: {push: '\${{ steps.p.outputs.push }}'}
    steps:
      - id: p
        env: {REF: '\${{ github.ref }}', MODE: '\${{ vars.MODE }}'}
        run: |
          if [[ "$MODE" == "full" ]]; then echo "push=true" >> "$GITHUB_OUTPUT"; else echo "push=false" >> "$GITHUB_OUTPUT"; fi
  image:
    needs: plan
    runs-on: ubuntu-latest
    permissions: {packages: write, id-token: write, attestations: write}
    steps:
      - uses: docker/login-action@v3
        with: {registry: ghcr.io, username: x, password: '\${{ github.token }}'}
      - id: push
        uses: docker/build-push-action@v6
        with: {push: '${push}', tags: 'ghcr.io/acme/lantern:v1'}
      - if: ${attestIf}
        uses: actions/attest-build-provenance@v3
        with: {subject-name: ghcr.io/acme/lantern, subject-digest: '\${{ steps.push.outputs.digest }}', push-to-registry: true}
`;
}

function provenance(push: string, attestIf: string): readonly [string | undefined, string | null | undefined, string] {
  const surface = auditOf({ '.github/workflows/release.yml': workflow(push, attestIf) }).report.surfaces.find((one) => one.kind === 'container-image');
  const cell = surface?.controls.provenance;
  return [cell?.status, cell?.strength, cell?.because.find((one) => one.role === 'lowers')?.what ?? ''];
}

const planned = '${{ needs.plan.outputs.push }}';

test('evidence under the condition that the publication has is not weaker for it', () => {
  assert.deepEqual(provenance(planned, "needs.plan.outputs.push == 'true'"), ['present', 'wired', '']);
  assert.deepEqual(provenance('${{ inputs.mode }}', "inputs.mode == 'true'"), ['present', 'wired', '']);
  assert.deepEqual(provenance('${{ !inputs.dry }}', '${{ !inputs.dry }}'), ['present', 'wired', '']);
});

test('evidence under another condition is weaker, and the condition is said in words', () => {
  assert.deepEqual(provenance('true', "needs.plan.outputs.push == 'true'"), ['present', 'best-effort', 'if: vars.MODE is full']);
  assert.deepEqual(provenance(planned, "github.actor == 'lamp'").slice(0, 2), ['present', 'best-effort']);
});
