import { existsSync } from 'node:fs'
import type { Authority } from '@xiezhi/gateway-api'
import type { Alliance } from '../../config/alliance.ts'
import { readJson } from '../../config/home.ts'
import type { Home } from '../../config/home.ts'
import { processesOf, runningPid } from '../../process/child-process.ts'
import type { ProcessName } from '../../process/child-process.ts'
import { authoritiesOf, gatewayPorts } from '../up/gateway.ts'

const READY_WAIT_MS = 2_000

export interface LinkStatus {
  readonly a: string
  readonly b: string
  readonly isOpen: boolean
  readonly directions: readonly {
    readonly from: string
    readonly to: string
    readonly open: number
    readonly backlog: number
    readonly failures: number
    readonly refused: readonly unknown[]
  }[]
}

/** What the relayer last said of its links; nothing where it does not run. */
export function linkStatus(home: Home, isRelaying: boolean): readonly LinkStatus[] {
  if (!isRelaying || !existsSync(home.relayerStatus)) return []
  return (readJson(home.relayerStatus) as { readonly links: readonly LinkStatus[] }).links
}

export interface GatewayStatus {
  readonly authority: Authority
  readonly url: string
  /** Unavailable: it answers, and says that it cannot serve. Absent: nothing answers. */
  readonly state: 'ok' | 'starting' | 'unavailable' | 'absent'
}

/** Whether the gateway of each authority can serve. */
export function gatewayStatus(alliance: Alliance): Promise<readonly GatewayStatus[]> {
  const ports = gatewayPorts(alliance)
  return Promise.all(authoritiesOf(alliance).map((authority) => readiness(authority, ports[authority])))
}

export interface ProcessStatus {
  readonly process: ProcessName
  readonly pid: number | null
  /** Where it tells `/healthz`, `/readyz` and `/metrics`; null where its configuration names no port. */
  readonly health: string | null
  readonly isReady: boolean
}

export function processStatus(home: Home): Promise<readonly ProcessStatus[]> {
  return Promise.all(
    processesOf(home).map(async (name) => {
      const pid = runningPid(home, name) ?? null
      const port = metricsPortOf(home, name)
      const health = port === undefined ? null : `http://127.0.0.1:${port}`
      const isReady = pid !== null && health !== null && (await isOk(`${health}/readyz`))
      return { process: name, pid, health, isReady }
    }),
  )
}

/** As the configuration says with which it was started. */
function metricsPortOf(home: Home, name: ProcessName): number | undefined {
  if (name === 'gateway' || name === 'institution') return undefined
  const known = { node: home.nodeConfig, relayer: home.relayerConfig }
  const file = name === 'node' || name === 'relayer' ? known[name] : home.validatorConfig(name)
  if (!existsSync(file)) return undefined
  return (readJson(file) as { readonly metricsPort?: number }).metricsPort
}

async function isOk(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(READY_WAIT_MS) })).ok
  } catch {
    return false
  }
}

async function readiness(authority: GatewayStatus['authority'], port: number): Promise<GatewayStatus> {
  const url = `http://127.0.0.1:${port}`
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(READY_WAIT_MS) })
    const { status } = (await response.json()) as { readonly status?: unknown }
    const state = status === 'ok' || status === 'starting' ? status : 'unavailable'
    return { authority, url, state }
  } catch {
    return { authority, url, state: 'absent' }
  }
}
