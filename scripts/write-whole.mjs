import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { pid } from 'node:process'

/**
 * Writes a file in one step, and only if it changes: a build that runs again beside a server, or beside another build, never
 * leaves half a file to whoever reads it at that moment.
 */
export function writeWhole(path, content) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  if (existsSync(path) && readFileSync(path).equals(bytes)) return
  mkdirSync(dirname(path), { recursive: true })
  const part = `${path}.${pid}.part`
  writeFileSync(part, bytes)
  renameSync(part, path)
}

/** The files of a build with `write: false`. */
export function writeOutputs({ outputFiles }) {
  for (const { path, contents } of outputFiles) writeWhole(path, contents)
}
