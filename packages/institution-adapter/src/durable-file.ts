import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes as `<path>.part` and renames: the file is whole under its name, also after a power cut, or not there. */
export async function writeWhole(path: string, chunks: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const file = openSync(`${path}.part`, 'w', 0o600)
  try {
    for await (const chunk of chunks) writeAll(file, chunk)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(`${path}.part`, path)
  syncFolder(dirname(path))
}

export function writeAll(file: number, chunk: string): void {
  const bytes = Buffer.from(chunk, 'utf8')
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
}

/** A name is durable once its folder is. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
