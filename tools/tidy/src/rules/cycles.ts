import ts from 'typescript'
import { isSource } from '../areas.ts'
import { collect, type Repository, type Rule } from '../finding.ts'
import { folderOf, joinPath } from '../manifests.ts'
import { parse } from '../syntax.ts'

/** Files that import each other in a circle cannot be read one at a time, and their start-up order is an accident. */
export const cycles: Rule = {
  name: 'cycles',
  check: (repository) =>
    collect('cycles', (report) => {
      const done = new Set<string>()
      for (const path of repository.files.keys()) {
        if (!isSource(path)) continue
        visit(path, [], done, repository, (circle) => {
          report(
            { path: circle[0] ?? path },
            `imports itself: ${circle.join(' → ')}`,
            'move what both need into a third file',
          )
        })
      }
    }),
}

function visit(
  path: string,
  trail: readonly string[],
  done: Set<string>,
  repository: Repository,
  found: (circle: readonly string[]) => void,
): void {
  const start = trail.indexOf(path)
  if (start >= 0) {
    found([...trail.slice(start), path])
    return
  }
  if (done.has(path)) return
  for (const target of valueImports(repository, path)) visit(target, [...trail, path], done, repository, found)
  done.add(path)
}

/** Relative imports that run; imports of types vanish and may point both ways. */
function valueImports(repository: Repository, path: string): string[] {
  const file = repository.files.get(path)
  if (file === undefined) return []
  const targets: string[] = []
  for (const statement of parse(file).statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue
    const specifier = statement.moduleSpecifier
    if (specifier === undefined || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) continue
    if (!isTypeOnly(statement)) targets.push(joinPath(folderOf(path), specifier.text))
  }
  return targets
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly
  const clause = statement.importClause
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const bindings = clause.namedBindings
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly)
}
