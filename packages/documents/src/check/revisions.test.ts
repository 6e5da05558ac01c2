import { utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { earlierRevisions, isPdf, REVISIONS_MAX } from './revisions.ts'

const FIRST = '%PDF-1.7\nfirst\n%%EOF\n'
const prefixes = (text: string): string[] => earlierRevisions(utf8Encode(text)).map((length) => text.slice(0, length))

describe('earlierRevisions', () => {
  test('a file that nobody added to has none', () => {
    expect(prefixes(FIRST)).toEqual([])
    expect(prefixes(FIRST.trimEnd())).toEqual([])
  })

  test('finds each of them, latest first, with the end of its line and without it', () => {
    const second = `${FIRST}second\n%%EOF\r\n`
    expect(prefixes(`${second}third\n%%EOF\n`)).toEqual([
      second,
      second.slice(0, -1),
      second.slice(0, -2),
      FIRST,
      FIRST.slice(0, -1),
    ])
  })

  test('what follows the last end of file is no part of the revision before it', () => {
    expect(prefixes(`${FIRST}added without an end`)).toEqual([FIRST, FIRST.slice(0, -1)])
    expect(prefixes('%PDF-1.7\n%%EOFadded')).toEqual(['%PDF-1.7\n%%EOF'])
  })

  test('reads PDFs only, and a bounded number of revisions', () => {
    expect(isPdf(utf8Encode('PK%PDF-'))).toBe(false)
    expect(prefixes(`PK${FIRST}${FIRST}`)).toEqual([])
    const many = FIRST + Array.from({ length: 50 }, (_, n) => `${String(n)}%%EOF`).join('')
    expect(prefixes(many)).toHaveLength(REVISIONS_MAX)
  })
})
