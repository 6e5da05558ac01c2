import type { ChildProcess } from 'node:child_process'

const living = new Set<ChildProcess>()
let watching = false

/** No child outlives this process: not after Ctrl-C, not after SIGTERM, not after an error. */
export function keepChild(child: ChildProcess): void {
  living.add(child)
  child.once('exit', () => living.delete(child))
  if (watching) return
  watching = true
  process.once('exit', () => {
    for (const one of living) one.kill('SIGTERM')
  })
  process.once('SIGINT', () => process.exit(130))
  process.once('SIGTERM', () => process.exit(143))
}
