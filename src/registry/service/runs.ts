import { limits } from '../../base/index.ts';
import { known, malformed, type Answer } from './answer.ts';
import type { ApiClient } from './client.ts';
import type { WorkflowFacts } from './facts.ts';
import { countIn, fieldsOf, listIn, textIn } from './read.ts';
import { hidden } from './repository.ts';

/** Whether the workflows are switched on, and how often each ran. https://docs.github.com/en/rest/actions/workflows */
export async function readWorkflows(client: ApiClient, path: string, asked: readonly string[]): Promise<Answer<readonly WorkflowFacts[]>> {
  if (asked.length === 0) return known([]);
  const found = hidden(await client.list(`${path}/actions/workflows?per_page=100`, (page) => listIn(fieldsOf(page), 'workflows')), client);
  if (found.kind === 'unknown') return found;
  const states = new Map<string, { readonly id: number; readonly state: string }>();
  for (const one of found.value) {
    const fields = fieldsOf(one);
    const [id, file, state] = [countIn(fields, 'id'), textIn(fields, 'path'), textIn(fields, 'state')];
    if (id === undefined || file === undefined || state === undefined) return malformed;
    states.set(file, { id, state });
  }
  const there = asked.filter((file) => states.has(file)).slice(0, limits.maxWorkflowsAsked);
  return known(
    await Promise.all(
      there.map(async (file): Promise<WorkflowFacts> => {
        const { id, state } = states.get(file)!;
        return { path: file, state, runs: await readRuns(client, path, id) };
      }),
    ),
  );
}

async function readRuns(client: ApiClient, path: string, id: number): Promise<Answer<number>> {
  const found = hidden(await client.json(`${path}/actions/workflows/${id}/runs?per_page=1`), client);
  if (found.kind === 'unknown') return found;
  const total = countIn(fieldsOf(found.value), 'total_count');
  return total === undefined ? malformed : known(total);
}
