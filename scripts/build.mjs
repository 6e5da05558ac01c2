// `npm run build`: the steps that `up` and `npm test` take too, until one fails.
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { BUILD_STEPS } from './build-steps.mjs'
import { runCommand } from './run-command.mjs'

chdir(fileURLToPath(new URL('..', import.meta.url)))

for (const [, args] of BUILD_STEPS) {
  const { code } = await runCommand(process.execPath, args, { show: 'live' })
  if (code !== 0) process.exit(1)
}
