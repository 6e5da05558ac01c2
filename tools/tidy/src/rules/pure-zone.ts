import ts from 'typescript'
import { isPure, isTest, isTypeScript } from '../areas.ts'
import { collect, type Rule } from '../finding.ts'
import { lineOf, parse, walk } from '../syntax.ts'

const REMEDY = 'layers 0-6 are synchronous; let the host wait and hand in the result'

/** Nothing in layers 0–6 waits: no half-done step, no reordering (docs/adr/0001). */
export const pureZone: Rule = {
  name: 'pure-zone',
  check: (repository) =>
    collect('pure-zone', (report) => {
      for (const file of repository.files.values()) {
        if (!isPure(file.path) || isTest(file.path) || !isTypeScript(file.path)) continue
        const tree = parse(file)
        walk(tree, (node) => {
          const problem = waiting(node)
          if (problem !== undefined) report({ path: file.path, line: lineOf(tree, node) }, problem, REMEDY)
        })
      }
    }),
}

function waiting(node: ts.Node): string | undefined {
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async'
  if (ts.isAwaitExpression(node)) return 'await'
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return 'for await'
  if (ts.isIdentifier(node) && (node.text === 'Promise' || node.text === 'PromiseLike')) return node.text
  if (ts.isIdentifier(node) && node.text === 'then' && ts.isPropertyAccessExpression(node.parent)) return '.then'
  return undefined
}
