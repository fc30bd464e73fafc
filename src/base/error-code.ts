/** The system's code of an error (`EACCES`), never its message: that holds absolute paths. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown error';
}
