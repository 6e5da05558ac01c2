/** `%PDF-` */
const HEAD = [0x25, 0x50, 0x44, 0x46, 0x2d]
/** `%%EOF` */
const END = [0x25, 0x25, 0x45, 0x4f, 0x46]
const LF = 0x0a
const CR = 0x0d

/** Each earlier revision is digested by itself; a document with more is not one of ours. */
export const REVISIONS_MAX = 8

export function isPdf(bytes: Uint8Array): boolean {
  return matches(bytes, 0, HEAD)
}

/**
 * Lengths of the earlier revisions in a PDF that was added to (ISO 32000-1, 7.5.6): each ends with its `%%EOF`, and with
 * the end of that line, which writers count in or leave out. Latest first; the whole file is not among them.
 */
export function earlierRevisions(bytes: Uint8Array): readonly number[] {
  if (!isPdf(bytes)) return []
  const lengths: number[] = []
  let found = 0
  for (let at = bytes.length - END.length; at > 0 && found <= REVISIONS_MAX; at--) {
    if (!matches(bytes, at, END)) continue
    const ends = lineEnds(bytes, at + END.length).filter((length) => length < bytes.length)
    // The last one belongs to the whole file.
    if (found > 0) lengths.push(...ends)
    else if (!isTail(bytes, at + END.length)) lengths.push(...ends)
    found += 1
  }
  return lengths
}

/** Lengths at which a revision may end: behind the line break, before it, or between its two bytes. */
function lineEnds(bytes: Uint8Array, end: number): number[] {
  if (bytes[end] === CR && bytes[end + 1] === LF) return [end + 2, end + 1, end]
  if (bytes[end] === LF || bytes[end] === CR) return [end + 1, end]
  return [end]
}

/** Nothing but line breaks follows. */
function isTail(bytes: Uint8Array, end: number): boolean {
  for (let at = end; at < bytes.length; at++) if (bytes[at] !== LF && bytes[at] !== CR) return false
  return true
}

function matches(bytes: Uint8Array, at: number, pattern: readonly number[]): boolean {
  return pattern.every((byte, n) => bytes[at + n] === byte)
}
