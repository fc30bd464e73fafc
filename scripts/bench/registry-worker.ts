// Pushes the layout of a folder to a registry, or pulls an image from one, in a process of its own.
import { disk } from '../../src/cli/ports/disk.ts';
import { openNetwork } from '../../src/cli/ports/network.ts';
import { spool } from '../../src/cli/ports/spool.ts';
import { timer } from '../../src/cli/ports/timer.ts';
import { Asker } from '../../src/registry/asking/index.ts';
import { parseImageReference } from '../../src/registry/oci/index.ts';
import { copyImage, openTarget } from '../../src/registry/push/index.ts';
import { openNamedLayout } from '../../src/subjects/images.ts';
import type { Parsed } from '../../src/trust/reason/index.ts';

const [verb = '', image = '', folder = ''] = process.argv.slice(2);
const asker = new Asker({ network: openNetwork(), clock: { now: () => Date.now() }, timer });
const reference = must(parseImageReference(image));
const target = must(openTarget(asker, reference));

if (verb === 'push') {
  const layout = must(openNamedLayout({ kind: 'layout', path: folder, form: 'folder', image: undefined }, disk));
  const digest = layout.images[0]?.digest ?? '';
  must(await copyImage(target, { from: layout.store, name: { digest }, spool, tag: { name: reference.tag ?? 'latest', existing: 'kept' } }));
} else {
  const store = target.reading();
  const found = await store.manifest({ tag: reference.tag ?? 'latest' });
  if (found.kind !== 'parsed' || found.value.kind !== 'image') throw new Error('there is no image');
  const contents = [...(found.value.config === undefined ? [] : [found.value.config]), ...found.value.layers];
  await Promise.all(
    contents.map(async (one) => {
      const stream = await store.stream(one, spool);
      if (stream.kind !== 'parsed') throw new Error('a content is not there');
      stream.value.close();
    }),
  );
}

function must<T>(given: Parsed<T>): T {
  if (given.kind === 'parsed') return given.value;
  throw new Error(given.reason.message);
}
