import { readBytes } from '../config/home.ts'
import { digestOf } from './digest.ts'

/** `sha256:` of a document's bytes: the document stays with the office. @throws CliError FILE_UNREADABLE */
export function documentDigest(file: string): string {
  return digestOf(readBytes(file))
}
