import { BLOB_EXCEPTIONS, type BlobException } from '../exceptions.ts'
import { collect, type Rule } from '../finding.ts'

const BLOB_BYTES_MAX = 262_144

/** Git keeps every version for ever; large files are generated or fetched, not committed. */
export function blobsRule(exceptions: readonly BlobException[]): Rule {
  return {
    name: 'blobs',
    check: (repository) =>
      collect('blobs', (report) => {
        for (const { path, bytes } of repository.files.values()) {
          if (bytes <= BLOB_BYTES_MAX || exceptions.some((one) => one.path === path)) continue
          report(
            { path },
            `${bytes} bytes, at most ${BLOB_BYTES_MAX}`,
            'drop what is not needed, split it, or generate it',
          )
        }
        for (const { path } of exceptions) {
          if ((repository.files.get(path)?.bytes ?? 0) > BLOB_BYTES_MAX) continue
          report({ path }, 'a stale exception', 'remove it from exceptions.ts')
        }
      }),
  }
}

export const blobs = blobsRule(BLOB_EXCEPTIONS)
