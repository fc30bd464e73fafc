/** What a thread runs. The published command line has it beside itself; the action has none. */
export const threadFile: URL | string | undefined = new URL('../thread.ts', import.meta.url);
