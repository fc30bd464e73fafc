// Release workflows in our own words, for measurements: what each builds, signs and publishes follows from its number alone.

/** A step of a workflow, as the lines of a YAML list entry. */
type Step = readonly string[];

const checkout: Step = ['uses: actions/checkout@v4'];

function run(name: string, ...lines: readonly string[]): Step {
  return [`name: ${name}`, 'run: |', ...lines.map((line) => `  ${line}`)];
}

function uses(action: string, inputs: Readonly<Record<string, string>>): Step {
  return [`uses: ${action}`, 'with:', ...Object.entries(inputs).map(([key, value]) => `  ${key}: ${value}`)];
}

function job(id: string, lines: readonly string[], steps: readonly (Step | false)[]): string {
  const list = steps.filter((step) => step !== false).map((step) => step.map((line, i) => `      ${i === 0 ? '- ' : '  '}${line}`).join('\n'));
  return [`  ${id}:`, ...lines.map((line) => `    ${line}`), '    steps:', ...list].join('\n');
}

const ubuntu = 'runs-on: ubuntu-latest';
const mayRelease = ['permissions:', '  contents: write', '  id-token: write', '  attestations: write'];

/** Programs for several systems, hashed together, signed by every second, with an SBOM for every third. */
function programs(name: string, n: number): readonly string[] {
  const systems = ['linux-amd64', 'linux-arm64', 'darwin-arm64', 'windows-amd64'].slice(0, 2 + (n % 3));
  const build = job(
    'build',
    [ubuntu, 'strategy:', '  matrix:', `    system: [${systems.join(', ')}]`],
    [
      checkout,
      uses('actions/setup-go@v5', { 'go-version': "'1.24'" }),
      run(
        'Build',
        'GOOS="$(echo "${{ matrix.system }}" | cut -d- -f1)"',
        `CGO_ENABLED=0 go build -trimpath -o "${name}-\${{ matrix.system }}" ./cmd/${name}`,
        `tar -czf "${name}-\${{ matrix.system }}.tar.gz" "${name}-\${{ matrix.system }}" LICENSE`,
      ),
      uses('actions/upload-artifact@v4', { name: `${name}-\${{ matrix.system }}`, path: `${name}-\${{ matrix.system }}.tar.gz` }),
    ],
  );
  const publish = job(
    'publish',
    ['needs: build', ubuntu, ...mayRelease],
    [
      uses('actions/download-artifact@v4', { path: 'dist', 'merge-multiple': 'true' }),
      run('Hash', 'cd dist', `sha256sum ${name}-*.tar.gz > ${name}-SHA256SUMS`),
      n % 2 === 0 && ['uses: sigstore/cosign-installer@v3'],
      n % 2 === 0 && run('Sign', `cosign sign-blob --yes --bundle dist/${name}-SHA256SUMS.bundle dist/${name}-SHA256SUMS`),
      n % 3 === 0 && uses('anchore/sbom-action@v0', { path: 'dist', format: 'spdx-json', 'output-file': `dist/${name}.spdx.json` }),
      n % 5 === 0 && uses('actions/attest-build-provenance@v2', { 'subject-path': `dist/${name}-*.tar.gz` }),
      run('Release', `gh release create "\${GITHUB_REF_NAME}" --title "${name} \${GITHUB_REF_NAME}" dist/*`),
    ],
  );
  return [build, publish];
}

/** An image, signed by its digest or by its tag, attested by every third. */
function image(name: string, n: number): readonly string[] {
  const reference = `ghcr.io/example-works/${name}`;
  const push = job(
    'image',
    [ubuntu, 'permissions:', '  contents: read', '  packages: write', '  id-token: write', '  attestations: write'],
    [
      checkout,
      ['uses: docker/setup-buildx-action@v3'],
      uses('docker/login-action@v3', { registry: 'ghcr.io', username: '${{ github.actor }}', password: '${{ secrets.GITHUB_TOKEN }}' }),
      [
        'id: push',
        ...uses('docker/build-push-action@v6', { push: 'true', tags: `${reference}:\${{ github.ref_name }}`, ...(n % 4 === 0 ? { sbom: 'true' } : {}) }),
      ],
      ['uses: sigstore/cosign-installer@v3'],
      n % 2 === 0
        ? run('Sign by digest', `cosign sign --yes "${reference}@\${{ steps.push.outputs.digest }}"`)
        : run('Sign by tag', `IMAGE="${reference}:\${GITHUB_REF_NAME}"`, 'cosign sign --yes "$IMAGE"'),
      n % 3 === 0 && uses('actions/attest-build-provenance@v2', { 'subject-name': reference, 'subject-digest': '${{ steps.push.outputs.digest }}' }),
    ],
  );
  return [push];
}

/** A Python package: trusted publishing or a token. */
function wheel(name: string, n: number): readonly string[] {
  const build = job(
    'dist',
    [ubuntu],
    [
      checkout,
      uses('actions/setup-python@v5', { 'python-version': "'3.13'" }),
      run('Build', 'python -m pip install --upgrade build', `python -m build packages/${name} --outdir dist`),
      uses('actions/upload-artifact@v4', { name: `${name}-dist`, path: 'dist/' }),
    ],
  );
  const publish = job(
    'pypi',
    ['needs: dist', ubuntu, ...(n % 2 === 0 ? ['permissions:', '  id-token: write'] : [])],
    [
      uses('actions/download-artifact@v4', { name: `${name}-dist`, path: 'dist' }),
      n % 2 === 0
        ? ['uses: pypa/gh-action-pypi-publish@release/v1']
        : ['name: Upload', 'env:', '  TWINE_PASSWORD: ${{ secrets.PYPI_TOKEN }}', 'run: |', '  pip install twine', '  twine upload dist/*'],
    ],
  );
  return [build, publish];
}

/** An npm package, with provenance from every second. */
function npmPackage(name: string, n: number): readonly string[] {
  return [
    job(
      'npm',
      [ubuntu, 'permissions:', '  contents: read', '  id-token: write'],
      [
        checkout,
        uses('actions/setup-node@v4', { 'node-version': '24', 'registry-url': 'https://registry.npmjs.org' }),
        run('Test', `cd packages/${name}`, 'npm ci', 'npm test'),
        [
          ...run('Publish', `cd packages/${name}`, `npm publish --access public${n % 2 === 0 ? ' --provenance' : ''}`),
          'env:',
          '  NODE_AUTH_TOKEN: ${{ secrets.NPM_TOKEN }}',
        ],
      ],
    ),
  ];
}

/** An archive made and signed with GnuPG in one script of loops and conditions. */
function archive(name: string, n: number): readonly string[] {
  return [
    job(
      'archive',
      [ubuntu, ...mayRelease],
      [
        checkout,
        run(
          'Pack and sign',
          'set -euo pipefail',
          'VERSION="${GITHUB_REF_NAME#v}"',
          'mkdir -p out',
          `git archive --prefix="${name}-\${VERSION}/" -o "out/${name}-\${VERSION}.tar" HEAD`,
          `for form in gz${n % 2 === 0 ? ' xz' : ''}; do`,
          '  case "$form" in',
          `    gz) gzip -k "out/${name}-\${VERSION}.tar" ;;`,
          `    xz) xz -k "out/${name}-\${VERSION}.tar" ;;`,
          '  esac',
          'done',
          `echo "\${{ secrets.GPG_KEY }}" | gpg --batch --import`,
          `for file in out/${name}-*.tar.*; do`,
          '  gpg --batch --armor --detach-sign "$file"',
          '  sha512sum "$file" > "$file.sha512"',
          'done',
        ),
        uses('softprops/action-gh-release@v2', { files: 'out/*' }),
      ],
    ),
  ];
}

/** What workflow number `n` releases. */
export function partName(n: number): string {
  return `part-${String(n).padStart(5, '0')}`;
}

const shapes = [programs, image, wheel, npmPackage, archive];

export interface Written {
  readonly path: string;
  readonly text: string;
}

/** Returns release workflow number `n` and the manifest of the package that it publishes, if it publishes one. Same number, same text. */
export function releaseWorkflow(n: number): readonly Written[] {
  const name = partName(n);
  const shape = shapes[n % shapes.length] ?? programs;
  const jobs = shape(name, Math.floor(n / shapes.length));
  const trigger = n % 7 === 3 ? ['  release:', '    types: [published]'] : ['  push:', "    tags: ['v*']", ...(n % 3 === 0 ? ['  workflow_dispatch:'] : [])];
  const text = `${[`name: Release ${name}`, 'on:', ...trigger, 'permissions:', '  contents: read', 'jobs:', ...jobs].join('\n')}\n`;
  return [{ path: `.github/workflows/release-${name}.yml`, text }, ...manifests(shape, name)];
}

function manifests(shape: (name: string, n: number) => readonly string[], name: string): readonly Written[] {
  if (shape === wheel)
    return [{ path: `packages/${name}/pyproject.toml`, text: `[build-system]\nrequires = ["hatchling"]\n\n[project]\nname = "${name}"\nversion = "1.0.0"\n` }];
  if (shape !== npmPackage) return [];
  const manifest = { name: `@example-works/${name}`, version: '1.0.0', scripts: { test: 'node --test' } };
  return [{ path: `packages/${name}/package.json`, text: `${JSON.stringify(manifest, undefined, 2)}\n` }];
}

/** Returns a workflow that tests and publishes nothing. */
export function testWorkflow(n: number): Written {
  const name = `check-${String(n).padStart(3, '0')}`;
  const jobs = ['unit', 'lint', 'docs']
    .slice(0, 1 + (n % 3))
    .map((id) =>
      job(
        id,
        [ubuntu, 'strategy:', '  matrix:', `    version: [${['21', '22', '24'].slice(0, 1 + (n % 3)).join(', ')}]`],
        [
          checkout,
          uses('actions/setup-node@v4', { 'node-version': '${{ matrix.version }}' }),
          run('Install', 'npm ci'),
          run(`Run ${id}`, `if [ -f "tools/${name}.sh" ]; then`, `  bash tools/${name}.sh`, 'fi', `npm run ${id}`),
        ],
      ),
    );
  return {
    path: `.github/workflows/${name}.yml`,
    text: `${[`name: ${name}`, 'on:', '  push:', '    branches: [main]', '  pull_request:', 'jobs:', ...jobs].join('\n')}\n`,
  };
}
