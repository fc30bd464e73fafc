import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTool } from '../../../src/catalog/index.ts';
import { hole, lit, type Text } from '../../../src/values/index.ts';
import { effectsOf, shown, summary, toolInput, type InputOptions } from './tool-input.ts';

const bake = (hcl: string, args: readonly (string | Text)[], more: Partial<InputOptions> = {}): ReturnType<typeof readTool> =>
  readTool(toolInput({ tool: 'bake', args, files: { 'docker-bake.hcl': hcl }, ...more }));

const rocket = `
# comment
variable "TAG" { default = "dev" }
variable "REGISTRY" {
  default = "ghcr.io/acme"
}
function "named" {
  params = [name]
  result = ["\${REGISTRY}/\${name}:\${TAG}", notequal("", TAG) ? "\${REGISTRY}/\${name}:latest" : ""]
}
group "default" { targets = ["rocket", "tools"] }
group "tools" { targets = ["pump"] }
target "_common" {
  platforms = ["linux/amd64", "linux/arm64"]
  attest = ["type=provenance,mode=max", "type=sbom"]
}
target "rocket" {
  inherits = ["_common"]
  tags = named("rocket")
}
target "pump" {
  tags = ["\${REGISTRY}/pump:\${TAG}"]
  output = ["type=registry"]
}
target "test" {
  tags = ["rocket-test"]
  output = ["type=cacheonly"]
}
`;

describe('docker buildx bake', () => {
  const rows: readonly {
    readonly what: string;
    readonly hcl?: string;
    readonly args?: readonly (string | Text)[];
    readonly env?: InputOptions['env'];
    readonly files?: InputOptions['files'];
    readonly gives: readonly string[];
  }[] = [
    {
      what: 'pushes the default group, with what its targets inherit',
      args: ['buildx', 'bake', '--push'],
      gives: [
        'pushes ghcr.io/acme/rocket:dev ghcr.io/acme/rocket:latest provenance=max sbom=spdx',
        'pushes ghcr.io/acme/pump:dev provenance=default sbom=none',
      ],
    },
    {
      what: 'without --push only what an output sends to a registry',
      args: ['bake'],
      gives: ['builds-image', 'pushes ghcr.io/acme/pump:dev provenance=default sbom=none'],
    },
    { what: 'a target whose output stays in the cache is not pushed', args: ['bake', '--push', 'test'], gives: ['builds-image'] },
    { what: 'prints alone', args: ['bake', '--push', '--print'], gives: [] },
    {
      what: 'a variable of the environment',
      args: ['bake', '--push', 'pump'],
      env: { TAG: '1.2.3', REGISTRY: hole('vars.REGISTRY') },
      gives: ['pushes {vars.REGISTRY}/pump:1.2.3 provenance=default sbom=none'],
    },
    {
      what: 'an empty variable drops the tag that hangs on it',
      args: ['bake', '--push', 'rocket'],
      env: { TAG: '' },
      gives: ['pushes ghcr.io/acme/rocket: provenance=max sbom=spdx'],
    },
    {
      what: 'attestations of the command line come last',
      args: ['bake', '--push', '--provenance=false', '--sbom=false', 'rocket'],
      gives: ['pushes ghcr.io/acme/rocket:dev ghcr.io/acme/rocket:latest provenance=none sbom=none'],
    },
    {
      what: 'settings by a pattern of targets',
      args: [
        'bake',
        '--set',
        '*.tags=quay.io/acme/all:1',
        '--set',
        'ro*.attest=type=provenance,disabled=true',
        '--set=pump.output=type=local,dest=out',
        '--push',
      ],
      gives: ['pushes quay.io/acme/all:1 provenance=none sbom=spdx', 'builds - ', 'builds-image'],
    },
    {
      what: 'a setting whose key is not known may say anything',
      args: ['bake', '--push', '--set', [...hole('x'), ...lit('=y')], 'rocket'],
      gives: ['pushes ghcr.io/acme/rocket:dev ghcr.io/acme/rocket:latest provenance=unknown sbom=unknown'],
    },
    {
      what: 'a file that was not read leaves attestations open',
      args: ['bake', '--push', '-f', 'docker-bake.hcl', '-f', 'made.json', 'rocket'],
      gives: ['pushes ghcr.io/acme/rocket:dev ghcr.io/acme/rocket:latest provenance=unknown sbom=unknown'],
    },
    {
      what: 'a matrix makes a target for each leg',
      hcl: 'target "app" {\n  name = "app-${kind}"\n  matrix = { kind = ["slim", "full"] }\n  tags = ["ghcr.io/acme/app:${kind}"]\n}',
      args: ['bake', '--push', 'app'],
      gives: ['pushes ghcr.io/acme/app:slim provenance=default sbom=none', 'pushes ghcr.io/acme/app:full provenance=default sbom=none'],
    },
    {
      what: 'a repository that is pushed under a condition only',
      hcl: 'variable "MIRROR" { default = "" }\ntarget "default" {\n  tags = [MIRROR != "" ? "${MIRROR}/app:1" : "", "ghcr.io/acme/app:1"]\n}',
      args: ['bake', '--push'],
      env: { MIRROR: hole('inputs.mirror') },
      gives: ['pushes ghcr.io/acme/app:1 provenance=default sbom=none', 'pushes {inputs.mirror}/app:1 provenance=default sbom=none (?)'],
    },
    {
      what: 'the override file after the file',
      files: { 'docker-bake.hcl': 'target "default" { tags = ["a/a:1"] }', 'docker-bake.override.hcl': 'target "default" { tags = ["b/b:1"] }' },
      args: ['bake', '--push'],
      gives: ['pushes b/b:1 provenance=default sbom=none'],
    },
    {
      what: 'JSON with templates',
      files: { 'bake.json': '{"variable": {"V": {"default": "7"}}, "target": {"default": {"tags": ["a/a:${V}"], "output": [{"type": "registry"}]}}}' },
      args: ['bake', '-f', 'bake.json'],
      gives: ['pushes a/a:7 provenance=default sbom=none'],
    },
    {
      what: 'services of a Compose file',
      files: { 'compose.yaml': 'services:\n  web:\n    image: "acme/web:${V:-1}"\n    build: .\n  db:\n    image: postgres\n' },
      args: ['bake', '--push'],
      gives: ['pushes acme/web:1 provenance=default sbom=none'],
    },
    {
      what: 'a bake file elsewhere',
      args: ['bake', '--push', 'https://github.com/acme/other.git'],
      gives: ['pushes {images of the bake file} provenance=unknown sbom=unknown'],
    },
    { what: 'no bake file', files: {}, args: ['bake', '--push'], gives: ['pushes {images of the bake file} provenance=unknown sbom=unknown'] },
    {
      what: 'a push that is not decided',
      args: [[...lit('--push='), ...hole('inputs.push')], 'rocket'],
      gives: ['pushes ghcr.io/acme/rocket:dev ghcr.io/acme/rocket:latest provenance=max sbom=spdx (?)'],
    },
  ];
  for (const { what, hcl, args, env, files, gives } of rows) {
    it(what, () => {
      assert.deepEqual(summary(bake(hcl ?? rocket, args ?? [], { ...(env === undefined ? {} : { env }), ...(files === undefined ? {} : { files }) })), gives);
    });
  }

  it('merges definitions that an earlier step wrote', () => {
    const input = toolInput({
      tool: 'bake',
      args: ['--push=true', '--file=docker-bake.hcl', [...lit('--file=cwd:///tmp/'), ...hole('made')], '--target=app'],
      files: { 'docker-bake.hcl': 'target "docker-metadata-action" {}\ntarget "app" {\n inherits = ["docker-metadata-action"]\n}' },
    });
    const content = [...lit('{"target":{"docker-metadata-action":{"tags":["ghcr.io/acme/app:'), ...hole('version'), ...lit('"]}}}')];
    const result = readTool({ ...input, written: () => content });
    assert.deepEqual(shown(effectsOf(result, 'pushes-image')[0]?.refs), ['ghcr.io/acme/app:{version}']);
    assert.deepEqual(result.doubts, []);
  });

  it('functions of the library, loops and heredocs', () => {
    const hcl = `
variable "NAMES" { default = ["a", "b"] }
target "default" {
  tags = concat([for n in NAMES : lower("ACME/\${n}:1") if n != "b"], formatlist("acme/%s:2", NAMES), split(",", "acme/c:3,acme/d:4"), [<<-EOT
    acme/e:5
  EOT
  ])
}`;
    assert.deepEqual(
      shown(effectsOf(bake(hcl, ['--push']), 'pushes-image')[0]?.refs).map((t) => t.trim()),
      ['acme/a:1', 'acme/a:2', 'acme/b:2', 'acme/c:3', 'acme/d:4', 'acme/e:5'],
    );
  });

  it('ends on files that grow, nest or name themselves', () => {
    const grows = `${Array.from({ length: 60 }, (_, i) => `variable "v${i + 1}" { default = "\${v${i}}\${v${i}}\${X == "y${i}" ? "a" : "b"}" }`).join('\n')}\nvariable "v0" { default = "x" }\nvariable "X" {}\ntarget "default" { tags = [v60] }`;
    const nests = `target "default" { tags = ${'['.repeat(3_000)}1${']'.repeat(3_000)} }`;
    const loops =
      'function "f" {\n params = [x]\n result = "${f(x)}${f(x)}"\n}\nvariable "a" { default = a }\ntarget "default" {\n inherits = ["default"]\n tags = [f("x"), a]\n}\ngroup "g" { targets = ["g"] }';
    for (const hcl of [grows, nests, loops, '"'.repeat(50_000), '${'.repeat(20_000)]) {
      const result = bake(hcl, ['--push'], { env: { X: hole('x') } });
      assert.ok(Array.isArray(result.effects));
    }
  });
});
