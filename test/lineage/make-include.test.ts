import assert from 'node:assert/strict';
import { test } from 'node:test';
import { includedPaths } from '../../src/lineage/follow/make-include.ts';
import { surfacesOf } from './surfaces-of.ts';

const assignment = (name: string, value: string) => ({ name, operator: ':=' as const, value, order: 0, overrides: false, conditions: [] });

for (const [words, is, assignments = []] of [
  ['common.mk', ['images/base/common.mk']],
  ['$(CURDIR)/../common.mk more.mk', ['images/base/../common.mk', 'images/base/more.mk']],
  ['$(dir $(lastword $(MAKEFILE_LIST)))rules.mk', ['images/base/rules.mk']],
  ['$(dir $(abspath $(lastword $(MAKEFILE_LIST))))/../rules.mk', ['images/base//../rules.mk']],
  ['$(ROOT)/build/rules.mk', ['build/rules.mk'], [assignment('ROOT', '$(shell git rev-parse --show-toplevel)')]],
  ['$(MK)/*.mk', ['images/base/mk/*.mk'], [assignment('MK', 'mk')]],
  ['$(MK)/a.mk', [undefined], [assignment('MK', 'mk'), assignment('MK', 'other')]],
  ['$(shell find . -name x.mk) b.mk', [undefined, 'images/base/b.mk']],
] as const) {
  test(`include ${words}`, () => {
    assert.deepEqual(includedPaths(words, { folder: 'images/base', path: 'images/base/Makefile', assignments }), is);
  });
}

test('what an included makefile publishes is found', () => {
  const found = surfacesOf({
    '.github/workflows/images.yml':
      'on: { push: { tags: ["v*"] } }\njobs:\n  push:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: docker login -u a -p ${{ secrets.P }}\n      - run: make -C images/base push\n',
    'images/base/Makefile': 'include $(CURDIR)/../Makefile.common\n',
    'images/Makefile.common': 'push:\n\tdocker buildx build --push -t wick/base:1 .\n',
  });
  assert.deepEqual(
    found.filter((s) => s.kind === 'container-image').map((s) => s.name),
    ['docker.io/wick/base:1'],
  );
});
