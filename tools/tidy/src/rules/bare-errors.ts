import ts from 'typescript'
import { isSource } from '../areas.ts'
import { collect, type Rule } from '../finding.ts'
import { lineOf, parse, walk } from '../syntax.ts'

/** A failure has a code that its catcher can act on and facts that a text can be made of. */
export const bareErrors: Rule = {
  name: 'bare-errors',
  check: (repository) =>
    collect('bare-errors', (report) => {
      for (const file of repository.files.values()) {
        if (!isSource(file.path) || file.path.startsWith('tools/')) continue
        const tree = parse(file)
        walk(tree, (node) => {
          if (!ts.isThrowStatement(node)) return
          const thrown = node.expression
          const made = ts.isNewExpression(thrown) || ts.isCallExpression(thrown)
          if (
            made &&
            ts.isIdentifier(thrown.expression) &&
            /^(Error|TypeError|RangeError)$/.test(thrown.expression.text)
          ) {
            const at = { path: file.path, line: lineOf(tree, node) }
            report(at, `throws a bare ${thrown.expression.text}`, 'throw a typed error with a code and facts')
          } else if (ts.isStringLiteralLike(thrown)) {
            report({ path: file.path, line: lineOf(tree, node) }, 'throws a text', 'throw a typed error with a code')
          }
        })
      }
    }),
}
