import { describe, expect, test } from 'vitest'
import { LAWYER_ID, LICENCE } from '../fixtures.ts'
import type { Lawyer, StatusEvent } from '../state.ts'
import { replayEvents } from './replay-events.ts'

const FIRST = '31110000MD0000016H'
const SECOND = '31310000MD0000024R'
const lawyer: Lawyer = {
  lawyerId: LAWYER_ID,
  serial: '123456',
  licenceNo: LICENCE,
  numbers: [{ licenceNo: LICENCE, from: '2010-07-01', to: null }],
  statusPeriods: [{ status: 'ACTIVE', from: '2010-07-01', to: null, sanctionId: null }],
  firmPeriods: [
    { uscc: FIRST, from: '2010-07-01', to: '2020-01-31' },
    { uscc: SECOND, from: '2020-03-01', to: null },
  ],
  firstPracticeDate: '2010-07-01',
  commitments: [],
  npcStandingMember: false,
  civilServant: false,
  disputedBy: null,
  events: 0,
}

function event(kind: StatusEvent['kind'], from: string, change: Partial<StatusEvent> = {}): StatusEvent {
  return {
    eventId: 'e',
    kind,
    status: 'ACTIVE',
    from,
    to: null,
    actId: null,
    organisation: null,
    instrumentDigest: null,
    recordedAtMs: 0,
    ...change,
  }
}

const granted = event('GRANTED', '2010-07-01')
const started = event('TRANSFER_STARTED', '2020-02-01', { status: 'TRANSFERRING' })
const completed = event('TRANSFER_COMPLETED', '2020-03-01')
const suspended = event('SUSPENDED', '2021-01-01', {
  status: 'SUSPENDED',
  to: '2021-06-30',
  sanctionId: 'b2'.repeat(16),
})

describe('replayEvents', () => {
  test('nothing is known before the grant', () => {
    expect(replayEvents([], lawyer)).toEqual({ statusPeriods: [], firmPeriods: [], disputed: false })
  })

  test('a transfer leaves a gap between two firms, and the record names the second', () => {
    expect(replayEvents([granted, started], lawyer).firmPeriods).toEqual([
      { uscc: FIRST, from: '2010-07-01', to: '2020-01-31' },
    ])
    expect(replayEvents([granted, started, completed], lawyer).firmPeriods).toEqual(lawyer.firmPeriods)
  })

  test('a suspension returns by itself, and setting it aside takes it out from that day on', () => {
    const aside = event('SANCTION_SET_ASIDE', '2021-03-01', { sanctionId: 'b2'.repeat(16) })
    const statusOf = (events: readonly StatusEvent[]): string[] =>
      replayEvents(events, lawyer).statusPeriods.map(({ status, from, to }) => `${status} ${from} ${to ?? ''}`)

    expect(statusOf([granted, suspended])).toEqual([
      'ACTIVE 2010-07-01 2020-12-31',
      'SUSPENDED 2021-01-01 2021-06-30',
      'ACTIVE 2021-07-01 ',
    ])
    expect(statusOf([granted, suspended, aside])).toEqual([
      'ACTIVE 2010-07-01 2020-12-31',
      'SUSPENDED 2021-01-01 2021-02-28',
      'ACTIVE 2021-03-01 ',
    ])
  })

  test('a dispute lasts until it is decided; returns and offices change no timeline', () => {
    const calm = replayEvents([granted, event('RETURNED', '2021-07-01'), event('OFFICE_CHANGED', '2022-01-01')], lawyer)
    expect(calm).toEqual(replayEvents([granted], lawyer))
    expect(replayEvents([granted, event('DISPUTED', '2022-01-01')], lawyer).disputed).toBe(true)
    const decided = [granted, event('DISPUTED', '2022-01-01'), event('DISPUTE_DECIDED', '2022-02-01')]
    expect(replayEvents(decided, lawyer).disputed).toBe(false)
  })
})
