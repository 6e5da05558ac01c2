import ts from 'typescript'
import type { RepositoryFile } from './finding.ts'

const parsed = new WeakMap<RepositoryFile, ts.SourceFile>()

/** The syntax tree of a TypeScript file, parsed once for all rules. */
export function parse(file: RepositoryFile): ts.SourceFile {
  const known = parsed.get(file)
  if (known !== undefined) return known
  const kind = file.path.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(file.path, file.text ?? '', ts.ScriptTarget.ES2023, true, kind)
  parsed.set(file, tree)
  return tree
}

/** Calls `visit` for every node, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

/** Line of a node's first character, counted from 1. */
export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return lineAt(tree, node.getStart(tree))
}

export function lineAt(tree: ts.SourceFile, position: number): number {
  return tree.getLineAndCharacterOfPosition(position).line + 1
}

export interface ImportSite {
  readonly specifier: string
  readonly line: number
}

/** Every module a file names: imports, exports from, `import('…')`, `import type`, `typeof import('…')`. */
export function importsOf(file: RepositoryFile): ImportSite[] {
  const tree = parse(file)
  const sites: ImportSite[] = []
  walk(tree, (node) => {
    const literal = moduleLiteral(node)
    if (literal !== undefined && ts.isStringLiteralLike(literal)) {
      sites.push({ specifier: literal.text, line: lineOf(tree, literal) })
    }
  })
  return sites
}

function moduleLiteral(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node)) return node.moduleSpecifier
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) return node.arguments[0]
  return undefined
}

export interface Comment {
  readonly text: string
  readonly line: number
}

const commentsKnown = new WeakMap<RepositoryFile, readonly Comment[]>()

/** Every comment of a file, each once; found once for all rules. */
export function commentsOf(file: RepositoryFile): readonly Comment[] {
  const known = commentsKnown.get(file)
  if (known !== undefined) return known
  const comments = findComments(parse(file))
  commentsKnown.set(file, comments)
  return comments
}

function findComments(tree: ts.SourceFile): Comment[] {
  const text = tree.text
  const seen = new Map<number, Comment>()
  const note = (ranges: ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) {
      if (!seen.has(pos)) seen.set(pos, { text: text.slice(pos, end), line: lineAt(tree, pos) })
    }
  }
  // Tokens too, not only nodes: a comment may stand before a closing brace.
  const visit = (node: ts.Node): void => {
    // Text between JSX tags may look like a comment and is none.
    if (ts.isJsxText(node)) return
    note(ts.getLeadingCommentRanges(text, node.getFullStart()))
    note(ts.getTrailingCommentRanges(text, node.getEnd()))
    for (const child of node.getChildren(tree)) visit(child)
  }
  visit(tree)
  return [...seen.values()].sort((one, other) => one.line - other.line)
}

/** The lines of a comment with their numbers in the file. */
export function commentLines(comment: Comment): { text: string; line: number }[] {
  return comment.text.split('\n').map((text, index) => ({ text, line: comment.line + index }))
}
