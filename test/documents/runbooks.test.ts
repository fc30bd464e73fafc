import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findManualSteps } from '../../src/documents/index.ts';

function steps(text: string): readonly string[] {
  return findManualSteps('RELEASING.md', text).map(
    (step) =>
      `${step.kind}${step.kind === 'tag' ? (step.signed ? ' signed' : ' unsigned') : ''}${step.index === undefined ? '' : ` ${step.index}`}${step.doneBy === 'automation' ? ' (automation)' : ''}: ${step.command}`,
  );
}

test('finds the steps of a release', () => {
  const cases: readonly { line: string; is: readonly string[] }[] = [
    { line: 'git tag -s v1.0 -m "v1.0"', is: ['tag signed: git tag -s v1.0 -m "v1.0"'] },
    { line: 'git tag -u KEY v1.0', is: ['tag signed: git tag -u KEY v1.0'] },
    { line: 'git tag --sign v1.0', is: ['tag signed: git tag --sign v1.0'] },
    { line: 'git tag -asm "x" v1.0', is: ['tag signed: git tag -asm "x" v1.0'] },
    { line: 'git tag -a v1.0 -m "signed"', is: ['tag unsigned: git tag -a v1.0 -m "signed"'] },
    { line: 'git tag $VERSION && git push origin $VERSION', is: ['tag unsigned: git tag $VERSION', 'pushes-tag: git push origin $VERSION'] },
    { line: 'git push --follow-tags', is: ['pushes-tag: git push --follow-tags'] },
    { line: 'git push upstream main', is: [] },
    { line: 'git tag -l; git tag -d v1; git tag -v v1; git tag', is: [] },
    { line: 'cargo publish -p tool', is: ['publishes crates: cargo publish -p tool'] },
    { line: 'cargo publish --dry-run', is: [] },
    { line: 'npm publish --access public', is: ['publishes npm: npm publish --access public'] },
    { line: 'yarn npm publish', is: ['publishes npm: yarn npm publish'] },
    { line: 'npx np', is: ['publishes npm: np'] },
    { line: 'python -m twine upload dist/*', is: ['publishes pypi: twine upload dist/*'] },
    { line: 'uv publish', is: ['publishes pypi: uv publish'] },
    { line: 'bundle exec rake release', is: ['publishes rubygems: rake release'] },
    { line: 'bin/rake lens:release', is: ['publishes rubygems: bin/rake lens:release'] },
    { line: 'rake prepare_release[1.0] release:notes', is: [] },
    { line: 'gem push tool-1.0.gem', is: ['publishes rubygems: gem push tool-1.0.gem'] },
    { line: './mvnw -Prelease deploy', is: ['publishes maven-central: ./mvnw -Prelease deploy'] },
    { line: './gradlew publishToMavenLocal', is: [] },
    { line: './gradlew :core:publishPlugins', is: ['publishes gradle-plugin-portal: ./gradlew :core:publishPlugins'] },
    { line: 'gradle githubRelease', is: ['creates-release github: gradle githubRelease'] },
    { line: 'gpg --armor --detach-sign tool.tgz', is: ['signs: gpg --armor --detach-sign tool.tgz'] },
    { line: 'sha256sum tool.tgz > tool.sha256', is: ['hashes: sha256sum tool.tgz'] },
    { line: 'sha256sum -c SUMS', is: [] },
    { line: 'docker push acme/tool', is: ['publishes image: docker push acme/tool'] },
    { line: 'docker buildx build --push .', is: ['publishes image: docker buildx build --push .'] },
    { line: 'docker buildx build .', is: [] },
    { line: 'gh release create v1', is: ['creates-release github: gh release create v1'] },
    { line: 'goreleaser release --snapshot', is: [] },
    { line: 'make && cosign sign-blob x', is: ['signs: cosign sign-blob x'] },
    { line: 'echo npm publish', is: [] },
  ];
  for (const one of cases) assert.deepEqual(steps(`\`\`\`sh\n${one.line}\n\`\`\``), one.is, one.line);
});

test('reads steps in lines and checklists', () => {
  assert.deepEqual(steps('1. Run `git tag -s v1` and push it.\n2. [ ] `cargo publish`\n'), ['tag signed: git tag -s v1', 'publishes crates: cargo publish']);
  assert.deepEqual(steps('    $ git tag v1\n'), ['tag unsigned: git tag v1']);
  assert.deepEqual(steps('npm publish is done for you.'), []);
});

test('tells what a person does from what a workflow does', () => {
  assert.deepEqual(steps('The release workflow then runs `npm publish`.'), ['publishes npm (automation): npm publish']);
  assert.deepEqual(steps('Then run `npm publish`. CI tests it.'), ['publishes npm: npm publish']);
});

test('a command that people are told not to run is no step', () => {
  const cases: readonly { text: string; is: readonly string[] }[] = [
    { text: 'Do not run `npm publish` by hand.', is: [] },
    { text: "Please don't ever run **`npm publish`**: it is done for you.", is: [] },
    { text: 'We no longer run `gem push` here.', is: [] },
    { text: 'Other projects run `cargo publish`; we do not publish crates.', is: [] },
    { text: 'Do not forget to run `npm publish`.', is: ['publishes npm: npm publish'] },
    { text: 'Never run `npm publish` without two factors.', is: ['publishes npm: npm publish'] },
    { text: 'Do not bump the version yet. Run `npm publish`.', is: ['publishes npm: npm publish'] },
    { text: 'If the tests do not fail, run `npm publish`.', is: ['publishes npm: npm publish'] },
  ];
  for (const one of cases) assert.deepEqual(steps(one.text), one.is, one.text);
});

test('reads what prose says of tags', () => {
  const cases: readonly { text: string; is: readonly string[] }[] = [
    { text: 'Create a signed tag for the release.', is: ['tag signed: Create a signed tag for the release.'] },
    { text: 'First. Tags are signed with the release key. Last.', is: ['tag signed: Tags are signed with the release key.'] },
    { text: 'Release tags are not signed.', is: ['tag unsigned: Release tags are not signed.'] },
    { text: "We don't sign tags.", is: ["tag unsigned: We don't sign tags."] },
    { text: 'Tag the release. Files are signed.', is: [] },
    { text: 'A tagged, signed-off commit.', is: [] },
  ];
  for (const one of cases) assert.deepEqual(steps(one.text), one.is, one.text);
});

test('a step stands where it says', () => {
  const text = '# Release\n\n- then `git tag -s\n  v1`\n';
  const step = findManualSteps('RELEASING.md', text)[0]!;
  assert.equal(text.slice(step.span.start, step.span.end), 'git tag -s\n  v1');
  assert.equal(step.span.line, 3);
  assert.deepEqual(step.words, ['git', 'tag', '-s', 'v1']);
  assert.deepEqual(step.heading, ['Release']);
});

test('reads a command of several lines behind a prompt that names a folder, in reStructuredText', () => {
  const text =
    'Tagging\n=======\n\n#. Tag it.\n\n   .. code-block:: shell-session\n\n      [dir:lens] $ git tag \\\n                     -s v1.0 \\\n                     -m "One"\n';
  assert.deepEqual(
    findManualSteps('docs/release_guide.rst', text).map((step) => [step.command, step.signed]),
    [['git tag -s v1.0 -m "One"', true]],
  );
});
