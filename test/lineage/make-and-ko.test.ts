import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf, unreadOf } from './surfaces-of.ts';

const permissions = 'packages: write\nid-token: write\ncontents: read';

test('a target that prints what it pushed: its registry is exported, its output is signed', () => {
  const surfaces = surfacesOf({
    'go.mod': 'module acme.dev/lantern\n',
    Makefile: `REGISTRY ?= ghcr.io/acme
export KO_DOCKER_REPO=$(REGISTRY)/lantern

.PHONY: tools push
tools:
\t@echo tools >&2
\t@go install acme.dev/tool@latest

push: tools
\t@KOCACHE=/tmp/ko ko build --bare --tags=$(TAG),latest ./cmd/lantern
`,
    '.github/workflows/release.yml': onTag(
      `
- uses: sigstore/cosign-installer@v3
- uses: ko-build/setup-ko@v0.9
- run: |
    image=$(TAG=$GITHUB_REF_NAME make push)
    cosign sign --yes "$image"
`,
      permissions,
    ),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.kind, s.name, s.signature, s.sbom]),
    [['container-image', 'ghcr.io/acme/lantern (latest, v<version>)', 'present', 'present']],
  );
});

test('a pattern that fits its own needs is taken once', () => {
  const files = {
    Makefile: 'pack: page.html\n\tgh release upload v1 lantern.zip\n%: %.in version\n\tsed s/x/y/ $< > $@\nversion:\n\ttrue\n',
    'page.html.in': '<p>\n',
    '.github/workflows/release.yml': onTag('- uses: actions/checkout@v4\n- run: make pack'),
  };
  assert.deepEqual([unreadOf(files).filter((reason) => /not all were followed/.test(reason)), surfacesOf(files)[0]?.name], [[], 'lantern.zip']);
});

test('a list between commas is cut at a variable that is called like one', () => {
  const names = (separator: string): readonly string[] =>
    surfacesOf({
      Makefile: `, := ,\nspace := $(subst ,, )\nPLATFORMS := linux/amd64,linux/arm64\npush:\n\tfor one in $(subst ${separator},$(space),$(PLATFORMS)); do arch=$$(basename "$$one"); crane push out/$$arch.tar ghcr.io/acme/lantern:v1-$$arch; done\n`,
      '.github/workflows/release.yml': onTag('- uses: actions/checkout@v4\n- run: make push', permissions),
    }).map((s) => s.name);
  assert.deepEqual(names('$(,)'), ['ghcr.io/acme/lantern (v1-amd64, v1-arm64)']);
  assert.deepEqual(names('$(nothing)'), ['ghcr.io/acme/lantern:v1-arm64']);
});

test('make prints its own lines unless told not to: what is signed then is not known', () => {
  const surfaces = surfacesOf({
    'go.mod': 'module acme.dev/lantern\n',
    Makefile: 'push:\n\tKO_DOCKER_REPO=ghcr.io/acme/lantern ko build --bare ./cmd/lantern\n',
    '.github/workflows/release.yml': onTag(
      `
- uses: sigstore/cosign-installer@v3
- uses: ko-build/setup-ko@v0.9
- run: cosign sign --yes "$(make push)"
`,
      permissions,
    ),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.name, s.signature]),
    [['ghcr.io/acme/lantern:latest', 'unknown']],
  );
});

test('setup-ko names the registry where nothing else does', () => {
  const surfaces = surfacesOf({
    'go.mod': 'module acme.dev/lantern\n',
    '.github/workflows/release.yml': onTag('- uses: ko-build/setup-ko@v0.9\n- run: ko build --bare .', permissions),
  });
  assert.deepEqual(
    surfaces.map((s) => s.name),
    ['ghcr.io/acme/lantern:latest'],
  );
});

test('an image for a registry on the machine is no surface', () => {
  const surfaces = surfacesOf({
    'go.mod': 'module acme.dev/lantern\n',
    '.github/workflows/release.yml': onTag(
      '- uses: ko-build/setup-ko@v0.9\n- env: { KO_DOCKER_REPO: "registry.localhost:5000/ko" }\n  run: ko build .',
      permissions,
    ),
  });
  assert.deepEqual(surfaces, []);
});

test('a target that a variable names and one that is written out are both that target, in the order of the file', () => {
  const surfaces = surfacesOf({
    'go.mod': 'module acme.dev/lantern\n',
    Makefile: `NAME := lantern
publish-$(NAME)::
\tko build --bare ./cmd/first
publish-lantern::
\tKO_DOCKER_REPO=ghcr.io/acme/second ko build --bare ./cmd/second
`,
    '.github/workflows/release.yml': onTag(
      `
- uses: ko-build/setup-ko@v0.9
- env: { KO_DOCKER_REPO: ghcr.io/acme/first }
  run: make publish-lantern
`,
      permissions,
    ),
  });
  assert.deepEqual(
    surfaces.map((s) => s.name),
    ['ghcr.io/acme/first:latest, ghcr.io/acme/second:latest'],
  );
});

test('a target of which a part is not known asks for the rule of the only pattern that fits', () => {
  const pushed = (rules: string, target = 'image-trial-$TRIAL'): readonly string[] =>
    surfacesOf({
      Makefile: rules,
      '.github/workflows/trial.yml': onTag(
        `
- uses: actions/checkout@v4
- uses: docker/login-action@v3
  with: { registry: ghcr.io, username: acme, password: "\${{ secrets.T }}" }
- run: make ${target}
  env: { ARGS: --push, TRIAL: "\${{ vars.TRIAL }}" }
`,
        permissions,
      ),
    }).map((s) => s.name);
  const pattern = 'image-%: lamp-linux\n\tdocker buildx build $(ARGS) -t ghcr.io/acme/lamp:$* .\nlamp-%:\n\tgo build -o $@ .\n';
  assert.equal(pushed(pattern).length, 1);
  assert.match(pushed(pattern)[0] ?? '', /^ghcr\.io\/acme\/lamp\b.*trial-/);
  assert.deepEqual(pushed(`${pattern}image-trial-none:\n\ttrue\n`), []);
  assert.deepEqual(pushed(`${pattern}image-trial-%:\n\ttrue\n`), []);
  assert.deepEqual(pushed(pattern, '$TRIAL'), []);
});

test('targets of a static pattern, an index over what a recipe prints', () => {
  const surfaces = surfacesOf({
    Makefile: `REGISTRY ?= ghcr.io/acme
ARCH ?= amd64
ALL = amd64 arm64
PUSHES = $(addprefix push-,$(ALL))

push:
\tdocker build -t $(REGISTRY)/lantern-$(ARCH):built --build-arg ARCH=$(ARCH) .
\tdocker tag $(REGISTRY)/lantern-$(ARCH):built $(REGISTRY)/lantern-$(ARCH):$(TAG)
\tdocker push $(REGISTRY)/lantern-$(ARCH):$(TAG)

$(PUSHES): push-%:
\tARCH=$* $(MAKE) push

push-all: $(PUSHES)
\tdocker manifest create --amend $(REGISTRY)/lantern:$(TAG) $(shell echo $(ALL) | sed -e "s~[^ ]*~$(REGISTRY)/lantern\\-&:$(TAG)~g")
\tdocker manifest push --purge $(REGISTRY)/lantern:$(TAG)
`,
    '.github/workflows/release.yml': onTag('- uses: actions/checkout@v4\n- run: make push-all TAG=$GITHUB_REF_NAME', permissions),
  });
  assert.deepEqual(
    surfaces.map((s) => [s.name, s.sbom, s.provenance]),
    [['ghcr.io/acme/lantern:v<version>', 'absent', 'absent']],
  );
});
