import ts from 'typescript'
import { isTidy, isTypeScript } from '../areas.ts'
import { collect, type Report, type RepositoryFile, type Rule } from '../finding.ts'
import { lineOf, parse, walk } from '../syntax.ts'
import { wordsOf } from '../words.ts'

const CODE_AREAS = /^(packages|apps|tools|e2e|scripts|benches)\//
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/
const GIVEN_NAMES = new Set(['README.md', 'LICENSE', 'Dockerfile'])
/** Names under which anything can be put, and is. */
const EMPTY_FILE_WORDS = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'manager',
  'common',
  'base',
  'impl',
  'misc',
  'shared',
])
const EMPTY_TYPE_WORDS = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'impl'])

/** Files and types are named after what they do. */
export const names: Rule = {
  name: 'names',
  check: (repository) =>
    collect('names', (report) => {
      for (const file of repository.files.values()) {
        if (!CODE_AREAS.test(file.path)) continue
        for (const part of file.path.split('/')) {
          if (!KEBAB.test(part) && !GIVEN_NAMES.has(part)) {
            report(file, `"${part}" is not kebab-case`, 'write small letters, digits and hyphens')
          }
        }
        const empty = file.path
          .split('/')
          .flatMap((part) => part.split(/[-.]/))
          .find((word) => EMPTY_FILE_WORDS.has(word) && !/^tsconfig\./.test(file.path))
        if (empty !== undefined) report(file, `"${empty}" says nothing`, 'name the operation or the noun')
        if (isTypeScript(file.path) && !isTidy(file.path)) checkTypes(file, report)
      }
    }),
}

function checkTypes(file: RepositoryFile, report: Report): void {
  const tree = parse(file)
  walk(tree, (node) => {
    if (!ts.isClassDeclaration(node) && !ts.isInterfaceDeclaration(node) && !ts.isTypeAliasDeclaration(node)) return
    const name = node.name?.text ?? ''
    const at = { path: file.path, line: lineOf(tree, node) }
    const words = wordsOf(name)
    if (words.some((word) => EMPTY_TYPE_WORDS.has(word)) || /^Base[A-Z]/.test(name)) {
      report(at, `"${name}" says nothing`, 'name what it is or does')
    }
    if (ts.isInterfaceDeclaration(node) && /^I[A-Z][a-z]/.test(name)) {
      report(at, `"${name}" carries an I`, 'an interface has the plain noun, its implementation the qualifier')
    }
  })
}
