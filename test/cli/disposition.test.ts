import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../../src/audit/index.ts';
import { run } from '../../src/cli/run.ts';
import { fakeMachine, type FakeMachine } from '../support/fake-machine.ts';
import { loadRepo } from '../support/little-repo.ts';

const seed = loadRepo('seed-before').texts;

function machineWith(config?: string, today = '2026-06-01'): FakeMachine {
  return fakeMachine({ audit, today, folders: { '.': config === undefined ? seed : { ...seed, 'sealwright.yaml': config } } });
}

const add = ['disposition', 'add', '--rule', 'tag-unsigned', '--as', 'deferred', '--reason', 'the bot has no key'];
const recorded = `version: 1
# what we decided
dispositions:
  - rule: tag-unsigned # the bot
    disposition: deferred
    reason: no key
    reviewBy: 2026-12-31
  - { rule: sbom-absent, disposition: accepted, reason: none }
`;

test('a decision is written into a new file, with the day and its premise', async () => {
  const machine = machineWith();
  assert.equal(await run([...add, '--by', 'Kim', '--review-by', '2027-05-30'], machine), 0, machine.err());
  const text = machine.written.get('./sealwright.yaml') ?? '';
  assert.match(
    text,
    /^version: 1\n\ndispositions:\n {2}- rule: tag-unsigned\n {4}disposition: deferred\n {4}reason: the bot has no key\n {4}by: Kim\n {4}date: 2026-06-01\n {4}reviewBy: 2027-05-30\n {4}premise: 2-[0-9a-f]{16}\n$/,
  );
  assert.equal(machine.err(), 'sealwright.yaml:4: deferred, on one finding\n');
  assert.equal(machine.out(), '');
  // What is written is what an audit reads.
  const second = machineWith(text);
  assert.equal(await run(['disposition', 'review'], second), 0);
  assert.match(second.out(), /nothing to review: the one decision stands/);
});

test('a file that is named is written where it is, and its places are told so', async () => {
  const config = 'version: 1\n';
  const folders = { '.': seed, 'org/conf': { 'c.yaml': config } };
  const machine = fakeMachine({ audit, folders });
  assert.equal(await run([...add, '--config', 'org/conf/c.yaml'], machine), 0, machine.err());
  assert.equal(
    machine.err(),
    'org/conf/c.yaml:4: deferred, on one finding\nnote: the entry does not say who decided (--by), nor what ends it (--review-by or --revisit)\n',
  );
  const text = machine.written.get('org/conf/c.yaml') ?? '';
  const second = fakeMachine({ audit, folders: { ...folders, 'org/conf': { 'c.yaml': text } } });
  await run(['disposition', 'list', '--config', 'org/conf/c.yaml'], second);
  assert.match(second.out(), /^deferred tag-unsigned org\/conf\/c\.yaml:4\n/);
  const again = fakeMachine({ audit, folders: { ...folders, 'org/conf': { 'c.yaml': text } } });
  assert.equal(await run([...add, '--config', 'org/conf/c.yaml'], again), 2);
  assert.match(again.err(), /decided already, at org\/conf\/c\.yaml:4/);
});

test('every other byte of a file stays', async () => {
  const machine = machineWith(recorded.replace('tag-unsigned', 'tags-collide'));
  assert.equal(await run(add, machine), 0, machine.err());
  const text = machine.written.get('./sealwright.yaml') ?? '';
  assert.equal(text.replace(/ {2}- rule: tag-unsigned\n(?: {4}.*\n)+/, ''), recorded.replace('tag-unsigned', 'tags-collide'));
});

test('a part of a name is enough to type, and the whole of it is written', async () => {
  const table = [
    {
      what: 'a surface',
      words: ['--rule', 'sbom-missing', '--surface', 'oneapi'],
      line: /surface: ghcr\.io\/vidscore\/vidscore \(build-oneapi2026\)\n/,
    },
    { what: 'what is not released', words: ['--surface', 'helm chart'], line: /surface: Helm chart vidscore \(deploy\/helm\/vidscore\/Chart\.yaml\)\n/ },
  ];
  for (const row of table) {
    const machine = machineWith();
    assert.equal(await run(['disposition', 'add', ...row.words, '--as', 'accepted', '--reason', 'r'], machine), 0, machine.err());
    assert.match(machine.written.get('./sealwright.yaml') ?? '', row.line, row.what);
  }
});

test('what only the service knows can be decided on without asking it', async () => {
  const machine = machineWith();
  assert.equal(await run(add.with(3, 'tags-can-be-moved'), machine), 0, machine.err());
  assert.doesNotMatch(machine.written.get('./sealwright.yaml') ?? '', /premise/);
});

test('what would not stand, or is on nothing, is refused and nothing is written', async () => {
  const table: readonly { readonly what: string; readonly argv: readonly string[]; readonly config?: string; readonly err: RegExp }[] = [
    { what: 'a misspelt rule', argv: add.with(3, 'tag-unsigend'), err: /FINDING_UNKNOWN\]\n {2}hint: give one of: "tag-unsigned"/ },
    { what: 'a rule for a fingerprint', argv: add.with(2, '--finding'), err: /FINDING_UNKNOWN\]\n {2}hint: give one of: "tag-unsigned > git-tag:/ },
    { what: 'a rule that finds nothing there', argv: [...add, '--surface', 'vidscore-mcp'], err: /tag-unsigned finds nothing of .*FINDING_UNKNOWN/ },
    { what: 'a surface that there is not', argv: [...add, '--surface', 'vidscore-rcom6'], err: /SURFACE_UNKNOWN/ },
    { what: 'fixed, and found', argv: add.with(5, 'fixed'), err: /would not stand: it is said to be fixed, and is found \[DISPOSITION_REFUSED\]/ },
    { what: 'due at once', argv: [...add, '--review-by', '2026-05-31'], err: /would not stand: it was to be looked at again by 2026-05-31/ },
    { what: 'a condition that is met', argv: [...add, '--revisit-file', 'docs'], err: /would not stand: docs is there now/ },
    { what: 'decided already', argv: add, config: recorded, err: /decided already, at sealwright\.yaml:4 \[DISPOSITION_REFUSED\]/ },
    {
      what: 'a file in brackets',
      argv: add,
      config: '{ version: 1 }\n',
      err: /CONFIG_UNWRITABLE\]\n {2}hint: add the entry by hand:\n {4}dispositions:\n {6}- (?:finding|rule): [^\n]+\n {8}\w+: /,
    },
    { what: 'no reason', argv: add.slice(0, 6), err: /needs a reason/ },
    { what: 'no decision', argv: add.slice(0, 4), err: /--as/ },
    { what: 'nothing that it is on', argv: add.toSpliced(2, 2), err: /--finding, --rule or --surface/ },
    { what: 'two conditions', argv: [...add, '--revisit', 'x', '--revisit-file', 'y'], err: /exclude each other/ },
    { what: 'a version without an action', argv: [...add, '--revisit-action', 'v5'], err: /ACTION@VERSION/ },
    { what: 'no file to write to', argv: [...add, '--no-config'], err: /nothing to add to/ },
    { what: 'an option of another action', argv: ['disposition', 'list', '--rule', 'x'], err: /--rule is for disposition add/ },
    { what: 'an action that there is not', argv: ['disposition', 'remove'], err: /add, list or review, not "remove"/ },
  ];
  for (const row of table) {
    const machine = machineWith(row.config);
    assert.equal(await run(row.argv, machine), 2, row.what);
    assert.match(machine.err(), row.err, row.what);
    assert.equal(machine.written.size, 0, row.what);
  }
});

test('the list says how each decision stands', async () => {
  const machine = machineWith(recorded);
  assert.equal(await run(['disposition', 'list'], machine), 0);
  assert.match(machine.out(), /^deferred tag-unsigned sealwright\.yaml:4\n {2}why {6}no key\n {2}again {4}by 2026-12-31\n {2}on {7}the tag is not signed/);
  assert.match(machine.out(), /stands {3}current\n\naccepted sbom-absent/);
  assert.match(machine.out(), /2 recorded, 1 stale; one finding is decided\n$/);
  const json = machineWith(recorded);
  await run(['disposition', 'list', '--format', 'json'], json);
  assert.equal((JSON.parse(json.out()) as { readonly dispositions: readonly unknown[] }).dispositions.length, 2);
  const none = machineWith();
  assert.equal(await run(['disposition', 'list'], none), 0);
  assert.match(none.out(), /no decision is recorded here: sealwright disposition add/);
});

test('the review says what to do, and fails where there is something to do', async () => {
  const machine = machineWith(recorded, '2027-01-01');
  assert.equal(await run(['disposition', 'review'], machine), 1);
  assert.match(machine.out(), /now {6}due for review: it was to be looked at again by 2026-12-31\n {2}do {7}give sealwright\.yaml:4 a later reviewBy/);
  assert.match(machine.out(), /look {5}sealwright explain 'git tag v\*'/);
  assert.match(machine.out(), /stale: there is no rule sbom-absent\n {2}do {7}remove the entry at sealwright\.yaml:8/);
  const changed = machineWith(recorded.replace('reviewBy: 2026-12-31', 'premise: 2-0123456789abcdef'));
  assert.equal(await run(['disposition', 'review'], changed), 1);
  const premise = /set premise: (2-[0-9a-f]{16})/.exec(changed.out().replaceAll(/\s+/g, ' '))?.[1];
  assert.ok(premise !== undefined, changed.out());
  const renewed = machineWith(recorded.replace('reviewBy: 2026-12-31', `premise: ${premise}`).replace(/ {2}- \{.*\n/, ''));
  assert.equal(await run(['disposition', 'review'], renewed), 0, 'the premise that it names is the one to set');
});
