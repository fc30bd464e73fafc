import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onTag, surfacesOf } from './surfaces-of.ts';

const build = `plugins {
  \`maven-publish\`
  signing
  id("org.spdx.sbom")
}
group = "com.acme"
signing {
  useInMemoryPgpKeys(System.getenv("GPG_PRIVATE_KEY"), "")
  sign(publishing.publications["maven"])
}
`;

const workflow = (steps: string): string =>
  onTag(`
- uses: actions/checkout@v4
- run: ./gradlew assemble spdxSbom publishToSonatype
  env:
    GPG_PRIVATE_KEY: \${{ secrets.GPG_PRIVATE_KEY }}
${steps}`);

const cases = [
  {
    what: 'a jar and its signature are copied under shorter names, its SBOM in an archive',
    steps: `
- run: |
    cp agent/build/libs/agent-\${GITHUB_REF_NAME#v}.jar agent.jar
    cp agent/build/libs/agent-\${GITHUB_REF_NAME#v}.jar.asc agent.jar.asc
    mkdir boms
    cp agent/build/spdx/*.spdx.json boms
    zip lantern-SBOM.zip boms/*
- run: gh release create "$GITHUB_REF_NAME" agent.jar agent.jar.asc lantern-SBOM.zip`,
    answer: ['present', 'present'],
  },
  {
    what: 'neither is uploaded',
    steps: `
- run: cp agent/build/libs/agent-\${GITHUB_REF_NAME#v}.jar agent.jar
- run: gh release create "$GITHUB_REF_NAME" agent.jar`,
    answer: ['absent', 'absent'],
  },
];

for (const c of cases) {
  test(`jars of a build that signs: ${c.what}`, () => {
    const found = surfacesOf({ '.github/workflows/release.yml': workflow(c.steps), 'build.gradle.kts': build, gradlew: '' });
    const jar = found.find((s) => s.kind === 'release-asset');
    assert.equal(jar?.name, 'agent.jar');
    assert.deepEqual([jar?.signature, jar?.sbom], c.answer);
  });
}
