import { isJsonObject, parseJson } from '../json/index.ts';
import type { AmbientPorts } from './find-token.ts';
import { readVisibility, type Visibility } from './token.ts';

/**
 * Whether everybody can see the repository whose job this is, where no token says it: by the variables of the CI system and
 * the event that started the job. Sources: GitHub's "Variables reference", GITHUB_EVENT_PATH; GitLab's "Predefined CI/CD variables".
 */
export function visibilityOfJob({ environment, readFile }: Pick<AmbientPorts, 'environment' | 'readFile'>): Visibility {
  const gitlab = environment('CI_PROJECT_VISIBILITY');
  if (environment('GITLAB_CI') === 'true') return readVisibility(gitlab);
  const path = environment('GITHUB_EVENT_PATH') ?? '';
  const text = path === '' ? undefined : readFile(path);
  const event = text === undefined ? undefined : parseJson(new TextEncoder().encode(text));
  const repository = event?.kind === 'parsed' && isJsonObject(event.value) ? event.value['repository'] : undefined;
  if (!isJsonObject(repository)) return 'unknown';
  if (repository['private'] === true) return repository['visibility'] === 'internal' ? 'internal' : 'private';
  return readVisibility(repository['visibility'] ?? (repository['private'] === false ? 'public' : undefined));
}
