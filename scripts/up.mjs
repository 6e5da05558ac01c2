// `npm run up`: installs and builds what is missing, then runs `xiezhi up` with this terminal. Arguments are passed on.
import { spawn } from 'node:child_process'
import { chdir } from 'node:process'
import { fileURLToPath } from 'node:url'
import { BUILD_STEPS } from './build-steps.mjs'
import { ensureDependencies } from './install.mjs'
import { runCommand } from './run-command.mjs'

chdir(fileURLToPath(new URL('..', import.meta.url)))

if (!(await ensureDependencies())) {
  console.error('up: npm ci failed; its output above says why')
  process.exit(1)
}
for (const [, args] of BUILD_STEPS) {
  const build = await runCommand(process.execPath, args)
  if (build.code !== 0) {
    console.error('up: the build failed; its output above says where')
    process.exit(1)
  }
}

const child = spawn(process.execPath, ['apps/cli/bin/xiezhi.js', 'up', ...process.argv.slice(2)], { stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // A terminal sends Ctrl-C to the whole group; forwarding it would ask the child a second time.
    if (signal === 'SIGINT' && process.stdin.isTTY) return
    child.kill(signal)
  })
}
child.on('exit', (code, signal) => {
  if (signal !== null) {
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  } else {
    process.exitCode = code ?? 1
  }
})
