import ts from 'typescript'
import { isTidy, isTypeScript } from '../areas.ts'
import { collect, type Report, type Repository, type RepositoryFile, type Rule } from '../finding.ts'
import { commentLines, commentsOf, lineOf, parse, walk } from '../syntax.ts'
import { indexOfPhrase, withoutPhrases, wordsOf } from '../words.ts'

const GLOSSARY = 'docs/glossary.md'
const COLUMNS = ['term', '中文', 'identifier', 'statute', 'words not to use']
const HAN = /\p{Script=Han}/u

interface RefusedWord {
  readonly text: string
  readonly words: readonly string[]
  readonly han: boolean
  readonly instead: string
}

interface Glossary {
  readonly refused: readonly RefusedWord[]
  /** The glossary's own terms: a refused word inside one of them is no violation. */
  readonly terms: readonly (readonly string[])[]
}

/** One word for one thing: what docs/glossary.md tells not to use is refused in identifiers, file names and comments. */
export const glossary: Rule = {
  name: 'glossary',
  check: (repository) =>
    collect('glossary', (report) => {
      const known = readGlossary(repository, report)
      for (const file of repository.files.values()) {
        if (!isTypeScript(file.path) || isTidy(file.path)) continue
        const say = (text: string, line: number): void => {
          for (const hit of hitsIn(text, known)) {
            report({ path: file.path, line }, `"${hit.text}"`, `say "${hit.instead}" (${GLOSSARY})`)
          }
        }
        say(file.path.split('/').slice(1).join(' '), 0)
        for (const comment of commentsOf(file)) for (const { text, line } of commentLines(comment)) say(text, line)
        for (const { name, line } of declaredNames(file)) say(name, line)
      }
    }),
}

function hitsIn(text: string, { refused, terms }: Glossary): RefusedWord[] {
  const words = wordsOf(text)
  const seen = new Set(words)
  const may = (first: string): boolean => seen.has(first) || seen.has(`${first}s`)
  const named = refused.filter((one) =>
    one.han ? text.includes(one.text) : may(one.words[0] ?? '') && indexOfPhrase(words, one.words) >= 0,
  )
  // Most texts name none; only then is it worth taking the glossary's own terms out.
  if (named.length === 0) return named
  const rest = withoutPhrases(words, terms)
  return named.filter((one) => one.han || indexOfPhrase(rest, one.words) >= 0)
}

/** Names that the file itself gives; names of libraries it only uses are not ours to choose. */
function declaredNames(file: RepositoryFile): { name: string; line: number }[] {
  const tree = parse(file)
  const names: { name: string; line: number }[] = []
  walk(tree, (node) => {
    if (!isNaming(node) || node.name === undefined) return
    if (ts.isIdentifier(node.name)) names.push({ name: node.name.text, line: lineOf(tree, node.name) })
  })
  return names
}

function isNaming(node: ts.Node): node is ts.NamedDeclaration {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isFunctionLike(node) ||
    ts.isParameter(node) ||
    ts.isClassLike(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node)
  )
}

function readGlossary(repository: Repository, report: Report): Glossary {
  const text = repository.files.get(GLOSSARY)?.text ?? ''
  const refused: RefusedWord[] = []
  const terms: string[][] = []
  text.split('\n').forEach((row, index) => {
    if (!row.startsWith('|')) return
    const cells = row
      .slice(1, row.lastIndexOf('|'))
      .split('|')
      .map((cell) => cell.replaceAll('`', '').trim())
    if (cells.length !== COLUMNS.length) {
      report({ path: GLOSSARY, line: index + 1 }, `${cells.length} columns`, `a row has ${COLUMNS.join(' · ')}`)
      return
    }
    const [term = '', , identifier = '', , avoid = ''] = cells
    if (term === COLUMNS[0] || /^:?-+:?$/.test(term)) return
    for (const name of [term, ...identifier.split(',')]) {
      const words = wordsOf(name)
      if (words.length > 0) terms.push(words)
    }
    for (const word of avoid.split(',').map((one) => one.trim())) {
      if (word !== '' && word !== '—')
        refused.push({ text: word, words: wordsOf(word), han: HAN.test(word), instead: term })
    }
  })
  if (refused.length === 0) report({ path: GLOSSARY }, 'no words not to use were found', 'keep the table in its form')
  return { refused, terms }
}
