import { pureCrypto } from '@xiezhi/crypto'
import { utf8Encode } from '@xiezhi/codec'
import { describe, expect, test } from 'vitest'
import { formatCode, parseCode } from './verification-code.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeOf = (text: string): string => formatCode(pureCrypto.sm3(utf8Encode(text)))

describe('verification codes', () => {
  test('are the first 80 bits and a check character', () => {
    expect(formatCode(new Uint8Array(32))).toBe('0000-0000-0000-0000-Z')
    expect(formatCode(new Uint8Array(32).fill(0xff))).toMatch(/^ZZZZ-ZZZZ-ZZZZ-ZZZZ-[0-9A-Z]$/)
    expect(codeOf('a')).not.toBe(codeOf('b'))
  })

  test('are read as people type them', () => {
    const code = formatCode(new Uint8Array(32))
    for (const typed of ['oooo oooo oooo oooo z', '000000000000000OZ', '0000–0000—0000－0000 Z'])
      expect(parseCode(typed)).toBe(code)
  })

  test('with any one character wrong are refused', () => {
    for (const text of ['a', 'b', 'c', 'd']) {
      const code = codeOf(text)
      expect(parseCode(code)).toBe(code)
      const plain = code.replaceAll('-', '')
      for (let at = 0; at < plain.length; at++) {
        const others = Array.from(ALPHABET).filter((character) => character !== plain[at])
        const wrong = others.map((character) => plain.slice(0, at) + character + plain.slice(at + 1))
        expect(wrong.filter((one) => parseCode(one) !== undefined)).toEqual([])
      }
    }
  })

  test('with two neighbours exchanged are refused, but for one pair of characters', () => {
    let exchanged = 0
    let missed = 0
    for (let n = 0; n < 500; n++) {
      const plain = codeOf(String(n)).replaceAll('-', '')
      for (let at = 0; at + 1 < plain.length; at++) {
        const [one = '', other = ''] = [plain[at], plain[at + 1]]
        if (one === other) continue
        exchanged += 1
        if (parseCode(plain.slice(0, at) + other + one + plain.slice(at + 2)) !== undefined) missed += 1
      }
    }
    expect(exchanged).toBeGreaterThan(7_000)
    expect(missed / exchanged).toBeLessThan(0.01)
  })

  test('of another length or with other characters are refused', () => {
    for (const typed of ['', '0', '0000-0000-0000-0000', '0000-0000-0000-0000-11', '0000-0000-0000-000U-1', '核验码'])
      expect(parseCode(typed)).toBeUndefined()
  })
})
