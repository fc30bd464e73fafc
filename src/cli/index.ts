// The command line: words to a command, its text to the streams, its outcome to an exit code.
// Enters: argv and a machine. Leaves: text and an exit code.
// The one room that touches the process; everything else is given what it needs.
export { main } from './main.ts';
