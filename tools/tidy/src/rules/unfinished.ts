import ts from 'typescript'
import { isTest, isTidy, isTypeScript } from '../areas.ts'
import { collect, type Report, type RepositoryFile, type Rule } from '../finding.ts'
import { proseOf } from '../prose.ts'
import { lineOf, parse, walk } from '../syntax.ts'

const MARKS = /\b(FIXME|XXX|HACK)\b/
const OPEN_TASK = /\bTODO\b(?!\(#\d+\))/
/** Words that mark a stub rather than code. */
const STUB =
  /\b(not (yet )?implemented|unimplemented|for now|simplified(?! Chinese)|stubbed|place-?holder|in a real (system|deployment)|would be done|dummy|hard-?coded for)\b/i

/** Work that is not done is an issue with a number, not a remark in the code. */
export const unfinished: Rule = {
  name: 'unfinished',
  check: (repository) =>
    collect('unfinished', (report) => {
      for (const file of repository.files.values()) {
        if (isTidy(file.path)) continue
        for (const { text, line } of proseOf(file)) {
          const at = { path: file.path, line }
          if (MARKS.test(text)) report(at, `"${MARKS.exec(text)?.[0]}"`, 'mend it, or open an issue and write TODO(#n)')
          if (OPEN_TASK.test(text)) report(at, 'a TODO without an issue number', 'write TODO(#n)')
          if (!file.path.endsWith('.md') && STUB.test(text)) reportStub(report, at, text)
        }
        if (isTypeScript(file.path) && !isTest(file.path)) checkTexts(file, report)
      }
    }),
}

function checkTexts(file: RepositoryFile, report: Report): void {
  const tree = parse(file)
  walk(tree, (node) => {
    if (ts.isStringLiteralLike(node) && /\bnot (yet )?implemented\b/i.test(node.text)) {
      reportStub(report, { path: file.path, line: lineOf(tree, node) }, node.text)
    }
  })
}

function reportStub(report: Report, at: { path: string; line: number }, text: string): void {
  report(at, `"${STUB.exec(text)?.[0]}" marks a stub`, 'finish it, or say why the code is as it is')
}
