import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { Role } from '@xiezhi/contracts'
import { receiptKey, sentRows } from '@xiezhi/interchain'
import type { Endpoint, Path } from '@xiezhi/interchain/testing'
import type { ErrorKind } from '@xiezhi/kernel'
import { expectRejected, testSigner } from '@xiezhi/kernel/testing'
import { ScenarioZones } from './scenario-zones.ts'
import type { ScenarioZone, Staff } from './scenario-zones.ts'

const COURT_ROLES: Readonly<Record<string, readonly Role[]>> = {
  filing: ['COURT_FILING'],
  judge: ['COURT_JUDGE'],
  enforcer: ['COURT_ENFORCER'],
  president: ['COURT_PRESIDENT'],
  technician: ['COURT_TECH'],
  governor: ['GOVERNANCE_OFFICER'],
  auditor: ['AUDITOR'],
  clerk: ['COURT_CLERK'],
  gateway: ['GATEWAY_SERVICE'],
  lookups: ['LOOKUP_SERVICE'],
}
const OWN_ROLES: Readonly<Record<string, readonly Role[]>> = {
  operator: ['CREDIT_PLATFORM', 'REGISTRY_OPERATOR'],
  gateway: ['GATEWAY_SERVICE'],
}
const SERVICE_ROLES: Readonly<Record<string, readonly Role[]>> = {
  'trust-1': ['TRUST_OFFICER'],
  'trust-2': ['TRUST_OFFICER'],
  relayer: ['RELAYER'],
}
export const LISTING_COURTS = ['court-x', 'court-y'] as const
export const SUBSCRIBERS = ['platform', 'railway', 'procurement'] as const

/** Invented officers of every organisation: `<organisation>/<officer>`. */
function staffOf(kind: 'court' | 'institution', names: readonly string[]): readonly Staff[] {
  let seed = kind === 'court' ? 1 : 101
  const own = kind === 'court' ? COURT_ROLES : OWN_ROLES
  const [first = ''] = names
  const rows: (readonly [string, string, readonly Role[]])[] = [
    ['alliance', 'root-1', ['ROOT_OFFICER', 'COURT_JUDGE']],
    ['alliance', 'root-2', ['ROOT_OFFICER']],
    ...names.flatMap((name) => Object.entries(own).map(([officer, roles]) => [name, officer, roles] as const)),
    ...Object.entries(SERVICE_ROLES).map(([officer, roles]) => [first, officer, roles] as const),
  ]
  return rows.map(([organisation, officer, roles]) => ({ signer: testSigner(organisation, officer, seed++), roles }))
}

/** A court zone of two courts and a zone of subscribers, with clients of each other, under one scenario clock. */
export class ListingZones extends ScenarioZones {
  constructor(crypto: Crypto, startMs: number, subscribers: readonly string[] = SUBSCRIBERS) {
    super({
      crypto,
      startMs,
      court: zoneOf('court', LISTING_COURTS),
      institution: zoneOf('institution', subscribers),
    })
  }

  /** One more zone, with these subscribers; the court is the end `a` of its path. */
  addSubscribers(names: readonly string[]): Path {
    return this.addZone(zoneOf('institution', names))
  }

  /** Demands a refusal by its code, with module state as it was; gives its facts. */
  expectRefused(
    endpoint: Endpoint,
    officers: readonly string[],
    { type, value, kind }: { readonly type: string; readonly value: Json; readonly kind: ErrorKind },
  ): Readonly<Record<string, Json>> {
    const signers = officers.map((name) => this.signer(endpoint, name))
    return expectRejected(endpoint.chain, kind, [{ type, value }], signers).facts
  }

  /** What is too late is proved not to have arrived before the rest is relayed. */
  override relay(): void {
    for (const end of [this.court, this.institution]) this.#expire(end)
    super.relay()
  }

  #expire(source: Endpoint): void {
    const { chain } = this.path.peerOf(source)
    for (const { value } of sentRows(source.chain.store).list({ under: [source.clientId], limit: 100 })) {
      const { packet } = value
      const isReceived = chain.store.get(receiptKey(packet.destinationClient, packet.sequence)) !== undefined
      if (!isReceived && packet.timeoutSeconds * 1_000 <= this.clock.nowMs) this.path.timeout(source, packet)
    }
  }
}

function zoneOf(kind: 'court' | 'institution', organisations: readonly string[]): ScenarioZone {
  const own = kind === 'court' ? COURT_ROLES : OWN_ROLES
  return {
    organisations,
    organisationRoles: [...Object.values(own), ...Object.values(SERVICE_ROLES)].flat(),
    rootRoles: ['ROOT_OFFICER', 'COURT_JUDGE'],
    staff: staffOf(kind, organisations),
  }
}
