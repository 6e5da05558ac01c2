import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file as a whole: after a crash there is the old one or the new one. On disk when this returns. */
export function writeDurably(path: string, bytes: Uint8Array, mode = 0o600): void {
  const file = openSync(`${path}.new`, 'w', mode)
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameDurably(`${path}.new`, path)
}

/** The new name is on disk when this returns. */
export function renameDurably(from: string, to: string): void {
  renameSync(from, to)
  syncFolder(dirname(to))
}

/** A file's name is on disk when its folder is. */
export function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
