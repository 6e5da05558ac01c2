import { join } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { keyTextOf } from '@xiezhi/kernel'
import { CheckedReads } from '@xiezhi/sdk'
import type { OfficerKey } from '@xiezhi/sdk'
import type { Home } from '../config/home.ts'
import { CLIENT_ID } from '../zone/ask.ts'
import { loadOrCreateOfficer } from '../zone/officers.ts'
import { ZoneSession } from '../zone/zone-session.ts'
import { startZones } from './alliance.ts'
import type { BenchZones } from './alliance.ts'
import { startReady } from './child.ts'
import { BenchCourt } from './enforcement-court.ts'
import { startBank } from './enforcement-institution.ts'
import type { BenchBank } from './enforcement-institution.ts'
import { AnnexCarriage, startWorker } from './enforcement-worker.ts'

/** With a core system. */
export const BANK = 'bank'
/** Answer by themselves. */
export const AUTOMATIC = ['automatic-1', 'automatic-2', 'automatic-3', 'automatic-4'] as const
/** Take one ruling together; nobody answers there. */
export const MANY = Array.from({ length: 40 }, (_, at) => `many-${at + 1}`)
const ZONE = 'institution'
const PERSON_BYTES = 16

/** Court and institutions on embedded hosts with relayer, a bank with its core system, and the workers of who answers. */
export interface EnforcementAlliance {
  readonly zones: BenchZones
  readonly court: BenchCourt
  readonly bank: BenchBank
  /** Ends when all orders are proved to have arrived in the zone of the institutions. */
  readonly untilDelivered: (orders: readonly string[]) => Promise<void>
  close(): Promise<void>
}

export async function startEnforcement(folder: string, accounts: number, orders: number): Promise<EnforcementAlliance> {
  const zones = await startZones(join(folder, 'z'), ['court', ZONE], { prepared: addInstitutions })
  const closing: (() => Promise<void>)[] = [() => zones.close()]
  const close = async (): Promise<void> => {
    for (const one of closing.reverse()) await one()
  }
  try {
    zones.keep(await startReady('relayer', zones.home.relayerConfig))
    const bank = await startBank(folder, accounts)
    zones.keep(bank.child)
    closing.push(() => bank.close())
    const annexes = new AnnexCarriage()
    const court = await BenchCourt.begin(zones, annexes)
    const [, institutions] = zones.sessions
    const door = bank.door()
    closing.push(() => {
      door.close()
      return Promise.resolve()
    })
    for (const organisation of [BANK, ...AUTOMATIC]) {
      // Each on a connection of its own, as each gateway has one.
      const session = await ZoneSession.open(institutions.zone)
      closing.push(() => {
        session.close()
        return Promise.resolve()
      })
      const worker = await startWorker({
        session,
        organisation,
        officer: gatewayOf(zones.home, organisation),
        annexes,
        folder: join(folder, 'w'),
        door: organisation === BANK ? door : undefined,
        onAlarm: (error) => court.fail(error),
      })
      closing.push(() => worker.stop())
    }
    await court.openCases(orders)
    return { zones, court, bank, untilDelivered: await deliveries(zones), close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Organisations of the zone beside those of the sample, each with the service key of its gateway. */
function addInstitutions(home: Home): void {
  const config = JSON.parse(readFileSync(home.nodeConfig, 'utf8')) as { readonly zones: readonly Configured[] }
  const zone = config.zones.find(({ name }) => name === ZONE)
  for (const organisation of [...AUTOMATIC, ...MANY]) {
    const roles = ['BANK_OPERATOR', 'GATEWAY_SERVICE']
    const names = { zh: '测量用机构（虚构）', en: 'institution for measuring (invented)' }
    zone?.genesis.organisations.push({ organisation, ...names, roles, jurisdictions: [''] })
    const { signer } = gatewayOf(home, organisation)
    const personId = randomBytes(PERSON_BYTES).toString('hex')
    zone?.genesis.officers.push({
      organisation,
      officer: 'gateway',
      personId,
      roles: ['GATEWAY_SERVICE'],
      key: keyTextOf(signer),
    })
  }
  writeFileSync(home.nodeConfig, JSON.stringify(config))
}

interface Configured {
  readonly name: string
  readonly genesis: { readonly organisations: object[]; readonly officers: object[] }
}

function gatewayOf(home: Home, organisation: string): OfficerKey {
  return loadOrCreateOfficer(home, { zone: ZONE, organisation, officer: 'gateway' })
}

async function deliveries(zones: BenchZones): Promise<(orders: readonly string[]) => Promise<void>> {
  const [, session] = zones.sessions
  const reads = new CheckedReads(session.client, nodeCrypto, zones.anchorOf(session.zone))
  const arrived = new Set<string>()
  let check = (): void => undefined
  await session.client.subscribeEvents(['OrderReceived'], ({ events }) => {
    for (const { data } of events) arrived.add((data as { readonly orderId: string }).orderId)
    check()
  })
  return async (orders) => {
    await new Promise<void>((resolve) => {
      check = () => {
        if (orders.every((orderId) => arrived.has(orderId))) resolve()
      }
      check()
    })
    await Promise.all(orders.map((orderId) => reads.read(`order/received/${CLIENT_ID}/${orderId}`)))
  }
}
