import type { ActionCase } from '../support.ts';

export const postureCases: readonly ActionCase[] = [
  {
    what: 'publishes its result',
    uses: 'ossf/scorecard-action@v2.4.0',
    with: { results_file: 'results.sarif', results_format: 'sarif', publish_results: 'true' },
    gives: ['posture(what=OpenSSF Scorecard publishes=true)'],
  },
  {
    what: 'keeps its result',
    uses: 'ossf/scorecard-action@v2.4.0',
    with: { results_file: 'results.sarif', results_format: 'sarif' },
    gives: ['posture(what=OpenSSF Scorecard publishes=false)'],
  },
];
