import type { Job, Step } from '../workflow/index.ts';

/** Actions that push by what docker is logged in with: where the push works, so does what comes after it. */
const byDocker = /^docker\/(?:build-push|bake)-action@/;

/**
 * Whether docker is seen to be logged in to the registry of an image after a step that pushes it. actions/attest reads what
 * `docker login` writes (its README, `push-to-registry`); credentials that one action or command was given are for that alone.
 */
export function dockerIsLoggedIn(job: Job, push: Step, image: string): boolean {
  if (byDocker.test(push.uses?.value.trim() ?? '')) return true;
  return job.steps.some((one) => one.index < push.index && registriesOf(one).some((registry) => isRegistryOf(registry, image)));
}

/** The registries that a step logs docker in to, as they are written. */
function registriesOf(step: Step): readonly string[] {
  const uses = step.uses?.value.trim() ?? '';
  if (uses.startsWith('docker/login-action@')) return [step.with.get('registry')?.value.trim() ?? 'docker.io'];
  const script = (step.run?.value ?? '').replaceAll(/\\\r?\n/g, ' ').replaceAll(/\$\{\{[^{}\n]{0,300}\}\}/g, (found) => found.replaceAll(' ', ''));
  return script.split('\n').flatMap((line) => {
    const words = /(?:^|[\s|&;])docker\s+login(\s.{0,1000})?$/.exec(line.split(/\s#/)[0] ?? '')?.[1]?.split(/\s+/) ?? [];
    return words.length === 0 ? [] : [words.map((word) => word.replaceAll(/["']/g, '')).find((word) => isRegistryWord(word)) ?? ''];
  });
}

function isRegistryWord(word: string): boolean {
  return /^(?:https:\/\/)?[\w-]+(?:\.[\w-]+)+(?:[:/].*)?$/.test(word);
}

function isRegistryOf(registry: string, image: string): boolean {
  const host = registry.replace(/^https?:\/\//, '').split('/')[0];
  const own = image.split('/')[0];
  return host !== '' && (host === own || [host, own].every((one) => one === 'docker.io' || one === 'index.docker.io'));
}
