import { nodeCrypto } from '@xiezhi/crypto/node'
import { encodeBundle } from '@xiezhi/evidence'
import { collectEvidence } from '@xiezhi/sdk'
import { verifyBundle } from '@xiezhi/verifier'
import { CliError } from '../../cli-error.ts'
import { loadAlliance, zoneOfKind } from '../../config/alliance.ts'
import { Home, readBytes } from '../../config/home.ts'
import { CLIENT_ID } from '../../zone/ask.ts'
import { ZoneSession } from '../../zone/zone-session.ts'
import type { BenchDefinition, PreparedBench } from './bench-definition.ts'

/** Judges one bundle, exported from the running ledgers before the clock starts. */
export const evidenceBench: BenchDefinition = {
  name: 'evidence',
  unit: 'ms',
  inside: {
    zh: '离线核验一个 court 证据包；不含进程启动与读文件',
    en: 'offline verification of one court bundle; without process start and reading files',
  },
  warmups: 1,
  prepare,
}

async function prepare(): Promise<PreparedBench> {
  const [home, alliance] = [new Home(), loadAlliance()]
  const zone = zoneOfKind(alliance, 'court')
  const court = await ZoneSession.open(zone)
  const justice = await ZoneSession.open(zoneOfKind(alliance, 'justice'))
  try {
    const [latest] = (await court.query('query/dispatches', { limit: 1 })) as readonly { dispatchId: string }[]
    if (latest === undefined) throw new CliError('NOT_SET_UP', 'UNAVAILABLE', { home: home.root, file: home.sample })
    const request = {
      dispatchId: latest.dispatchId,
      profile: 'court',
      askerClient: CLIENT_ID,
      answererClient: CLIENT_ID,
    } as const
    const bundle = encodeBundle(await court.guarded(() => collectEvidence(court.client, justice.client, request)))
    const trust = readBytes(home.trust(zone.name))
    return {
      run: () => {
        const startedMs = performance.now()
        const { result } = verifyBundle(nodeCrypto, bundle, trust)
        const value = performance.now() - startedMs
        if (result !== 'valid')
          throw new CliError('PROOF_INVALID', 'EVIDENCE_INVALID', { reason: result, anchor: zone.chainId })
        return Promise.resolve({ value, beside: { bytes: bundle.length } })
      },
      close: () => Promise.resolve(),
    }
  } finally {
    court.close()
    justice.close()
  }
}
