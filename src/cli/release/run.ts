import { createHash } from 'node:crypto';
import { SealwrightError } from '../../base/index.ts';
import { chartLayout, Journal, runRelease, takeBack, type Plan, type Released, type ReleaseStore } from '../../release/index.ts';
import { isDistribution, refused } from '../attest/publish-object.ts';
import { isTokenOffered } from '../../trust/ambient/index.ts';
import { exitCode, type Outcome } from '../exit.ts';
import { renderFailure } from '../failure.ts';
import type { Machine, VerifyPorts } from '../machine.ts';
import { declaredPlan, stateFolder, type DeclaredPlan } from './declared.ts';
import type { ReleaseOptions } from './options.ts';
import { openReleasePorts, releasesOf, trialOf } from './ports.ts';
import { planJson, releasedJson, renderPlan, renderReleased, renderStopped } from './tell.ts';

/** Plans, publishes or gives up a release. */
export async function run(options: ReleaseOptions, machine: Machine): Promise<Outcome> {
  const ports = await machine.openVerifyPorts();
  const { plan: declared, root, charts } = await declaredPlan(options, machine, ports.disk);
  mustBeDistributions(declared, options);
  if (options.does === 'plan') {
    machine.stdout.write(options.format === 'json' ? planJson(declared) : renderPlan(declared));
    warnUnsignable(options, machine);
    return { kind: 'shown' };
  }
  const unknown = options.done.find((name) => !declared.packages.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new SealwrightError('USAGE', { message: `--done ${unknown}: the release has no packages of that name`, hint: 'sealwright help release' });
  if (options.does === 'release') refuseInVain(declared, options);
  const folder = stateFolder(options, root, ports.disk);
  const held = await machine.holdReleaseStore(folder);
  try {
    const plan = withLayouts(declared, charts, held.store);
    if (options.does === 'discard') return await discard(plan, { machine, ports, store: held.store });
    const releasePorts = openReleasePorts({ options, machine, ports, plan, root, store: held.store });
    const released = await runRelease(plan, releasePorts, { done: options.done });
    return tell(released, { plan, options, machine });
  } finally {
    held.close();
  }
}

/** A plan asks nobody for a token: it sees whether there is anything to ask. */
function warnUnsignable({ signer: { keyFile, program, tokenFile }, name }: ReleaseOptions, machine: Machine): void {
  if ((keyFile ?? program ?? tokenFile) !== undefined || isTokenOffered(machine.env)) return;
  machine.stderr.write(
    `sealwright: nothing here offers an identity token, and no key is given: to sign, this is run in a job with \`permissions: id-token: write\`, or with --identity-token FILE; to try it: ${trialOf(name)}\n`,
  );
}

/** What can be seen to come to nothing is told before anything is signed: logs keep what they are sent. */
function refuseInVain({ signer, files, images }: Plan, { signer: { keyFile, program }, name }: ReleaseOptions): void {
  const isKey = keyFile !== undefined || program !== undefined;
  if (isKey !== (signer.kind === 'key'))
    throw new SealwrightError('RELEASE_REFUSED', {
      message: isKey
        ? 'signer: of the release is no key, and it is to be signed with one'
        : `signer: of the release is the key ${signer.kind === 'key' ? signer.file : ''}, and nothing signs with it`,
      hint: isKey ? 'signer: { key: release.pub }, or leave --key out' : `sealwright release ${name} --key FILE`,
    });
  if (isKey && [...files, ...images].some(({ evidence }) => evidence.includes('provenance')))
    throw new SealwrightError('PROVENANCE_UNKNOWN', {
      message: 'provenance is asked for, and a key does not say where this is built',
      hint: 'release from a workflow of GitHub, or leave provenance out of evidence:',
    });
}

/** What is no distribution has no place at an index. Throws PUBLISH_ATTESTATION_REFUSED. */
function mustBeDistributions({ files }: Plan, { signer: { keyFile, program } }: ReleaseOptions): void {
  const asked = files.filter(({ evidence }) => evidence.includes('pep740'));
  const other = asked.find(({ name }) => !isDistribution(name));
  if (other !== undefined) throw refused(`${other.path} is neither a wheel nor a source distribution`, 'leave pep740 out of its evidence:');
  if (asked.length > 0 && (keyFile ?? program) !== undefined)
    throw refused('pep740 is asked for, which no key makes', 'release from a workflow, or leave it out');
}

/** Charts as the images that registries keep of them: each in a place of its own, by its path, as several can have one name. */
function withLayouts(plan: Plan, charts: DeclaredPlan['charts'], store: ReleaseStore): Plan {
  const images = plan.images.map((image) => {
    const chart = image.chart === undefined ? undefined : charts.get(image.chart);
    if (chart === undefined) return image;
    const place = createHash('sha256')
      .update(image.chart ?? '')
      .digest('hex')
      .slice(0, 32);
    // One that is gone was written there by the run that began.
    return { ...image, layout: store.layout(place, 'bytes' in chart ? chartLayout(chart) : new Map()) };
  });
  return { ...plan, images };
}

function tell(released: Released, { plan, options, machine }: { readonly plan: Plan; readonly options: ReleaseOptions; readonly machine: Machine }): Outcome {
  const { stopped } = released;
  if (options.format === 'json') machine.stdout.write(releasedJson(plan, released, options.again));
  else if (stopped === undefined) machine.stdout.write(renderReleased(plan, released));
  if (stopped === undefined) return { kind: 'shown' };
  machine.stderr.write(renderFailure(stopped));
  // That evidence does not hold is a verdict, and not a failure to come to one.
  const outcome: Outcome = stopped.code === 'RELEASE_UNVERIFIED' ? { kind: 'verified', subjects: ['not-verified'] } : { kind: 'failed', code: stopped.code };
  // What may pass by itself is told apart from what the same command meets again.
  const passes = exitCode(outcome) === exitCode({ kind: 'failed', code: 'RELEASE_STOPPED' });
  machine.stderr.write(renderStopped(plan, released, { again: options.again, first: passes ? 'nothing' : 'the-hint' }));
  return outcome;
}

/** Gives a name up: only where strangers have seen nothing of it. */
async function discard(
  plan: Plan,
  {
    machine,
    ports,
    store,
  }: { readonly machine: Machine; readonly ports: VerifyPorts; readonly store: Awaited<ReturnType<Machine['holdReleaseStore']>>['store'] },
): Promise<Outcome> {
  const journal = Journal.open(store.journal, `${store.path}/journal`);
  if (journal.isPublic)
    throw new SealwrightError('RELEASE_CHANGED', {
      message: `the release ${plan.name} is public, in part at least: its name is not used again`,
      hint: 'release under another name',
    });
  const drafted = journal.done('draft');
  const releases = drafted === undefined ? undefined : releasesOf(plan, { machine, ports, store });
  if (drafted !== undefined && releases !== undefined) await takeBack(plan, drafted, releases);
  store.discard();
  machine.stdout.write(`release ${plan.name} was given up; nothing of it was public\n`);
  return { kind: 'shown' };
}
