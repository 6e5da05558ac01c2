import { mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { civilDateOf, shiftCivilDate, startOfCivilDateMs } from '@xiezhi/contracts/ids'
import { suite } from '@xiezhi/crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { hasOpenssl } from '@xiezhi/institution-adapter'
import { bundledLaw, termEnd } from '@xiezhi/law'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BANK, startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance } from './testing/enforcement-alliance.ts'
import { BANK_CODE, CoreProcess, InstitutionDoor } from './testing/institution-door.ts'
import { CENTS, OrderingCourt } from './testing/ordering-court.ts'
import { until } from './testing/until.ts'

const canRun = hasOpenssl()
if (!canRun) console.log('not run: e2e/gateway-orders-files (openssl is not there)')
const WAIT_MS = 200_000

let alliance: EnforcementAlliance
let core: CoreProcess
let door: InstitutionDoor
let court: OrderingCourt

// Of suite sm: networks without a way out are those where it is asked for.
describe.skipIf(!canRun)(
  'orders where only files pass, of suite sm: between the gateways, and to the core system',
  () => {
    beforeAll(async () => {
      alliance = await startEnforcementAlliance()
      const at = (name: string): string => join(alliance.folder, name)
      const [toBank, toCourt] = [at('to-bank'), at('to-court')]
      for (const folder of [toBank, toCourt]) mkdirSync(folder, { mode: 0o711 })
      core = new CoreProcess(alliance.folder, { in: toBank, out: toCourt, court: 'court' })
      await core.start()
      door = await InstitutionDoor.open(alliance, core, {
        suite: 'sm',
        carrier: (side) => {
          const [own, other] = side === 'court' ? ['court', 'institution'] : ['institution', 'court']
          return { kind: 'file-drop', outgoing: at(`drop-${own}`), incoming: at(`drop-${other}`) }
        },
        adapter: {
          kind: 'files',
          out: toBank,
          in: toCourt,
          state: at('bank-state'),
          sender: 'court',
          institution: BANK_CODE,
          batchKeyFile: core.batchKeyFile,
          courts: [],
        },
      })
      await door.start()
      await alliance.openLink()
      court = new OrderingCourt(alliance, door)
      await court.openCase()
    }, 240_000)
    afterAll(async () => {
      await door.stop()
      await alliance.close()
      await core.stop()
    }, 60_000)

    test('a freeze goes and comes back as files: booked once, answered, opened', async () => {
      const { orderId } = await court.order('FREEZE')
      const result = await court.answered(orderId, WAIT_MS)
      expect(result).toMatchObject({ kind: 'FULFILLED' })
      // Annexes and commitments are digested with the suite of the zone that commits to them.
      for (const text of [result.annexDigest, result.amount, (await court.received(orderId))?.annexDigest])
        expect(text).toMatch(/^sm3:[0-9a-f]{64}$/)
      const { answer } = await court.opened(orderId)
      expect(answer.items).toMatchObject([{ state: 'CONTROLLED', actualControlledCents: CENTS }])
      expect(await core.bookings(orderId)).toBe(1)
      const cards = ['court', 'institution'].map((side) =>
        readFileSync(join(alliance.folder, 'gateway', side, 'annex-card.json'), 'utf8'),
      )
      expect(cards.map((card) => (JSON.parse(card) as { suite: string }).suite)).toEqual(['sm', 'sm'])
    }, 240_000)

    test('an annex to which the court committed under its earlier suite is still checked and taken', async () => {
      const { orderId } = await court.order('QUERY', { algorithms: suite(nodeCrypto, 'intl') })
      expect(await court.answered(orderId, WAIT_MS)).toMatchObject({ kind: 'FULFILLED' })
      const received = await court.received(orderId)
      expect(received?.annexDigest).toMatch(/^sha256:/)
      expect(received?.rungs.map(({ rung }) => rung)).toEqual(['delivered', 'retrieved', 'accepted'])
      expect((await court.opened(orderId)).answer.query).toBeDefined()
    }, 240_000)

    test('files of the core system that were taken stay for the term of annexes, and go when it is over', async () => {
      const place = join(alliance.folder, 'to-court', 'done')
      const files = readdirSync(place)
      expect(files.length).toBeGreaterThan(1)
      await door.stop()
      const today = civilDateOf(Date.now())
      const lasts = (day: string): boolean => termEnd(bundledLaw, 'PX-X-53.annex', day) >= today
      let day = today
      while (lasts(shiftCivilDate(day, -1))) day = shiftCivilDate(day, -1)
      const [kept = '', ...due] = files
      const setAside = (file: string, on: string): void => {
        const at = new Date(startOfCivilDateMs(on) + 1)
        utimesSync(join(place, file), at, at)
      }
      setAside(kept, day)
      for (const file of due) setAside(file, shiftCivilDate(day, -1))
      await door.start()
      await until(() => Promise.resolve(door.logs.some((line) => line.includes('DUE_FILES_DELETED')) || undefined))
      expect(readdirSync(place)).toEqual([kept])
      expect(
        door.logs.filter((line) => line.includes('DUE_FILES_DELETED')).map((line) => JSON.parse(line) as unknown),
      ).toEqual([{ event: 'DUE_FILES_DELETED', institution: BANK, files: due.length }])
    }, 240_000)
  },
)
