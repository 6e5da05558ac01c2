import { describe, expect, test } from 'vitest'
import { DIGEST, entryIn, published } from '../fixtures.ts'
import type { Entry } from '../state.ts'
import { viewOf } from './view.ts'

const entry = entryIn(published({ situation: 4 })) as Entry
const of = (scope: 'TOKEN' | 'BASIC' | 'FULL', change: Partial<Entry> = {}) =>
  viewOf({ ...entry, ...change }, { scope, legalBasis: 'OPINIONS_ART_26' })
const objection: NonNullable<Entry['objection']> = {
  kind: 'CONTENT',
  requestedOn: '2026-03-02',
  documentDigest: DIGEST,
  decideBy: null,
  outcome: 'PENDING',
  outcomeOn: null,
  decisionDigest: null,
  fixBy: null,
  reconsiderBy: null,
  reconsiderAskedOn: null,
  reconsiderDecideBy: null,
}

describe('what a subscriber learns', () => {
  test('T20-25: a token says that, not why; the full view has the situation; the case and the person are in none', () => {
    const rest = { legalBasis: 'OPINIONS_ART_26', status: 'ACTIVE', from: '2026-03-02' }
    const none = { list: null, organisation: null, basisDigest: null, situation: null, categories: [] }
    const basic = { list: 'DISHONEST', organisation: 'court-x', basisDigest: DIGEST }
    expect(of('TOKEN', { categories: [1] })).toMatchObject({ ...rest, ...none, publishedOn: null })
    expect(of('BASIC', { categories: [1] })).toMatchObject({ ...rest, ...basic, situation: null, categories: [] })
    expect(of('BASIC').publishedOn).toBe('2026-03-02')
    expect(of('FULL', { categories: [1] })).toMatchObject({ ...rest, ...basic, situation: 4, categories: [1] })
    const text = JSON.stringify([of('TOKEN'), of('BASIC'), of('FULL')])
    for (const secret of [entry.caseRef, entry.subject, entry.indexKey]) expect(text).not.toContain(secret)
  })

  test('every view has a term, a fixed one or until an event', () => {
    expect(of('TOKEN').term).toEqual({ kind: 'FIXED', to: entry.termTo })
    expect(of('TOKEN', { termTo: null }).term).toEqual({ kind: 'UNTIL_EVENT', to: null })
  })

  test('a lifted entry is suspended', () => {
    expect(of('BASIC', { state: 'SUSPENDED' }).status).toBe('SUSPENDED')
    expect(of('BASIC', { state: 'DELETION_DUE' }).status).toBe('ACTIVE')
  })

  test('26.4: an objection shows until it is refused, and again when the court above is asked', () => {
    expect(of('TOKEN').objection).toBeNull()
    expect(of('TOKEN', { objection }).objection).toBe('CONTENT')
    const refused = { ...objection, outcome: 'REFUSED' as const }
    expect(of('TOKEN', { objection: refused }).objection).toBeNull()
    expect(of('TOKEN', { objection: { ...refused, reconsiderAskedOn: '2026-03-03' } }).objection).toBe('CONTENT')
  })
})
