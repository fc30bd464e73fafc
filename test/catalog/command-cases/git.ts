import type { CommandCase } from '../command-support.ts';

export const cases: readonly CommandCase[] = [
  { what: 'a signed tag', line: 'git tag -s v1 -m x', gives: ['creates-tag(name=v1 signed=true by=git tag pushed=false)'] },
  { what: 'a plain tag', line: 'git tag v1', gives: ['creates-tag(name=v1 signed=false by=git tag pushed=false)'] },
  {
    what: 'a tag that is not signed whatever is set',
    line: 'git tag --no-sign v1',
    gives: ['creates-tag(name=v1 signed=false by=git tag pushed=false refuses=true)'],
  },
  { what: 'listing tags', line: "git tag -l 'v*'", gives: [] },
  { what: 'checking a tag', line: 'git tag -v v1', gives: ['verifies(subject=source() tool=git tag -v identity=none integrityOnly=false)'] },
  { what: 'pushing a tag', line: 'git push origin v1.2.3', gives: ['creates-tag(name=v1.2.3 signed=unknown by=git push pushed=true)'] },
  { what: 'pushing a tag in a variable', line: 'git push origin ${TAG}', gives: ['creates-tag(name={TAG} signed=unknown by=git push pushed=true)'] },
  { what: 'pushing a tag by its full name', line: 'git push origin HEAD:refs/tags/v1', gives: ['creates-tag(name=v1 signed=unknown by=git push pushed=true)'] },
  { what: 'pushing a branch', line: 'git push origin HEAD:main', gives: [] },
  { what: 'pushing tags', line: 'git push --follow-tags', gives: ['creates-tag(name=* signed=unknown by=git push pushed=true)'] },
  { what: 'a mirror is sent tags that are there', line: 'git push --mirror backup', gives: [] },
  { what: 'deleting a tag', line: 'git push --delete origin v1.2.3', gives: [] },
  { what: 'an archive', line: 'git archive --format=tar.gz -o src.tar.gz HEAD', gives: ['builds(outputs=src.tar.gz by=git archive madeType=source)'] },
  { what: 'an archive on standard output', line: 'git archive HEAD', to: 'src.tar', gives: ['builds(outputs=src.tar by=git archive madeType=source)'] },
  { what: 'verifying a tag', line: 'git verify-tag v1', gives: ['verifies(subject=source() tool=git verify-tag identity=none integrityOnly=false)'] },
  {
    what: 'verifying a commit',
    line: 'git verify-commit HEAD',
    gives: ['verifies(subject=source() tool=git verify-commit identity=none integrityOnly=false)'],
  },
  { what: 'tags signed by setting', line: 'git -C repo config --global tag.gpgsign true', gives: ['configures(what=git-tag-gpgsign)'] },
  { what: 'gitsign by setting', line: 'git config gpg.x509.program gitsign', gives: ['configures(what=gitsign)'] },
  { what: 'another setting', line: 'git config user.name x', gives: [] },
  { what: 'staging', line: 'git add -A', gives: [] },
  { what: 'committing', line: 'git commit -S -m x', gives: [] },
  {
    what: 'gitsign checks',
    line: 'gitsign verify --certificate-identity x --certificate-oidc-issuer y HEAD',
    gives: ['verifies(subject=source() tool=gitsign verify identity=pinned integrityOnly=false)'],
  },
  {
    what: 'gitsign checks a tag',
    line: 'gitsign verify-tag --certificate-identity-regexp x --certificate-oidc-issuer y v1',
    gives: ['verifies(subject=source() tool=gitsign verify-tag identity=pattern integrityOnly=false)'],
  },
  { what: 'gitsign as a signing program', line: 'gitsign --sign', gives: ['configures(what=gitsign)'] },
];
