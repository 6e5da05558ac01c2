import { isCode, isDocument, isTypeScript } from './areas.ts'
import type { RepositoryFile } from './finding.ts'
import { commentLines, commentsOf } from './syntax.ts'

export interface ProseLine {
  readonly text: string
  readonly line: number
}

/** What a file says to its reader: all of a document, the comments of code. */
export function proseOf(file: RepositoryFile): ProseLine[] {
  if (file.text === null) return []
  if (isDocument(file.path)) return linesOf(file.text)
  if (isTypeScript(file.path) || /\.(mjs|cjs|js)$/.test(file.path)) return commentsOf(file).flatMap(commentLines)
  if (isCode(file.path)) return linesOf(file.text).filter(({ text }) => text.includes('//'))
  return /\.(ya?ml|sh)$/.test(file.path) ? linesOf(file.text).filter(({ text }) => text.includes('#')) : []
}

export function linesOf(text: string): ProseLine[] {
  return text.split('\n').map((line, index) => ({ text: line, line: index + 1 }))
}
