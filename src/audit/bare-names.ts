import type { FileTree } from '../base/index.ts';
import { findBuildables } from '../catalog/index.ts';
import type { Trace } from '../lineage/index.ts';
import type { Unit } from '../surfaces/index.ts';
import { manifestName } from './package-names.ts';

/** A name of which only the ending is known. */
const bare = /^(?:\*+|…)(\.[\w.]+)$/;
const fewCharts = 4;

/**
 * The names to show for a unit of whose files only the endings are known (`*.whl`): with the name of the package that
 * was built, of the charts of the checkout, else with the folder that they were taken from.
 */
export function bareNames(unit: Unit, trace: Pick<Trace, 'batches' | 'input'>): readonly string[] {
  const endings = unit.names.flatMap((name) => name.split(', ')).map((name) => bare.exec(name)?.[1]);
  if (unit.image !== undefined || endings.every((ending) => ending === undefined)) return unit.names;
  const { files } = trace.input;
  const built = unit.files.flatMap((file) => trace.batches.get(file.batch)?.folder ?? []).find((folder) => folder !== '');
  const all = unit.names.flatMap((name) => name.split(', '));
  const isPython = endings.includes('.whl');
  const project = isPython ? (manifestName('python-dist', files, built ?? '') ?? onlyPython(files)) : undefined;
  const charts = unit.kind === 'helm-chart' ? chartNames(files) : [];
  const folder = unit.publish?.folders?.length === 1 ? unit.publish.folders[0] : undefined;
  return all.flatMap((name, i) => {
    const ending = endings[i];
    if (ending === undefined) return [name];
    if (charts.length > 0) return charts;
    if (project !== undefined && (ending === '.whl' || ending === '.tar.gz')) return [`${project}*${ending}`];
    return [folder === undefined || folder === '' || folder === '.' ? name : `${folder}/*${ending}`];
  });
}

function onlyPython(files: FileTree): string | undefined {
  const found = findBuildables(files).filter((one) => one.kind === 'python');
  return found.length === 1 ? found[0]!.name : undefined;
}

function chartNames(files: FileTree): readonly string[] {
  const names = [...new Set(findBuildables(files).flatMap((one) => (one.kind === 'chart' ? [one.name] : [])))].toSorted();
  return names.length > fewCharts ? [] : names;
}
