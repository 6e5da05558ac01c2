import { describe, expect, test } from 'vitest'
import { AGENT, agentOf, CASE_REF, clerk, SERIAL, tasksOf, withAgent } from '../fixtures.ts'

const access = { type: 'case/OpenFileAccess', value: { caseRef: CASE_REF, agentId: AGENT } }
const DAY_MS = 86_400_000

describe('receiveStatusEvent', () => {
  test.each(['SUSPENDED', 'REVOKED', 'CANCELLED', 'WITHDRAWN', 'TRANSFERRING'])('%s freezes access', (status) => {
    const made = withAgent()
    made.chain.deliver([access], [clerk])
    made.notify({ kind: status === 'TRANSFERRING' ? 'TRANSFER_STARTED' : status, status })

    expect(agentOf(made)).toMatchObject({ fileAccess: 'FROZEN', frozenFrom: '2026-03-02' })
  })

  test('the same event again changes nothing', () => {
    const made = withAgent()
    made.notify({})
    const before = made.chain.moduleEntries()
    made.notify({})

    expect(made.chain.moduleEntries()).toBe(before)
  })

  test('of another lawyer, or for a case that is not here, touches nobody', () => {
    const made = withAgent()
    made.notify({ serial: '999999', eventId: '999999-2' })
    made.notify({}, ['cb'.repeat(16)])

    expect(agentOf(made)).toMatchObject({ frozenFrom: null, changedAtMs: null })
    expect(tasksOf(made)).toEqual([])
  })

  test('freezes in the first block of the first day, and a freeze of the past does not reach back', () => {
    const made = withAgent()
    made.chain.deliver([access], [clerk])
    made.notify({ from: '2026-03-04' })
    made.chain.nowMs = Date.parse('2026-03-03T15:59:59Z')
    made.chain.advance(0)
    expect(agentOf(made)).toMatchObject({ fileAccess: 'OPEN' })
    made.chain.advance(1_000)
    expect(made.chain.events).toMatchObject([{ type: 'FileAccessFrozen', data: { from: '2026-03-04' } }])
  })

  test('a second bar keeps the earlier day', () => {
    const made = withAgent()
    made.chain.deliver([access], [clerk])
    made.notify({ from: '2026-03-04' })
    made.notify({ eventId: `${SERIAL}-3`, kind: 'REVOKED', status: 'REVOKED', from: '2026-03-20', to: null })
    made.chain.advance(3 * DAY_MS)

    expect(agentOf(made)).toMatchObject({ fileAccess: 'FROZEN', frozenFrom: '2026-03-04' })
  })

  test('a dispute is put before the judge and freezes nothing', () => {
    const made = withAgent()
    made.notify({ kind: 'DISPUTED', status: 'ACTIVE' })

    expect(agentOf(made)).toMatchObject({ fileAccess: 'NONE', frozenFrom: null })
    expect(tasksOf(made)).toMatchObject([{ kind: 'RECORD_DISPUTED', owner: 'COURT_JUDGE' }])
  })
})
