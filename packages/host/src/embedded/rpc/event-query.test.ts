import { describe, expect, test } from 'vitest'
import { CONDITIONS_MAX, parseEventQuery } from './event-query.ts'

const events = new Map<string, readonly string[]>([
  ['tm.event', ['Tx']],
  ['tx.height', ['12']],
  ['NoteWritten.id', ['a', 'b']],
])

describe('event query', () => {
  test.each([
    ["tm.event='Tx'", true],
    ["tm.event = 'Tx' AND tx.height=12", true],
    ["tm.event='Tx' AND tx.height=13", false],
    ["NoteWritten.id='b'", true],
    ["NoteWritten.id='c'", false],
    ['tx.height>11 AND tx.height<13', true],
    ['tx.height>12', false],
    ['tx.height>=12 AND tx.height<=12', true],
    ['tx.height<12', false],
    // Text has no order, and what is not there meets no condition.
    ['tm.event>1', false],
    ["Other.id='a'", false],
  ])('%s: %s', (text, matches) => {
    expect(parseEventQuery(text).matches(events)).toBe(matches)
  })

  test('tells the value that a key must equal', () => {
    const query = parseEventQuery("tm.event='Tx' AND tx.height=12 AND tx.height>3")
    expect([query.equal('tx.height'), query.equal('tm.event'), query.equal('tx.hash')]).toEqual(['12', 'Tx', undefined])
  })

  test.each([
    ['nothing', ''],
    ['no operator', 'tm.event'],
    ['text without quotes', 'tm.event=Tx'],
    ['an open quote', "tm.event='Tx"],
    ['another operator', "tm.event CONTAINS 'T'"],
    ['two values', "tm.event='Tx' 'Ty'"],
    ['an empty condition', "tm.event='Tx' AND "],
    ['too many conditions', Array.from({ length: CONDITIONS_MAX + 1 }, () => 'a.b=1').join(' AND ')],
  ])('refuses %s', (_, text) => {
    expect(() => parseEventQuery(text)).toThrow(expect.objectContaining({ code: -32602 }) as Error)
  })
})
