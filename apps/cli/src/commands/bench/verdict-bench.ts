import { nodeCrypto } from '@xiezhi/crypto/node'
import { CliError } from '../../cli-error.ts'
import { loadAlliance, zoneOfKind } from '../../config/alliance.ts'
import { Home, readJson } from '../../config/home.ts'
import { civilDateOf } from '../../sample/civil-days.ts'
import type { Sample } from '../../sample/generate.ts'
import { askMessage, ReceiptWatch } from '../../zone/ask.ts'
import { loadAnchor, readChecked } from '../../zone/light-check.ts'
import { loadOfficer } from '../../zone/officers.ts'
import { ZoneSession } from '../../zone/zone-session.ts'
import type { BenchDefinition, PreparedBench } from './bench-definition.ts'

const QUESTIONS_PER_RUN = 20
const ANSWER_WAIT_MS = 30_000
const P95 = 0.95

/** One question at a time against the running ledgers. */
export const verdictBench: BenchDefinition = {
  name: 'verdict',
  unit: 'ms p50',
  inside: {
    zh: '从签署提问到法院账本上的答复经证明核验为止；fsync 开启；逐个进行；不含进程启动与连接',
    en: 'from signing the question to the answer on the court’s ledger checked by proof; fsync on; one at a time; without process start and connection',
  },
  warmups: 1,
  prepare,
}

async function prepare(): Promise<PreparedBench> {
  const [home, alliance] = [new Home(), loadAlliance()]
  const zone = zoneOfKind(alliance, 'court')
  if (!home.exists) throw new CliError('NOT_SET_UP', 'UNAVAILABLE', { home: home.root, file: home.nodeConfig })
  const sample = readJson(home.sample) as Sample
  const [first] = sample.cases
  const agent = first?.agents[0]
  if (first === undefined || agent === undefined)
    throw new CliError('NOT_SET_UP', 'UNAVAILABLE', { home: home.root, file: home.sample })
  const court = await ZoneSession.open(zone)
  const clerk = loadOfficer(home, { zone: zone.name, organisation: 'court-district', officer: 'clerk' })
  const anchor = loadAnchor(home.trust(zone.name), zone.chainId)
  const watch = await ReceiptWatch.begin(court)
  const once = async (): Promise<number> => {
    const startedMs = performance.now()
    const message = askMessage({
      licenceNo: agent.licenceNo,
      asOf: civilDateOf(Date.now()),
      caseRef: first.caseRef,
      use: 'FILING',
      letterFirmUscc: agent.firmUscc,
      subscribe: false,
    })
    const { data } = await court.submit([message], [clerk])
    const { dispatchId } = data[0] as { dispatchId: string }
    await watch.wait(dispatchId, ANSWER_WAIT_MS)
    await readChecked(court, nodeCrypto, anchor, `query/receipt/${dispatchId}`)
    return performance.now() - startedMs
  }
  return {
    run: async () => {
      const times: number[] = []
      for (let at = 0; at < QUESTIONS_PER_RUN; at++) times.push(await once())
      times.sort((a, b) => a - b)
      const at = (share: number): number => times[Math.floor(share * (times.length - 1))] ?? 0
      return { value: at(0.5), beside: { 'p95 ms': at(P95) } }
    },
    close: () => {
      court.close()
      return Promise.resolve()
    },
  }
}
