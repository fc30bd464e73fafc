/** A room of src/ and what it may import. */
export interface Room {
  readonly name: string;
  readonly level: number;
  readonly purpose: string;
  /** Rooms whose doors it may import. */
  readonly mayImport: readonly string[];
  /** Rooms of which it may import types alone. */
  readonly mayImportTypesOf: readonly string[];
  /** Packages of npm it may import. */
  readonly packages: readonly string[];
  /** Modules of Node it may import. */
  readonly builtins: readonly string[];
}

/** Reads docs/architecture.json; throws where it contradicts itself. */
export function parseArchitecture(json: string): readonly Room[] {
  const { rooms } = JSON.parse(json) as {
    readonly rooms: readonly (Partial<Room> & { readonly name: string; readonly level: number; readonly purpose: string })[];
  };
  const whole = rooms.map((room): Room => ({ mayImport: [], mayImportTypesOf: [], packages: [], builtins: [], ...room }));
  const byName = new Map(whole.map((room) => [room.name, room]));
  for (const room of whole) {
    for (const name of [...room.mayImport, ...room.mayImportTypesOf]) {
      const other = byName.get(name);
      if (other === undefined) throw new Error(`${room.name} may import ${name}, which is no room`);
      if (other.level > room.level || name === room.name) throw new Error(`${room.name} (level ${room.level}) may not import ${name} (level ${other.level})`);
    }
  }
  const above = (room: Room, seen: readonly string[]): void => {
    if (seen.includes(room.name)) throw new Error(`the rooms ${[...seen, room.name].join(' -> ')} import one another`);
    for (const name of [...room.mayImport, ...room.mayImportTypesOf]) above(byName.get(name) ?? room, [...seen, room.name]);
  };
  for (const room of whole) above(room, []);
  return whole;
}

/** Files of more than 400 lines, each with its reason. */
export function longFilesOf(json: string): Readonly<Record<string, string>> {
  return (JSON.parse(json) as { readonly longFiles: Readonly<Record<string, string>> }).longFiles;
}
