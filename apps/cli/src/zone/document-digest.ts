import { createHash } from 'node:crypto'
import { readBytes } from '../config/home.ts'

/** `sha256:` of a document's bytes: the document stays with the office. @throws CliError FILE_UNREADABLE */
export function documentDigest(file: string): string {
  return `sha256:${createHash('sha256').update(readBytes(file)).digest('hex')}`
}
