import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EnforcementDesk } from './testing/enforcement-desk.ts'
import { PARTIES, runningOf } from './testing/gateway.ts'
import type { SignedIn, TestGateway } from './testing/gateway.ts'

let desk: EnforcementDesk
let door: TestGateway
let party: SignedIn

beforeAll(async () => {
  desk = await EnforcementDesk.open()
  ;({ door } = desk)
  party = await door.signIn('court', 'party-1')
}, 240_000)
afterAll(() => desk.close(), 60_000)

describe('a person concerned', () => {
  test('signs in as itself and as nothing else', async () => {
    const session = await party.client.call('getSession')
    expect(session).toMatchObject({ roles: ['PARTY'], authority: 'court', person: { id: 'party-1', officer: null } })
    await expect(party.client.call('listEnforcements')).rejects.toMatchObject({ code: 'ROLE_MISSING' })
    await expect(door.signIn('justice', 'party-1')).rejects.toThrow(/AUTHORITY_MISMATCH/)
  })

  test('is known by a key of the index; the number is in no session, in no answer and in no log', async () => {
    const { db, personIndex } = runningOf(door, 'court')
    const { certificateNumber } = PARTIES['party-1']
    const rows = await db.selectFrom('session').selectAll().execute()
    const kept = rows.map(({ person }) => person as unknown as { id: string; party?: { indexKey: string } })
    const own = kept.find(({ id }) => id === 'party-1')
    expect(own?.party).toEqual({ indexKey: await personIndex.keyOf(PARTIES['party-1']) })
    expect(kept.filter(({ id }) => !id.startsWith('party')).every((one) => one.party === undefined)).toBe(true)
    const seen = [JSON.stringify(rows), JSON.stringify(await party.client.call('getSession')), ...door.logs].join('\n')
    expect(seen).not.toContain(certificateNumber)
    expect(JSON.stringify(await party.client.call('getSession'))).not.toContain(own?.party?.indexKey)
  })
})
