import { expect, test } from 'vitest'
import { BACKLOG_ALARM, FAILURES_ALARM, LINK_DOWN_MS, alarmsOf, AlarmTeller } from './alarms.ts'
import type { Alarm } from './alarms.ts'
import type { DirectionStatus } from './direction.ts'
import type { LinkStatus } from './relayer.ts'

const there: DirectionStatus = { from: 'court', to: 'justice', open: 0, backlog: 0, failures: 0, refused: [] }
const client = { on: 'court', client: '07-tendermint-0', state: 'active', ageMs: 1, trustingPeriodMs: 9 } as const
const calm: LinkStatus = {
  a: 'court',
  b: 'justice',
  isOpen: true,
  downSinceMs: null,
  directions: [there],
  clients: [client],
}
const NOW_MS = 1_000_000

test('a calm link calls for no alarm', () => {
  expect(alarmsOf([calm], NOW_MS)).toEqual([])
})

test.each<[string, Partial<LinkStatus>, Alarm['kind'], string]>([
  ['down', { isOpen: false, downSinceMs: NOW_MS - LINK_DOWN_MS, directions: [], clients: [] }, 'LINK_DOWN', ''],
  ['backlog', { directions: [{ ...there, backlog: BACKLOG_ALARM }] }, 'BACKLOG_HIGH', 'court'],
  ['failures', { directions: [{ ...there, failures: FAILURES_ALARM }] }, 'CARRIES_NOTHING', 'court'],
  [
    'given up',
    { directions: [{ ...there, refused: [{ sequence: 1, type: 't', reason: 'packet/3', tries: 1, nextMs: null }] }] },
    'GIVEN_UP',
    'court',
  ],
  ['half', { clients: [{ ...client, state: 'half' }] }, 'CLIENT_HALF', 'court'],
  ['two thirds', { clients: [{ ...client, state: 'two-thirds' }] }, 'CLIENT_TWO_THIRDS', 'court'],
  ['expired', { clients: [{ ...client, state: 'expired' }] }, 'CLIENT_EXPIRED', 'court'],
  ['frozen', { clients: [{ ...client, state: 'frozen' }] }, 'CLIENT_FROZEN', 'court'],
])('%s', (_, change, kind, zone) => {
  expect(alarmsOf([{ ...calm, ...change }], NOW_MS)).toEqual([{ kind, a: 'court', b: 'justice', zone }])
})

test.each<[string, Partial<LinkStatus>]>([
  ['a link that has just gone down', { isOpen: false, downSinceMs: NOW_MS - LINK_DOWN_MS + 1, directions: [] }],
  ['one packet less', { directions: [{ ...there, backlog: BACKLOG_ALARM - 1 }] }],
  ['one failure less', { directions: [{ ...there, failures: FAILURES_ALARM - 1 }] }],
  [
    'a refusal that is tried again',
    { directions: [{ ...there, refused: [{ sequence: 1, type: 't', reason: 'packet/3', tries: 1, nextMs: 5 }] }] },
  ],
])('%s is no alarm', (_, change) => {
  expect(alarmsOf([{ ...calm, ...change }], NOW_MS)).toEqual([])
})

test('each alarm is told once when it begins and once when it is over', () => {
  const told: unknown[] = []
  const teller = new AlarmTeller((entry) => told.push(entry))
  const alarm: Alarm = { kind: 'LINK_DOWN', a: 'court', b: 'justice', zone: '' }
  teller.tell([alarm])
  teller.tell([{ ...alarm }])
  expect(told).toEqual([{ step: 'alarm', ...alarm }])
  teller.tell([])
  teller.tell([])
  expect(told.slice(1)).toEqual([{ step: 'alarm over', ...alarm }])
})
