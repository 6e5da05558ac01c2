import { isDocument } from '../areas.ts'
import { collect, type Repository, type Rule } from '../finding.ts'
import { folderOf, joinPath } from '../manifests.ts'
import { linesOf } from '../prose.ts'

const DECISIONS = 'docs/adr/'
const DECISION_LIST = 'docs/architecture.md'
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g

/** A document's links lead somewhere, and every decision is in the list. Addresses on the network are not asked. */
export const links: Rule = {
  name: 'links',
  check: (repository) =>
    collect('links', (report) => {
      for (const file of repository.files.values()) {
        if (!isDocument(file.path) || file.text === null) continue
        for (const { text, line } of linesOf(file.text)) {
          for (const [, target = ''] of text.matchAll(LINK)) {
            const problem = problemOf(repository, file.path, target)
            if (problem !== undefined) report({ path: file.path, line }, problem, 'correct the link')
          }
        }
      }
      for (const path of unlisted(repository))
        report({ path }, 'is not in the list of decisions', `link it in ${DECISION_LIST}`)
    }),
}

function unlisted(repository: Repository): string[] {
  const list = repository.files.get(DECISION_LIST)?.text ?? ''
  const listed = new Set([...list.matchAll(LINK)].map(([, target = '']) => joinPath(folderOf(DECISION_LIST), target)))
  return [...repository.files.keys()].filter((path) => path.startsWith(DECISIONS) && !listed.has(path))
}

function problemOf(repository: Repository, from: string, target: string): string | undefined {
  if (/^[a-z]+:/.test(target)) return undefined
  const [file = '', heading] = target.split('#')
  const path = file === '' ? from : joinPath(folderOf(from), file)
  const isFolder = [...repository.files.keys()].some((known) => known.startsWith(`${path}/`))
  if (!repository.files.has(path) && !isFolder) return `"${file}" is not there`
  if (heading === undefined || isFolder) return undefined
  const slugs = linesOf(repository.files.get(path)?.text ?? '').flatMap(({ text }) => slugOf(text))
  return slugs.includes(heading) ? undefined : `"${target}" names no heading`
}

/** The anchor that Git servers give a heading. */
function slugOf(line: string): string[] {
  const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1]
  if (heading === undefined) return []
  const text = heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '')
  return [text.trim().replace(/\s/g, '-')]
}
