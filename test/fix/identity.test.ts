import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planTexts, showPlan } from '../support/plan-fixes.ts';

/** A job that signs, and one whose steps are given, in a workflow that gives both the identity. */
const two = (steps: string, job = ''): string => `on:
  push:
    tags: ['v*']
permissions:
  contents: read
  packages: write
  id-token: write
jobs:
  other:
    runs-on: ubuntu-latest
${job}    steps:
${steps
  .split('\n')
  .map((line) => `      ${line}\n`)
  .join('')}  image:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
      - uses: docker/build-push-action@v6
        id: push
        with: { push: true, tags: "ghcr.io/acme/lens:\${{ github.ref_name }}" }
      - run: cosign sign --yes ghcr.io/acme/lens@\${{ steps.push.outputs.digest }}
`;

const rows: readonly { readonly what: string; readonly steps: string; readonly kind: 'safe' | 'needs-review' }[] = [
  { what: 'programs that run nothing of others', steps: '- uses: actions/checkout@v4\n- run: mkdir -p dist && go build -o dist/lens .', kind: 'safe' },
  {
    what: 'lines, conditions and variables',
    steps: '- run: |\n    # pack it\n    if [ -d "${DIR}" ]; then\n      tar czf a.tar.gz "${DIR}" 2>&1\n    fi\n    GOOS=linux go build .',
    kind: 'safe',
  },
  { what: 'nothing but a checkout', steps: '- uses: actions/checkout@v4', kind: 'safe' },
  { what: 'a script of the checkout', steps: '- uses: actions/checkout@v4\n- run: ./scripts/deploy.sh', kind: 'needs-review' },
  { what: 'a make target', steps: '- run: make test', kind: 'needs-review' },
  { what: 'a script of package.json', steps: '- run: npm run deploy', kind: 'needs-review' },
  { what: 'packages whose hooks run', steps: '- run: npm ci', kind: 'needs-review' },
  { what: 'a cloud', steps: '- run: terraform apply -auto-approve', kind: 'needs-review' },
  { what: 'another cloud, behind a harmless word', steps: '- run: cd infra && aws sts get-caller-identity', kind: 'needs-review' },
  { what: 'inside of a substitution', steps: '- run: echo "$(gcloud auth print-identity-token)"', kind: 'needs-review' },
  { what: 'inside of backquotes', steps: '- run: echo `./who.sh`', kind: 'needs-review' },
  { what: 'an input that is the command', steps: '- run: ${{ vars.COMMAND }}', kind: 'needs-review' },
  { what: 'a program by its variable', steps: '- run: ${TOOL} go', kind: 'needs-review' },
  { what: 'a program in the middle of a build', steps: '- run: go build -toolexec ./wrap .', kind: 'needs-review' },
  { what: 'a program under the name of another', steps: '- run: export PATH="$PWD/bin:$PATH" && tar --version', kind: 'needs-review' },
  { what: 'another language', steps: '- shell: python\n  run: |\n    print', kind: 'needs-review' },
  { what: 'the service of identities', steps: '- run: echo "$ACTIONS_ID_TOKEN_REQUEST_URL"', kind: 'needs-review' },
  { what: 'a script of an action', steps: '- uses: actions/github-script@v7\n  with: { script: "await core.getIDToken()" }', kind: 'needs-review' },
];

for (const { what, steps, kind } of rows) {
  test(`the identity is taken from a job of ${what}: ${kind}`, () => {
    const plan = planTexts({ '.github/workflows/release.yml': two(steps) }, { rule: 'identity-for-every-job' });
    assert.deepEqual(
      plan.applied.map(({ fix }) => fix.kind),
      [kind],
      showPlan(plan),
    );
    if (kind === 'needs-review') assert.match(showPlan(plan), /look: .*in job other may ask for the identity/);
  });
}
