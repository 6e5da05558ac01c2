import { spawnSync } from 'node:child_process'
import { CliError } from '../cli-error.ts'
import type { Home } from '../config/home.ts'
import { runningPid } from './child-process.ts'
import type { ProcessName } from './child-process.ts'
import { builtProgram } from './program-file.ts'

const OUTPUT_BYTES_MAX = 16 * 1024 * 1024

/**
 * Runs a command of the node's program on the stopped zones of the data folder and hands back the document that it prints.
 * @throws CliError NOT_BUILT, ALREADY_RUNNING, NODE_REFUSED
 */
export function runNodeCommand(
  home: Home,
  args: readonly string[],
  config = home.nodeConfig,
  name: ProcessName = 'node',
): Readonly<Record<string, string | number>> {
  const entry = builtProgram('node')
  const pid = runningPid(home, name)
  if (pid !== undefined) throw new CliError('ALREADY_RUNNING', 'UNAVAILABLE', { home: home.root, pid })
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args, '--config', config], {
    encoding: 'utf8',
    maxBuffer: OUTPUT_BYTES_MAX,
  })
  if (status !== 0) throw new CliError('NODE_REFUSED', 'DATA', { reason: stderr.trim() })
  return JSON.parse(stdout) as Readonly<Record<string, string | number>>
}
