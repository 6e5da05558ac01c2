/** Exceptions from the rules. Each has its reason; one that is no longer needed fails the run. */

export interface FileSizeException {
  readonly path: string
  /** The file may not grow beyond this; when it shrinks, the number follows. */
  readonly lines: number
  readonly reason: string
}

export const FILE_SIZE_EXCEPTIONS: readonly FileSizeException[] = []

export interface BlobException {
  readonly path: string
  readonly reason: string
}

export const BLOB_EXCEPTIONS: readonly BlobException[] = [
  { path: 'package-lock.json', reason: 'npm writes it, an entry for each package; nothing of it can be left out' },
]

export interface ModuleFileException {
  /** Path below `packages/contracts/src`, such as `lawyer/verdict.ts`. */
  readonly path: string
  readonly reason: string
}

export const MODULE_FILE_EXCEPTIONS: readonly ModuleFileException[] = []
