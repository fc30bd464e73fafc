import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const workflow = (condition: string, publish: string): string => `on:
  workflow_dispatch: { inputs: { place: { type: string }, draft: { type: boolean } } }
permissions: { contents: write, id-token: write, attestations: write }
jobs:
  out:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: go build -o lens .
      - if: ${condition}
        uses: actions/attest-build-provenance@v2
        with: { subject-path: lens }
      - env:
          DO_PUBLISH: \${{ inputs.place == 'here' }}
          BOTH: \${{ inputs.place == 'here' && !inputs.draft }}
          GH_TOKEN: \${{ github.token }}
        run: |
${publish
  .split('\n')
  .map((line) => `          ${line}`)
  .join('\n')}
`;
const strength = (condition: string, publish: string): string | null | undefined =>
  surfacesOf({ '.github/workflows/release.yml': workflow(condition, publish), 'go.mod': 'module lantern\n' })[0]?.full.controls.provenance.strength;

const create = 'gh release create v1 lens';

test('a script that asks what a step asks in its if shares the condition with it', () => {
  assert.equal(strength("inputs.place == 'here'", `[ "$DO_PUBLISH" = "false" ] || ${create}`), 'wired');
  assert.equal(strength("inputs.place == 'here'", `if [ "$DO_PUBLISH" = "true" ]; then\n  ${create}\nfi`), 'wired');
  assert.equal(strength("inputs.place == 'here'", `guard=echo\n[ "$DO_PUBLISH" = "false" ] || guard=""\n$guard ${create}`), 'wired');
  assert.equal(strength("inputs.place == 'here'", `if [ "$BOTH" = "true" ]; then\n  ${create}\nfi`), 'wired');
});

test('a script that asks less, or something else, does not', () => {
  assert.notEqual(strength("inputs.place == 'there'", `[ "$DO_PUBLISH" = "false" ] || ${create}`), 'wired');
  assert.notEqual(strength("inputs.place == 'here' && !inputs.draft", `[ "$DO_PUBLISH" = "false" ] || ${create}`), 'wired');
  assert.notEqual(strength("inputs.place == 'here'", `[ "$DO_PUBLISH" = "true" ] || ${create}`), 'wired');
  assert.notEqual(strength("inputs.place == 'here'", create), 'wired');
});
