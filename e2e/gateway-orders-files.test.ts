import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasOpenssl } from '@xiezhi/institution-adapter'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEnforcementAlliance } from './testing/enforcement-alliance.ts'
import type { EnforcementAlliance } from './testing/enforcement-alliance.ts'
import { BANK_CODE, CoreProcess, InstitutionDoor } from './testing/institution-door.ts'
import { CENTS, OrderingCourt } from './testing/ordering-court.ts'

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
      expect(await court.answered(orderId, WAIT_MS)).toMatchObject({ kind: 'FULFILLED' })
      const { answer } = await court.opened(orderId)
      expect(answer.items).toMatchObject([{ state: 'CONTROLLED', actualControlledCents: CENTS }])
      expect(await core.bookings(orderId)).toBe(1)
      const cards = ['court', 'institution'].map((side) =>
        readFileSync(join(alliance.folder, 'gateway', side, 'annex-card.json'), 'utf8'),
      )
      expect(cards.map((card) => (JSON.parse(card) as { suite: string }).suite)).toEqual(['sm', 'sm'])
    }, 240_000)
  },
)
