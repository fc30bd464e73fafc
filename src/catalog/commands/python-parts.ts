import type { Choice, Condition, EffectTemplate } from '../schema.ts';

type Publishes = Extract<EffectTemplate, { kind: 'publishes' }>;
type SinkTemplate = Publishes['sink'];

/** Which index the flags name: the test instance, another one, or PyPI when they name none. */
export function pypiIndex(repository: string, url: string): Choice<SinkTemplate> {
  return {
    cases: [
      {
        when: {
          any: [
            { flag: repository, matches: ['testpypi', 'test-pypi', 'pypitest', 'test.pypi*', 'test'] },
            { flag: url, matches: '*test.pypi.org*' },
          ],
        },
        value: { kind: 'index', index: 'testpypi' },
      },
      {
        when: {
          any: [
            { all: [{ flag: url, set: true }, { not: { flag: url, matches: '*pypi.org*' } }] },
            { all: [{ flag: repository, set: true }, { not: { flag: repository, matches: ['pypi', 'main', '*pypi.org*'] } }] },
          ],
        },
        value: { kind: 'index', index: 'private', url: `{flags.${url}}` },
      },
    ],
  };
}
export const pypi: SinkTemplate = { kind: 'index', index: 'pypi' };

/** A wheel and a source archive in a folder, or the one of them that is asked for. */
export function dists(folder: string, by: string): EffectTemplate {
  const both = [`${folder}/*.whl`, `${folder}/*.tar.gz`];
  const wheel: Condition = {
    all: [
      { flag: 'wheel', set: true },
      { flag: 'sdist', set: false },
    ],
  };
  const sdist: Condition = {
    all: [
      { flag: 'sdist', set: true },
      { flag: 'wheel', set: false },
    ],
  };
  return {
    kind: 'builds',
    outputs: both,
    by,
    choose: {
      outputs: {
        cases: [
          { when: wheel, value: [`${folder}/*.whl`] },
          { when: sdist, value: [`${folder}/*.tar.gz`] },
        ],
      },
    },
  };
}

/**
 * What maturin packs into wheels where it is a project's build backend: asked of its settings, unless one of some flags
 * builds another project or says which versions are built with.
 */
export function backend(folder: string, project: string, unless: readonly string[], when: readonly Condition[] = []): EffectTemplate {
  const all = [...unless.map((flag): Condition => ({ flag, set: false })), ...when];
  return { kind: 'runs-tool', tool: 'python-backend', args: [folder, project], ...(all.length === 0 ? {} : { when: { all } }) };
}
