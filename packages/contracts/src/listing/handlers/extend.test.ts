import { expectRejected } from '@xiezhi/kernel/testing'
import { expect, test } from 'vitest'
import { errors } from '../errors.ts'
import {
  court,
  decidedMessage,
  done,
  endedIn,
  enforcer,
  ENTRY,
  entryIn,
  fixtureErrors,
  LEADERS,
  leavesIn,
  moveTo,
  otherJudge,
  otherPresident,
  president,
  published,
  RESTRICTION,
} from '../fixtures.ts'

const extension = (months: number, ground = 'SEVERAL_BREACHES') => decidedMessage('Extend', { months, ground })

test('R20-81: an extension moves the end of a standing entry; both together stay within three years', () => {
  const one = published({ situation: 2 })
  const { data, events } = done(one, extension(24), LEADERS)
  expect(data).toEqual([{ entryId: ENTRY, termTo: '2030-03-02' }])
  expect(events).toMatchObject([{ type: 'EntryChanged', data: { entryId: ENTRY } }])
  const { facts } = expectRejected(one.chain, errors.TermRefused, [extension(13)], LEADERS)
  expect(facts).toEqual({ reasons: ['EXTENSION_OUT_OF_RANGE R20-81'] })
  done(one, extension(12), LEADERS)
  expect(entryIn(one)).toMatchObject({
    termTo: '2031-03-02',
    extension: { months: 36, ground: 'SEVERAL_BREACHES' },
  })
  expect(leavesIn(one)).toMatchObject([{ to: '2031-03-02' }])
  expect(one.chain.violations()).toEqual([])
})

test('the earlier end passes without effect, the later one deletes', () => {
  const one = published({ situation: 2 })
  done(one, extension(12), LEADERS)
  moveTo(one, '2028-03-03')
  expect(entryIn(one)).toMatchObject({ state: 'PUBLISHED', deletion: null })
  moveTo(one, '2029-03-02', 86_399_999)
  expect(leavesIn(one)).toHaveLength(1)
  moveTo(one, '2029-03-03')
  expect(entryIn(one)).toBeUndefined()
  expect(endedIn(one)).toMatchObject({ end: 'DELETED', event: 'TERM_EXPIRED' })
})

test('less than a year, no ground, and an entry without a term are refused', () => {
  const { chain } = published({ situation: 2 })
  expectRejected(chain, errors.TermRefused, [extension(11)], LEADERS)
  const bare = expectRejected(chain, errors.TermRefused, [extension(12, 'NONE')], LEADERS)
  expect(bare.facts).toEqual({ reasons: ['EXTENSION_GROUND_MISSING R20-81'] })
  const endless = expectRejected(published().chain, errors.TermRefused, [extension(12)], LEADERS)
  expect(endless.facts).toEqual({ reasons: ['NO_FIXED_TERM R20-81'] })
})

test('is one of president and judge of the court, on the list of dishonest debtors', () => {
  const { chain } = published({ situation: 2 })
  expectRejected(chain, fixtureErrors.RoleMissing, [extension(12)], [president, enforcer])
  expectRejected(chain, errors.OtherCourt, [extension(12)], [otherPresident, otherJudge])
  expectRejected(court().chain, errors.EntryUnknown, [extension(12)], LEADERS)
  expectRejected(published(RESTRICTION).chain, fixtureErrors.StepRefused, [extension(12)], LEADERS)
})
