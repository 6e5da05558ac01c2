import ts from 'typescript'
import { isTest, isTypeScript } from '../areas.ts'
import { collect, type Rule } from '../finding.ts'
import { lineAt, lineOf, parse, walk } from '../syntax.ts'

const LINES_MAX = 70

/** A function fits on one screen. The blocks of a test file that only group tests are no functions in this sense. */
export const functionLength: Rule = {
  name: 'function-length',
  check: (repository) =>
    collect('function-length', (report) => {
      for (const file of repository.files.values()) {
        if (!isTypeScript(file.path)) continue
        const tree = parse(file)
        walk(tree, (node) => {
          if (!hasBody(node) || (isTest(file.path) && isGroup(node))) return
          const lines = lineAt(tree, node.getEnd()) - lineOf(tree, node) + 1
          if (lines > LINES_MAX) {
            const at = { path: file.path, line: lineOf(tree, node) }
            report(at, `${nameOf(node)} has ${lines} lines, at most ${LINES_MAX}`, 'split it into named steps')
          }
        })
      }
    }),
}

function hasBody(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined
}

function isGroup(node: ts.Node): boolean {
  if (!ts.isCallExpression(node.parent)) return false
  // describe(…), describe.each(…)(…), describe.skipIf(…)(…)
  let callee: ts.Node = node.parent.expression
  while (ts.isCallExpression(callee) || ts.isPropertyAccessExpression(callee)) callee = callee.expression
  return ts.isIdentifier(callee) && callee.text === 'describe'
}

function nameOf(node: ts.FunctionLikeDeclaration): string {
  if (node.name !== undefined) return node.name.getText()
  if (ts.isConstructorDeclaration(node)) return 'constructor'
  const { parent } = node
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) ? parent.name.getText() : 'a function'
}
