import assert from 'node:assert/strict';
import { test } from 'node:test';
import { surfacesOf } from './surfaces-of.ts';

const plan = `  plan:
    runs-on: ubuntu-latest
    outputs: { push: '\${{ steps.say.outputs.push }}', tag: '\${{ steps.say.outputs.tag }}' }
    steps:
      - id: say
        env: { TRIAL: '\${{ inputs.trial }}', TAG: '\${{ inputs.tag }}' }
        run: |
          if [ "$TRIAL" == "false" ]; then
            echo "push=true" >> "$GITHUB_OUTPUT"
            echo "tag=$TAG" >> "$GITHUB_OUTPUT"
          else
            echo "push=false" >> "$GITHUB_OUTPUT"
            echo "tag=trial-run" >> "$GITHUB_OUTPUT"
          fi
`;
const build = (): string => `  image:
    needs: plan
    runs-on: ubuntu-latest
    permissions: { packages: write, id-token: write, attestations: write }
    outputs:
      tags: \${{ steps.meta.outputs.tags }}
      version: \${{ steps.meta.outputs.version }}
      digest: \${{ steps.build.outputs.digest }}
    steps:
      - uses: actions/checkout@v4
      - uses: docker/login-action@v3
        with: { registry: ghcr.io, username: acme, password: '\${{ github.token }}' }
      - id: meta
        uses: docker/metadata-action@v5
        with:
          images: |
            ghcr.io/acme/lantern
            docker.io/acme/lantern
          tags: |
            type=raw,value=trial-run,enable=\${{ needs.plan.outputs.push == 'false' }}
            type=pep440,pattern={{ version }},value=\${{ needs.plan.outputs.tag }},enable=\${{ needs.plan.outputs.push == 'true' }}
      - id: build
        uses: docker/build-push-action@v6
        with: { push: '\${{ needs.plan.outputs.push }}', tags: '\${{ steps.meta.outputs.tags }}', provenance: false }
      - if: needs.plan.outputs.push == 'true'
        uses: actions/attest-build-provenance@v2
        with: { subject-name: ghcr.io/acme/lantern, subject-digest: '\${{ steps.build.outputs.digest }}' }
`;
const annotate = (attest: boolean): string => `  annotate:
    needs: [plan, image]
    if: needs.plan.outputs.push == 'true'
    runs-on: ubuntu-latest
    permissions: { packages: write, id-token: write, attestations: write }
    steps:
      - uses: docker/login-action@v3
        with: { registry: ghcr.io, username: acme, password: '\${{ github.token }}' }
      - env: { TAGS: '\${{ needs.image.outputs.tags }}', DIGEST: '\${{ needs.image.outputs.digest }}' }
        run: |
          for image in ghcr.io/acme/lantern docker.io/acme/lantern; do
            readarray -t lines < <(grep "^\${image}:" <<< "$TAGS"); tags=(); for line in "\${lines[@]}"; do tags+=(-t "$line"); done
            docker buildx imagetools create --annotation index:made=here "\${tags[@]}" "\${image}@\${DIGEST}"
          done
      - id: new
        env: { IMAGE: ghcr.io/acme/lantern, VERSION: '\${{ needs.image.outputs.version }}' }
        run: |
          digest="$(docker buildx imagetools inspect "$IMAGE:$VERSION" --format '{{json .Manifest}}' | jq -r '.digest')"
          echo "digest=$digest" >> "$GITHUB_OUTPUT"
${
  attest
    ? `      - uses: actions/attest-build-provenance@v2
        with: { subject-name: ghcr.io/acme/lantern, subject-digest: '\${{ steps.new.outputs.digest }}' }
`
    : ''
}`;
const on = 'on: { workflow_dispatch: { inputs: { trial: { type: boolean }, tag: { type: string } } } }\njobs:\n';
const called = 'on: { workflow_call: { inputs: { trial: { type: boolean }, tag: { type: string } } } }\njobs:\n';
const caller = `${on}  images:
    permissions: { packages: write, id-token: write, attestations: write, contents: read }
    uses: ./.github/workflows/images.yml
    with: { trial: '\${{ inputs.trial }}', tag: '\${{ inputs.tag }}' }
`;

const seen = (files: Readonly<Record<string, string>>): readonly (readonly unknown[])[] =>
  surfacesOf(files)
    .filter((s) => s.kind === 'container-image')
    .map((s) => [[s.name, ...s.full.members].join(' '), s.provenance]);

test('a tag of docker/metadata-action that is turned on where nothing is pushed is not published', () => {
  const names = seen({ '.github/workflows/release.yml': `${on}${plan}${build()}` })
    .map(([name]) => name)
    .join(' ');
  assert.match(names, /ghcr\.io\/acme\/lantern/);
  assert.doesNotMatch(names, /trial-run/);
});

test('one that is turned on by something else stays', () => {
  const other = build().replace("enable=${{ needs.plan.outputs.push == 'false' }}", 'enable=${{ inputs.early }}').replace('trial-run,enable', 'early,enable');
  assert.match(
    seen({ '.github/workflows/release.yml': `${on}${plan}${other}` })
      .map(([name]) => name)
      .join(' '),
    /:early/,
  );
});

for (const [what, files] of [
  ['in one workflow', (jobs: string) => ({ '.github/workflows/release.yml': `${on}${jobs}` })],
  ['in a called workflow', (jobs: string) => ({ '.github/workflows/release.yml': caller, '.github/workflows/images.yml': `${called}${jobs}` })],
] as const) {
  test(`an annotated image replaces what was attested, ${what}, and what is attested anew is one registry's`, () => {
    const of = (attest: boolean): Readonly<Record<string, unknown>> =>
      Object.fromEntries(
        seen(files(`${plan}${build()}${annotate(attest)}`)).map(([name, provenance]) => [
          ['docker.io', 'ghcr.io'].filter((registry) => String(name).includes(registry)).join(' '),
          provenance,
        ]),
      );
    assert.deepEqual(of(true), { 'docker.io': 'absent', 'ghcr.io': 'present' });
    assert.ok(!Object.values(of(false)).includes('present'));
  });
}
