// `npm run test:interop`: a chain of ibc-go and zones verify each other. Needs Go; the first build of the chain takes minutes.
// The last line of stdout is `N passed, N failed` or `N passed, N failed, N skipped`; exit code 1 when anything failed.
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { runInterop } from './interop-run.mjs'
import { summaryLine } from './tally.mjs'

chdir(fileURLToPath(new URL('..', import.meta.url)))
const { notRun, problems, ...tally } = await runInterop()
for (const line of notRun) console.log(line)
for (const problem of problems) console.log(`failed: ${problem}`)
console.log(summaryLine(tally))
process.exitCode = tally.failed === 0 ? 0 : 1
