import type { ZoneClock } from '@xiezhi/sdk'
import { CliError } from '../../cli-error.ts'
import { zoneUrl } from '../../config/alliance.ts'
import type { Zone } from '../../config/alliance.ts'
import { ZoneSession } from '../../zone/zone-session.ts'

/** Blocks whose commits say which validators are there: one commit may miss a validator that was a moment late. */
const COMMITS_READ = 4
/** `BlockIDFlag` of a vote for the block. */
const VOTED = 2
const CLIENTS_MAX = 20

export interface ClientStatus {
  readonly clientId: string
  readonly chainId: string
  readonly latestHeight: number
  readonly status: string
  /** When trust ends if no header comes, UTC milliseconds; null where no state is kept. */
  readonly expiresAtMs: number | null
  readonly trustingPeriodMs: number
}

export interface ZoneStatus {
  readonly zone: string
  readonly kind: Zone['kind']
  readonly chainId: string
  readonly url: string
  readonly host: 'embedded' | 'comet'
  readonly reachable: boolean
  readonly height: number | null
  readonly time: string | null
  /** Height whose state has a header above it: proofs are of it. */
  readonly proofHeight: number | null
  /** Validators of the zone, and those that signed one of the last blocks. */
  readonly validators: number | null
  readonly validatorsUp: number | null
  /** Why no block is made until an officer confirms the clock. */
  readonly clockAlarm: ZoneClock['alarm']
  readonly clients: readonly ClientStatus[]
}

export async function zoneStatus(zone: Zone): Promise<ZoneStatus> {
  const host = zone.validators.length > 0 ? ('comet' as const) : ('embedded' as const)
  const base = { zone: zone.name, kind: zone.kind, chainId: zone.chainId, url: zoneUrl(zone), host }
  try {
    const session = await ZoneSession.open(zone)
    try {
      return { ...base, reachable: true, ...(await session.guarded(() => figuresOf(session))) }
    } finally {
      session.close()
    }
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    const unknown = { height: null, time: null, proofHeight: null, validators: null, validatorsUp: null }
    return { ...base, reachable: false, ...unknown, clockAlarm: null, clients: [] }
  }
}

async function figuresOf({
  client,
}: ZoneSession): Promise<Omit<ZoneStatus, 'zone' | 'kind' | 'chainId' | 'url' | 'host' | 'reachable'>> {
  const { height, timeText } = await client.status()
  const clock = await client.clock()
  const answered = (await client.query('client/clients', { limit: CLIENTS_MAX })) as unknown as readonly ClientAnswer[]
  const [first] = answered
  const proved = first === undefined ? undefined : await client.proveMany([`client/client/${first.clientId}`])
  return {
    height,
    time: timeText,
    proofHeight: proved?.height ?? null,
    ...(await validatorsAt(client, height)),
    clockAlarm: clock?.alarm ?? null,
    clients: answered.map(({ clientId, chainId, latestHeight, status, latest, trustingPeriodMs }) => ({
      clientId,
      chainId,
      latestHeight,
      status,
      expiresAtMs: latest === null ? null : latest.timeMs + trustingPeriodMs,
      trustingPeriodMs,
    })),
  }
}

interface ClientAnswer {
  readonly clientId: string
  readonly chainId: string
  readonly latestHeight: number
  readonly status: string
  readonly latest: { readonly timeMs: number } | null
  readonly trustingPeriodMs: number
}

/** Below the latest height: the commit of the latest is the first that was seen, later votes are missing in it. */
async function validatorsAt(
  client: ZoneSession['client'],
  height: number,
): Promise<{ readonly validators: number | null; readonly validatorsUp: number | null }> {
  const heights = Array.from({ length: COMMITS_READ }, (_, at) => height - 1 - at).filter((at) => at > 0)
  if (heights.length === 0) return { validators: null, validatorsUp: null }
  const blocks = await Promise.all(heights.map((at) => client.lightBlock(at)))
  const up = new Set(
    blocks.flatMap(({ commit }) =>
      commit.signatures
        .filter(({ blockIdFlag }) => blockIdFlag === VOTED)
        .map(({ validatorAddress }) => validatorAddress.join(' ')),
    ),
  )
  return { validators: blocks[0]?.validators.validators.length ?? null, validatorsUp: up.size }
}
