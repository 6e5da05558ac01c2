import { isDocument } from '../areas.ts'
import { collect, type Repository, type Rule } from '../finding.ts'
import { folderOf, joinPath } from '../manifests.ts'
import { linesOf } from '../prose.ts'

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g

/** A document's links lead somewhere. Addresses on the network are not asked. */
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
    }),
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
