import { collect, type Rule } from '../finding.ts'
import { linesOf } from '../prose.ts'
import { isTidy } from '../areas.ts'

const HOME = /(?<![\w.*})\]-])(\/home\/[\w.-]+|\/root\/|\/work\/|\/Users\/[\w.-]+)|\b[A-Z]:\\Users\\/
const REGISTRY =
  /\b(registry\.npmjs\.org|registry\.yarnpkg\.com|registry\.npmmirror\.com|proxy\.golang\.org|sum\.golang\.org|pypi\.org|files\.pythonhosted\.org)\b/

/** The repository is at home nowhere: no path of one machine, no address of one package registry. */
export const machinePaths: Rule = {
  name: 'machine-paths',
  check: (repository) =>
    collect('machine-paths', (report) => {
      for (const { path, text } of repository.files.values()) {
        if (text === null || isTidy(path)) continue
        for (const { text: content, line } of linesOf(text)) {
          const home = HOME.exec(content)?.[0]
          if (home !== undefined)
            report({ path, line }, `"${home}" is a path of one machine`, 'make it relative or an argument')
          const host = REGISTRY.exec(content)?.[0]
          if (host !== undefined)
            report({ path, line }, `"${host}" is a package registry`, "leave it to the client's settings")
        }
      }
    }),
}
