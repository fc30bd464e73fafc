import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlId, Evidence, SurfaceReport } from '../../src/index.ts';
import { showCell } from './expectation.ts';
import { auditTexts, type Texts } from './little-repo.ts';

/**
 * The most that may be said of a cell. `nothing` is neither present nor partial, `partly` is anything but present, `best-effort`
 * and `wired` are no stronger than that; `present` and `self-verified` are to be reached, so that the traps beside them
 * can fail; `no row` is a surface that may not be there.
 */
export type Most = 'nothing' | 'partly' | 'best-effort' | 'wired' | 'present' | 'self-verified' | 'no row';

/** A workflow that looks as if it proved something, and how much it proves. */
export interface Trap {
  readonly what: string;
  readonly workflow: string;
  readonly files?: Texts;
  /** The surface asked about: by default the release asset called `lens`, or an archive of it. */
  readonly kind?: SurfaceReport['kind'];
  readonly member?: string;
  readonly control: ControlId;
  readonly most: Most;
}

const allowed: Readonly<Record<Exclude<Most, 'no row'>, (cell: Evidence) => boolean>> = {
  nothing: (cell) => cell.status !== 'present' && cell.status !== 'partial',
  partly: (cell) => cell.status !== 'present',
  'best-effort': (cell) => cell.status !== 'present' || cell.strength === 'best-effort',
  wired: (cell) => cell.strength !== 'self-verified',
  present: (cell) => cell.status === 'present' && cell.strength === 'wired',
  'self-verified': (cell) => cell.strength === 'self-verified',
};

/** Makes one test for each trap. */
export function testTraps(traps: readonly Trap[]): void {
  for (const trap of traps) {
    test(`${trap.what}: ${trap.most}`, () => {
      const rows = rowsOf(trap);
      if (trap.most === 'no row') {
        assert.equal(rows.length, 0);
        return;
      }
      assert.ok(rows.length > 0, 'the surface is there');
      for (const row of rows) assert.ok(allowed[trap.most](row.controls[trap.control]), `${row.name}: ${showCell(row.controls[trap.control])}`);
    });
  }
}

function rowsOf(trap: Trap): readonly SurfaceReport[] {
  const { report } = auditTexts(
    { '.github/workflows/r.yml': trap.workflow, 'go.mod': 'module x\n', 'main.go': 'package main\n', ...trap.files },
    'acme',
    'lens',
  );
  const kind = trap.kind ?? 'release-asset';
  return report.surfaces.filter((row) => row.kind === kind && row.members.flatMap((name) => name.split(', ')).some((name) => isMember(trap, name)));
}

function isMember(trap: Trap, name: string): boolean {
  if (trap.member !== undefined) return name === trap.member;
  return trap.kind !== undefined || name === 'lens' || name.endsWith('linux_amd64.tar.gz');
}

interface Parts {
  readonly permissions?: string;
  readonly on?: string;
  /** Lines at the top of the workflow. */
  readonly top?: string;
  /** Lines of the job `release`, before its permissions. */
  readonly job?: string;
  /** More jobs. */
  readonly more?: string;
}

/** A workflow with one job, `release`, that checks out, installs cosign and runs these steps. */
export function release(steps: string, parts: Parts = {}): string {
  return `name: R
on:
${parts.on ?? "  push:\n    tags: ['v*']"}
${parts.top ?? ''}
jobs:
  release:
    runs-on: ubuntu-24.04
${parts.job ?? ''}    permissions:
${parts.permissions ?? '      contents: write\n      id-token: write\n      attestations: write'}
    steps:
      - uses: actions/checkout@v4
      - uses: sigstore/cosign-installer@v3
${steps}
${parts.more ?? ''}`;
}

export const build = `      - run: |
          mkdir -p dist
          go build -o dist/lens .
`;

export const sign = `      - run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens
`;

export const publish = `      - uses: softprops/action-gh-release@v2
        with:
          files: dist/*
`;

export const imagePermissions = '      contents: read\n      packages: write\n      id-token: write';

/** A step that logs in to ghcr.io with the job's token. */
export const login =
  "      - uses: docker/login-action@v3\n        with: {registry: ghcr.io, username: '${{ github.actor }}', password: '${{ github.token }}'}\n";

/** A step that pushes `ghcr.io/acme/lens:1`; its id is `push`. */
export function pushImage(more = ''): string {
  return `      - id: push
        uses: docker/build-push-action@v6
        with:
          push: true
          provenance: false
          tags: ghcr.io/acme/lens:1
${more}`;
}

export const dispatchOnly = '  workflow_dispatch:\n    inputs:\n      sign: {type: boolean}\n      mode: {type: choice, options: [a, b]}';

/** The signing step under a condition. */
export function signIf(condition: string): string {
  return `      - if: ${condition}\n        run: cosign sign-blob --yes --bundle dist/lens.sigstore.json dist/lens\n`;
}

/** The publishing step under a condition. */
export function publishIf(condition: string): string {
  return publish.replace('      - uses', `      - if: ${condition}\n        uses`);
}

export function goreleaser(args = 'release --clean'): string {
  return `      - uses: goreleaser/goreleaser-action@v6\n        with:\n          args: ${args}\n        env:\n          GITHUB_TOKEN: \${{ secrets.GITHUB_TOKEN }}\n`;
}

/** A GoReleaser configuration with these sections besides one build. */
export function goreleaserFiles(sections: string): Texts {
  return { 'go.mod': 'module x\n', '.goreleaser.yaml': `version: 2\nproject_name: lens\nbuilds: [{goos: [linux], goarch: [amd64]}]\n${sections}` };
}

export const signsChecksum =
  'signs:\n  - artifacts: checksum\n    cmd: cosign\n    signature: "${artifact}.sigstore.json"\n    args: [sign-blob, "--bundle=${signature}", "${artifact}", --yes]\n';

export const npmFiles: Texts = { 'package.json': '{"name":"lens","version":"1.0.0"}' };

export function withoutCosign(workflow: string): string {
  return workflow.replace('      - uses: sigstore/cosign-installer@v3\n', '');
}
