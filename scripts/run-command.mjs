import { spawn } from 'node:child_process'

/**
 * Runs a command to its end.
 *
 * `show: 'live'` writes the output as it comes; `show: 'on-failure'` holds it back, so that two commands that run at the
 * same time do not mix their lines; `show: 'never'` leaves it to the caller.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ show?: 'live' | 'on-failure' | 'never', env?: Record<string, string>, timeoutMs?: number, cwd?: string }} [options]
 * @returns {Promise<{ code: number, output: string, seconds: number }>} 127 where the command does not exist, 124 where the time ran out
 */
export function runCommand(command, args, { show = 'on-failure', env = {}, timeoutMs = 0, cwd } = {}) {
  const started = Date.now()
  return new Promise((resolve) => {
    const chunks = []
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let timedOut = false
    const timer = timeoutMs > 0 ? setTimeout(stop, timeoutMs) : undefined
    function stop() {
      timedOut = true
      child.kill('SIGKILL')
    }
    const finish = (code) => {
      clearTimeout(timer)
      const output = Buffer.concat(chunks).toString('utf8')
      if (show === 'on-failure' && code !== 0) process.stdout.write(output.endsWith('\n') ? output : `${output}\n`)
      resolve({ code, output, seconds: (Date.now() - started) / 1000 })
    }
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        chunks.push(chunk)
        if (show === 'live') process.stdout.write(chunk)
      })
    }
    child.on('error', (error) => {
      chunks.push(Buffer.from(`${command}: ${error.message}\n`))
      finish(127)
    })
    child.on('close', (code) => finish(timedOut ? 124 : (code ?? 1)))
  })
}
