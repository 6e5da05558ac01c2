import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkPoint } from '../apps/gateway/src/institution/credit/subscriber-worker.ts'
import type { FaultList } from '../apps/institution/src/credit/platform-faults.ts'
import { canRun, TestPlace } from '../apps/institution/src/testing/institution-fixture.ts'
import { TestPlatform } from '../apps/institution/src/testing/platform-fixture.ts'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CLIENT } from './testing/alliance.ts'
import {
  INSPECTION,
  PLATFORM,
  PROCUREMENT,
  PUBLICITY,
  RAILWAY,
  startEnforcementAlliance,
} from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance } from './testing/enforcement-alliance.ts'
import { finished } from './testing/gateway.ts'
import type { SignedIn } from './testing/gateway.ts'
import { InspectedSubscriber } from './testing/inspected-subscriber.ts'
import { CoreProcess, InstitutionDoor } from './testing/institution-door.ts'
import { ListingCourt, NATURAL, UNIT } from './testing/listing-court.ts'
import { until } from './testing/until.ts'

const FIRST_MS = 240_000

let alliance: EnforcementAlliance
let place: TestPlace
let national: TestPlatform
let publicity: TestPlatform
let core: CoreProcess
let door: InstitutionDoor
let court: ListingCourt
let operator: SignedIn

const held = (entryId: string) => ({ params: { client: CLIENT, entryId } })
const db = () => door.listener('institution').db
const faults = (list: FaultList): Promise<void> => national.faults(list)
const found = (): Promise<readonly unknown[]> => national.found(NATURAL.name, NATURAL.certificateNumber)

async function alarms(who: SignedIn, kind: string): Promise<readonly string[]> {
  const { items } = await who.client.call('listAlarms')
  return items.filter((one) => one.kind === kind).map(({ subject }) => subject)
}

/** Steps of the platform's journal. */
async function steps(entryId: string): Promise<string[]> {
  const rows = await db()
    .selectFrom('credit_platform_step')
    .select('step')
    .where('subscriber', '=', PLATFORM)
    .where('record_id', '=', entryId)
    .orderBy('id')
    .execute()
  return rows.map(({ step }) => step)
}

/** What the vault of the subscribers' gateway still has of the person. */
async function vaultFields(entryId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM vault.field f JOIN vault.annex_in a ON a.subject = f.subject
    WHERE a.reference LIKE ${`${entryId}-%`}`.execute(db())
  return rows[0]?.n ?? 0
}

/** Receipts of an entry that the ledger of the subscribers has accepted. */
async function receipts(entryId: string): Promise<number> {
  const { entries } = await alliance.institution.client.statePage(
    `listing/receipt/${CLIENT}/${PLATFORM}/${entryId}`,
    '',
    5,
  )
  return entries.length
}

describe.skipIf(!canRun)('subscribers of credit lists, with platforms behind mutual TLS', () => {
  beforeAll(async () => {
    alliance = await startEnforcementAlliance()
    place = new TestPlace()
    national = await TestPlatform.start(place)
    publicity = await TestPlatform.start(place, { platform: 'PUBLICITY', code: 'PUBLICITY' })
    core = new CoreProcess(alliance.folder)
    await core.start()
    const tls = place.certificate('court')
    door = await InstitutionDoor.open(alliance, core, {
      subscribers: [
        { organisation: PLATFORM, platform: { kind: 'NATIONAL', url: national.url, ...tls } },
        { organisation: PUBLICITY, platform: { kind: 'PUBLICITY', url: publicity.url, ...tls } },
        { organisation: RAILWAY, tokenFolder: join(alliance.folder, 'railway') },
        { organisation: PROCUREMENT },
      ] as { organisation: string }[],
      services: [INSPECTION],
    })
    await door.start()
    await alliance.openLink()
    court = new ListingCourt(alliance, door)
    await court.openCase()
    await court.subscribe(PLATFORM, 'FULL')
    await court.subscribe(PUBLICITY, 'BASIC')
    await court.subscribe(RAILWAY, 'TOKEN')
    await court.subscribe(PROCUREMENT, 'BASIC')
    operator = await door.signIn('institution', `${PLATFORM}-operator`)
  }, 300_000)
  afterEach(() => faults([]))
  afterAll(async () => {
    await door.stop()
    await alliance.close()
    await core.stop()
    await national.stop()
    await publicity.stop()
    await place.end()
  }, 90_000)

  test('what is published is shown, each to its scope, and the court has the receipts', async () => {
    const entryId = await court.list()
    // The first one waits for the key files that a demonstration makes at its first start.
    await court.confirmed(entryId, PLATFORM, FIRST_MS)
    expect(await found()).toMatchObject([{ iname: NATURAL.name, cardNum: '9999991980****0011' }])
    await court.confirmed(entryId, PUBLICITY)
    // Of a natural person the system of enterprises has a record, and nothing that leads to the person.
    expect(await publicity.ids()).toEqual([entryId])
    expect(await publicity.found(NATURAL.name, NATURAL.certificateNumber)).toEqual([])
    await court.confirmed(entryId, RAILWAY)
    const told = JSON.parse(readFileSync(join(alliance.folder, 'railway', 'changed.json'), 'utf8')) as object
    expect(Object.keys(told)).toEqual(['changedAtMs'])

    const unit = await court.list(UNIT)
    await court.confirmed(unit, PUBLICITY)
    expect(await publicity.found(UNIT.name, UNIT.certificateNumber)).toMatchObject([
      { entName: UNIT.name, judicialList: 'DISHONEST', executeCourt: '示例区人民法院' },
    ])
    expect(await steps(entryId)).toEqual(['sending', 'shown'])
  }, 400_000)

  test('a department sees its entries, what it may do on them, and records what it did', async () => {
    const { items } = await operator.client.call('listHeldEntries')
    const own = items.find(({ scope, list }) => scope === 'FULL' && list === 'DISHONEST')
    expect(own).toMatchObject({ court: 'court-0703', state: 'HELD', step: 'CONFIRMED' })
    expect(own?.receipt).toMatchObject({ revision: own?.revision, isWithdrawal: false })
    expect(own?.measures.map(({ measure }) => measure)).toEqual(['BIDDING', 'HIGH_CONSUMPTION'])
    const view = await operator.client.call('getHeldEntry', held(own?.entryId ?? ''))
    expect(view).toMatchObject({ mayUse: true, mayUseReason: null, mayConfirm: false, recordState: 'held' })
    const shown = JSON.stringify(view.record)
    expect(shown).toContain('失信')
    expect(shown).not.toContain(NATURAL.certificateNumber)

    const use = { measure: 'BIDDING', action: 'REFUSE', count: 1 } as const
    const row = await operator.client.call('recordUse', { ...held(view.entryId), body: use })
    expect(await finished(operator, row.id)).toMatchObject({ state: 'included' })
    const uses = await until(async () => {
      const page = await operator.client.call('listCreditUses')
      return page.items.length > 0 ? page.items : undefined
    })
    expect(uses).toMatchObject([{ entryId: view.entryId, measure: 'BIDDING', action: 'REFUSE', hasReason: false }])

    // What is no measure of the subscription has no legal basis: the ledger refuses, and nothing is recorded.
    const bare = await operator.client.call('recordUse', {
      ...held(view.entryId),
      body: { ...use, measure: 'HONOURS' },
    })
    expect(await finished(operator, bare.id)).toMatchObject({ refusal: { codespace: 'listing', code: 24 } })
    expect((await operator.client.call('listCreditUses')).items).toHaveLength(1)

    const railway = await door.signIn('institution', `${RAILWAY}-operator`)
    const seen = await railway.client.call('listHeldEntries')
    expect(seen.items.length).toBeGreaterThan(0)
    for (const one of seen.items)
      expect(one).toMatchObject({ scope: 'TOKEN', list: null, court: null, step: 'CONFIRMED' })
    expect((await railway.client.call('listCreditUses')).items).toEqual([])
    const summary = await operator.client.call('getCreditSummary')
    expect(summary).toMatchObject({ subscriber: PLATFORM, isAutomatic: true, isPlatformUp: true, waitingToDelete: 0 })
    expect(summary.held).toBe(items.length)
  }, 200_000)

  test('where no program is, a person shows it, says so, and confirms the deletion', async () => {
    const who = await door.signIn('institution', `${PROCUREMENT}-operator`)
    const entryId = await court.list()
    const view = await until(async () => {
      const seen = await who.client.call('getHeldEntry', held(entryId)).catch(() => undefined)
      return seen?.step === 'WAITING_PERSON' ? seen : undefined
    })
    expect(view).toMatchObject({ mayConfirm: true, scope: 'BASIC' })
    const { revision } = view
    const wrong = who.client.call('confirmHeldEntry', { ...held(entryId), body: { revision: revision + 1 } })
    await expect(wrong).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    const other = operator.client.call('confirmHeldEntry', { ...held(entryId), body: { revision } })
    await expect(other).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    const { id } = await who.client.call('confirmHeldEntry', { ...held(entryId), body: { revision } })
    expect(await finished(who, id)).toMatchObject({ state: 'included' })
    await court.confirmed(entryId, PROCUREMENT)
    await court.withdraw(entryId)
    await until(async () => {
      const seen = await who.client.call('getHeldEntry', held(entryId))
      return seen.step === 'WAITING_PERSON' && seen.state === 'WITHDRAWN' ? seen : undefined
    })
    const use = who.client.call('recordUse', {
      ...held(entryId),
      body: { measure: 'BIDDING', action: 'LIMIT', count: 1 },
    })
    await expect(use).rejects.toMatchObject({ code: 'NOT_IN_FORCE' })
    const last = await who.client.call('confirmHeldEntry', { ...held(entryId), body: { revision } })
    await finished(who, last.id)
    await court.gone(entryId, PROCUREMENT)
    await court.gone(entryId, PLATFORM)
    await until(async () => ((await vaultFields(entryId)) === 0 ? true : undefined))
  }, 200_000)

  test('what is withdrawn is shown no more, and nothing of the person stays at the gateway', async () => {
    const entryId = await court.list()
    await court.confirmed(entryId, PLATFORM)
    await court.confirmed(entryId, PUBLICITY)
    expect(await vaultFields(entryId)).toBeGreaterThan(0)
    const before = (await found()).length
    await court.withdraw(entryId)
    await court.gone(entryId, PLATFORM)
    await court.gone(entryId, PUBLICITY)
    await court.gone(entryId, RAILWAY)
    expect(await national.ids()).not.toContain(entryId)
    expect(await publicity.ids()).not.toContain(entryId)
    expect(await found()).toHaveLength(before - 1)
    // Nothing of the record is left in the journal.
    expect(await steps(entryId)).toEqual(['deleting', 'deleted'])
    // People of the last subscriber have it still; when they have deleted, the vault forgets.
    const who = await door.signIn('institution', `${PROCUREMENT}-operator`)
    const { revision } = await who.client.call('getHeldEntry', held(entryId))
    const { id } = await who.client.call('confirmHeldEntry', { ...held(entryId), body: { revision } })
    await finished(who, id)
    await until(async () => ((await vaultFields(entryId)) === 0 ? true : undefined))
    const page = await operator.client.call('listCreditReceipts', { query: { withdrawals: true } })
    expect(page.items.map((one) => one.entryId)).toContain(entryId)
    await expect(operator.client.call('getHeldEntry', held(entryId))).rejects.toMatchObject({ code: 'SUBJECT_UNKNOWN' })
  }, 200_000)

  test('a platform that is down gets it later, once, and no receipt is given before', async () => {
    await faults([{ name: 'DOWN' }])
    const entryId = await court.list()
    await until(async () => ((await alarms(operator, 'CREDIT_PLATFORM_AWAY')).includes(PLATFORM) ? true : undefined))
    await court.confirmed(entryId, PUBLICITY)
    expect(await court.share(entryId, PLATFORM)).toMatchObject({ confirmedRevision: 0 })
    expect(await operator.client.call('getCreditSummary')).toMatchObject({ isPlatformUp: false })
    await faults([])
    await court.confirmed(entryId, PLATFORM, FIRST_MS)
    expect((await steps(entryId)).filter((step) => step === 'shown')).toHaveLength(1)
    expect(await national.ids()).toContain(entryId)
  }, 300_000)

  test('a platform that breaks off after it took the record is asked, and gets nothing twice', async () => {
    await faults([{ name: 'DROPS_AFTER', times: 1, at: 'records' }])
    const entryId = await court.list()
    await court.confirmed(entryId, PLATFORM)
    expect(await steps(entryId)).toEqual(['sending', 'shown'])
    expect(await receipts(entryId)).toBe(1)
  }, 200_000)

  test('a platform that only says that it deleted: no receipt, an alarm, and it is told again', async () => {
    const entryId = await court.list()
    await court.confirmed(entryId, PLATFORM)
    await faults([{ name: 'LIES_DELETED' }])
    await court.withdraw(entryId)
    await until(async () =>
      (await alarms(operator, 'CREDIT_PLATFORM_CONTRADICTS')).includes(entryId) ? true : undefined,
    )
    await court.gone(entryId, PUBLICITY)
    expect(await court.withdrawal(entryId, PLATFORM)).toMatchObject({ confirmedAtMs: null })
    expect(await operator.client.call('getHeldEntry', held(entryId))).toMatchObject({
      state: 'WITHDRAWN',
      step: 'UNKNOWN',
      mayUse: false,
    })
    await faults([])
    await court.gone(entryId, PLATFORM)
    expect(await national.ids()).not.toContain(entryId)
  }, 300_000)

  test('a platform that shows a copy after its receipt is a breach that names it', async () => {
    const entryId = await court.list()
    await court.confirmed(entryId, PLATFORM)
    const before = (await found()).length
    await faults([{ name: 'KEEPS_SHOWING' }])
    await court.withdraw(entryId)
    const { confirmedAtMs } = await court.gone(entryId, PLATFORM)
    // Its own word is that it is gone; the public page says otherwise.
    expect(await national.ids()).not.toContain(entryId)
    expect(await found()).toHaveLength(before)
    const shown = {
      entryId,
      client: CLIENT,
      subscriber: PLATFORM,
      shownAtMs: (confirmedAtMs ?? 0) + 1,
      evidenceDigest: `sha256:${'0e'.repeat(32)}`,
    }
    await court.act('ReportShown', shown, 'enforcer-1')
    expect(await court.withdrawal(entryId, PLATFORM)).toMatchObject({ shownAtMs: shown.shownAtMs })
  }, 200_000)

  test('a platform restored from a backup: the day’s comparison finds what it lacks and what it has too much', async () => {
    const gone = await court.list()
    await court.confirmed(gone, PLATFORM)
    await national.admin('backup')
    const missing = await court.list()
    await court.confirmed(missing, PLATFORM)
    await court.withdraw(gone)
    await court.gone(gone, PLATFORM)
    await national.admin('restore')
    expect(await national.ids()).toEqual(expect.arrayContaining([gone]))
    expect(await national.ids()).not.toContain(missing)
    await db().deleteFrom('credit_compared').execute()
    await until(async () => {
      const ids = await national.ids()
      return ids.includes(missing) && !ids.includes(gone) ? true : undefined
    })
    const differences = await until(async () => {
      const { items } = await operator.client.call('listCreditDifferences')
      return items.length >= 2 && items.every(({ repairedAtMs }) => repairedAtMs !== null) ? items : undefined
    })
    expect(differences.map(({ entryId, kind }) => [entryId, kind])).toEqual(
      expect.arrayContaining([
        [missing, 'MISSING'],
        [gone, 'SURPLUS'],
      ]),
    )
    expect(await alarms(operator, 'CREDIT_MISSING')).toContain(missing)
    expect(await alarms(operator, 'CREDIT_SURPLUS')).toContain(gone)
  }, 300_000)

  test('the month’s set is stated from what the platform holds, and equals the court’s', async () => {
    const sets = await until(async () => {
      const { items } = await operator.client.call('listCreditSets')
      return items.some(({ state }) => state !== 'STATED') ? items : undefined
    }, FIRST_MS)
    expect(sets).toHaveLength(1)
    expect(sets[0]).toMatchObject({ state: 'EQUAL', differing: 0, resent: [], withdrawn: [] })
    expect(sets[0]?.ownCount).toBe(sets[0]?.courtCount)
  }, 300_000)

  describe('a program that is stopped at each of its points', () => {
    let inspected: InspectedSubscriber
    beforeAll(async () => {
      inspected = await InspectedSubscriber.open(alliance, door, place)
      await court.subscribe(INSPECTION, 'FULL')
      // What stands already is brought in first.
      const entryId = await court.list()
      await inspected.runUntil(() => court.isConfirmed(entryId, INSPECTION))
    }, 120_000)
    afterAll(() => inspected.close())

    const shown: readonly WorkPoint[] = ['own-system-done', 'noted', 'confirmed']
    const removed: readonly WorkPoint[] = ['own-system-done', 'noted', 'purged', 'confirmed']

    test.each(shown)(
      'showing, at %s: shown once, one receipt',
      async (point) => {
        const entryId = await court.list()
        const given = inspected.receipts
        await inspected.stopAt(point)
        await inspected.runUntil(() => court.isConfirmed(entryId, INSPECTION))
        expect(await inspected.steps(entryId)).toEqual(['sending', 'shown'])
        expect(inspected.receipts - given).toBe(1)
      },
      120_000,
    )

    test.each(removed)(
      'deleting, at %s: deleted once, purged, one receipt',
      async (point) => {
        const entryId = await court.list()
        await inspected.runUntil(() => court.isConfirmed(entryId, INSPECTION))
        await court.withdraw(entryId)
        const given = inspected.receipts
        await inspected.stopAt(point)
        await inspected.runUntil(async () => (await court.withdrawal(entryId, INSPECTION))?.confirmedAtMs != null)
        expect(await inspected.steps(entryId)).toEqual(['deleting', 'deleted'])
        expect(await inspected.platform.ids()).not.toContain(entryId)
        expect(inspected.receipts - given).toBe(1)
      },
      120_000,
    )
  })

  test('a stop in the middle loses nothing and says nothing twice', async () => {
    await faults([{ name: 'SLOW', times: 1, delayMs: 60_000, at: 'records' }])
    const entryId = await court.list()
    await until(async () => ((await national.ids()).includes(entryId) ? true : undefined))
    expect(await steps(entryId)).toEqual(['sending'])
    await door.stop()
    await faults([])
    await door.start()
    await court.confirmed(entryId, PLATFORM, FIRST_MS)
    expect(await steps(entryId)).toEqual(['sending', 'shown'])
    expect(await receipts(entryId)).toBe(1)
    operator = await door.signIn('institution', `${PLATFORM}-operator`)
  }, 400_000)

  test('no name and no number is in a log, a database file or a ledger’s store', async () => {
    await door.stop()
    const words = [NATURAL.name, NATURAL.certificateNumber, UNIT.name, UNIT.certificateNumber]
    for (const word of words) expect(door.logs.filter((line) => line.includes(word))).toEqual([])
    const own = ['court', 'institution', 'gateway'].flatMap((name) => filesBelow(join(alliance.folder, name)))
    expect(own.length).toBeGreaterThan(50)
    for (const file of own) {
      const bytes = readFileSync(file)
      for (const word of words) if (bytes.includes(word)) throw new Error(`${word} in ${file}`)
    }
  }, 120_000)
})

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : []
  })
}
