import ts from 'typescript'
import { isTypeScript } from '../areas.ts'
import { collect, type Report, type RepositoryFile, type Rule } from '../finding.ts'
import { lineOf, parse, walk } from '../syntax.ts'

/** Functions that assert carry it in their name: expect…, assert…. */
const ASSERTING = /^(expect|assert)/
/** They say that something is there, not what it is. */
const EMPTY_MATCHERS = new Set(['toBeDefined', 'toBeTruthy', 'toBeFalsy'])

/** A test without an assertion cannot fail; a focused test hides all others. */
export const assertions: Rule = {
  name: 'assertions',
  check: (repository) =>
    collect('assertions', (report) => {
      for (const file of repository.files.values()) {
        if (isTypeScript(file.path) && /\.test\.tsx?$/.test(file.path)) checkFile(file, report)
      }
    }),
}

function checkFile(file: RepositoryFile, report: Report): void {
  const tree = parse(file)
  const local = localFunctions(tree)
  walk(tree, (node) => {
    if (!ts.isCallExpression(node)) return
    const names = calleeNames(node.expression)
    const at = { path: file.path, line: lineOf(tree, node) }
    if (/^(test|it|describe)$/.test(names[0] ?? '') && names.includes('only')) {
      report(at, 'a focused test', 'remove .only')
    }
    if (!/^(test|it)$/.test(names[0] ?? '') || names.includes('extend')) return
    const body = node.arguments.find((argument) => ts.isArrowFunction(argument) || ts.isFunctionExpression(argument))
    if (body === undefined) return
    const found = new Findings()
    inspect(body, local, found, new Set())
    if (!found.asserts)
      report(
        at,
        'a test without an assertion',
        'expect what must hold (functions that assert are named expect… or assert…)',
      )
    else if (!found.meaningful) report(at, 'a test that asserts nothing about behaviour', 'expect the value itself')
  })
}

class Findings {
  asserts = false
  meaningful = false
}

/** Looks for assertions in a body and in the functions of the same file that it names. */
function inspect(body: ts.Node, local: ReadonlyMap<string, ts.Node>, found: Findings, seen: Set<ts.Node>): void {
  if (seen.has(body)) return
  seen.add(body)
  walk(body, (node) => {
    if (ts.isCallExpression(node)) {
      const names = calleeNames(node.expression)
      if (names.some((name) => ASSERTING.test(name))) {
        found.asserts = true
        if (isMeaningful(node, names)) found.meaningful = true
      }
    }
    if (ts.isIdentifier(node)) {
      const target = local.get(node.text)
      if (target !== undefined) inspect(target, local, found, seen)
    }
  })
}

function isMeaningful(call: ts.CallExpression, names: readonly string[]): boolean {
  const last = names.at(-1) ?? ''
  if (names[0] !== 'expect') return true
  // The inner expect(x) of expect(x).toBe(y) is judged with its matcher.
  if (names.length === 1) return false
  if (EMPTY_MATCHERS.has(last)) return false
  const subject = subjectOf(call)
  return subject === undefined || !isConstant(subject)
}

function subjectOf(call: ts.CallExpression): ts.Expression | undefined {
  let node: ts.Expression = call.expression
  while (ts.isPropertyAccessExpression(node) || ts.isCallExpression(node)) {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) return node.arguments[0]
    node = node.expression
  }
  return undefined
}

function isConstant(node: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(node) || node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword
  )
}

/** `expect(x).not.toBe` → expect, not, toBe; `test.each(rows)` → test, each. */
function calleeNames(callee: ts.Expression): string[] {
  if (ts.isIdentifier(callee)) return [callee.text]
  if (ts.isPropertyAccessExpression(callee)) return [...calleeNames(callee.expression), callee.name.text]
  if (ts.isCallExpression(callee)) return calleeNames(callee.expression)
  if (ts.isTaggedTemplateExpression(callee)) return calleeNames(callee.tag)
  return []
}

function localFunctions(tree: ts.SourceFile): Map<string, ts.Node> {
  const functions = new Map<string, ts.Node>()
  walk(tree, (node) => {
    if (ts.isFunctionDeclaration(node) && node.name !== undefined) functions.set(node.name.text, node)
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer !== undefined) {
      if (ts.isArrowFunction(node.initializer) || ts.isFunctionExpression(node.initializer)) {
        functions.set(node.name.text, node.initializer)
      }
    }
  })
  return functions
}
