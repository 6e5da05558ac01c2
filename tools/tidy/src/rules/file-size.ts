import { isCode } from '../areas.ts'
import { FILE_SIZE_EXCEPTIONS, type FileSizeException } from '../exceptions.ts'
import { collect, type Report, type Repository, type Rule } from '../finding.ts'

const LINES_MAX = 500
const LINES_WARN = 300

/** A file that does not fit in the head is split. The list of exceptions can only shrink. */
export function fileSizeRule(exceptions: readonly FileSizeException[]): Rule {
  return {
    name: 'file-size',
    check: (repository) =>
      collect('file-size', (report) => {
        for (const { path, text } of repository.files.values()) {
          if (!isCode(path) || text === null) continue
          const lines = lineCount(text)
          const exception = exceptions.find((one) => one.path === path)
          if (lines > (exception?.lines ?? LINES_MAX)) {
            report({ path }, `${lines} lines, at most ${exception?.lines ?? LINES_MAX}`, 'split it by operation')
          } else if (lines > LINES_WARN && exception === undefined) {
            report({ path }, `${lines} lines, better under ${LINES_WARN}`, 'split it before it grows', 'warning')
          }
        }
        for (const exception of exceptions) checkException(repository, exception, report)
      }),
  }
}

export const fileSize = fileSizeRule(FILE_SIZE_EXCEPTIONS)

function checkException(repository: Repository, { path, lines }: FileSizeException, report: Report): void {
  const text = repository.files.get(path)?.text
  const seen = typeof text === 'string' ? lineCount(text) : 0
  if (seen <= LINES_MAX) report({ path }, 'a stale exception', 'remove it from exceptions.ts')
  else if (seen < lines)
    report({ path }, `the exception allows ${lines} lines, the file has ${seen}`, `lower it to ${seen}`)
}

function lineCount(text: string): number {
  const breaks = text.split('\n').length
  return text.endsWith('\n') ? breaks - 1 : breaks
}
