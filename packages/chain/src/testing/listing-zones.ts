import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { Role } from '@xiezhi/contracts'
import { receiptKey, sentRows } from '@xiezhi/interchain'
import { Endpoint, Path, required, SignedChain, validatorKeys } from '@xiezhi/interchain/testing'
import type { TestClock } from '@xiezhi/interchain/testing'
import type { ErrorKind } from '@xiezhi/kernel'
import { testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { zoneGenesis, zoneModules } from '../index.ts'

const DAY_MS = 86_400_000
/** Half of the trusting period of the clients is longer. */
const STEP_MS = 5 * DAY_MS
const COURT_ROLES: Readonly<Record<string, readonly Role[]>> = {
  filing: ['COURT_FILING'],
  judge: ['COURT_JUDGE'],
  enforcer: ['COURT_ENFORCER'],
  president: ['COURT_PRESIDENT'],
  technician: ['COURT_TECH'],
  governor: ['GOVERNANCE_OFFICER'],
  auditor: ['AUDITOR'],
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

interface Staff {
  readonly signer: TestSigner
  readonly roles: readonly Role[]
}

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
export class ListingZones {
  readonly clock: TestClock
  readonly court: Endpoint
  readonly other: Endpoint
  readonly path: Path
  readonly #staff: Readonly<Record<'court' | 'institution', readonly Staff[]>>

  constructor(crypto: Crypto, startMs: number, subscribers: readonly string[] = SUBSCRIBERS) {
    this.clock = { nowMs: startMs }
    this.#staff = { court: staffOf('court', LISTING_COURTS), institution: staffOf('institution', subscribers) }
    this.court = this.#endpoint(crypto, 'court', LISTING_COURTS)
    this.other = this.#endpoint(crypto, 'institution', subscribers)
    this.path = new Path(this.court, this.other)
    this.path.connect()
  }

  /** An act of officers, given as `<organisation>/<officer>`; answers what the message did. @throws RelayRefused */
  act(endpoint: Endpoint, officers: readonly string[], type: string, value: Json): Json {
    const signers = officers.map((name) => this.signer(endpoint, name))
    return required(type, endpoint.chain.deliver([{ type, value }], signers)).data?.[0] ?? null
  }

  /** Demands a refusal by its code, with module state as it was; gives its facts. */
  expectRefused(
    endpoint: Endpoint,
    officers: readonly string[],
    { type, value, kind }: { readonly type: string; readonly value: Json; readonly kind: ErrorKind },
  ): Readonly<Record<string, Json>> {
    const { chain } = endpoint
    const before = chain.moduleEntries()
    const signers = officers.map((name) => this.signer(endpoint, name))
    const { codespace, code, events, facts } = chain.deliver([{ type, value }], signers)
    if (codespace !== kind.codespace || code !== kind.code) {
      throw new RangeError(`${type}: expected ${kind.codespace}/${kind.name}, seen ${codespace}/${code}`)
    }
    if (events.length > 0 || chain.moduleEntries() !== before) throw new RangeError(`${type}: left a trace`)
    return facts
  }

  signer(endpoint: Endpoint, name: string): TestSigner {
    const staff = endpoint === this.court ? this.#staff.court : this.#staff.institution
    const found = staff.find(({ signer: { organisation, officer } }) => `${organisation}/${officer}` === name)
    if (found === undefined) throw new RangeError(`no officer ${name}`)
    return found.signer
  }

  /** Relays until nothing is open that can be moved; both zones' invariants hold after it. */
  relay(): void {
    for (const end of [this.court, this.other]) this.#expire(end)
    this.path.relayAll()
    this.sound()
  }

  /** Proves that what is too late has not arrived. */
  #expire(source: Endpoint): void {
    const { chain } = this.path.peerOf(source)
    for (const { value } of sentRows(source.chain.store).list({ under: [source.clientId], limit: 100 })) {
      const { packet } = value
      const isReceived = chain.store.get(receiptKey(packet.destinationClient, packet.sequence)) !== undefined
      if (!isReceived && packet.timeoutSeconds * 1_000 <= this.clock.nowMs) this.path.timeout(source, packet)
    }
  }

  sound(): void {
    for (const { chain } of [this.court, this.other]) {
      const violations = chain.violations()
      if (violations.length > 0) throw new RangeError(JSON.stringify(violations))
    }
  }

  /** Walks both zones to an instant in steps that the clients' trust bears. */
  jumpTo(ms: number): void {
    while (this.clock.nowMs < ms) {
      this.clock.nowMs = Math.min(ms, this.clock.nowMs + STEP_MS)
      for (const { chain } of [this.court, this.other]) chain.block([])
      for (const end of [this.court, this.other]) this.path.update(end)
    }
  }

  #endpoint(crypto: Crypto, kind: 'court' | 'institution', names: readonly string[]): Endpoint {
    const staff = this.#staff[kind]
    const own = kind === 'court' ? COURT_ROLES : OWN_ROLES
    const genesis = zoneGenesis(kind, {
      crypto,
      validFromMs: this.clock.nowMs,
      lawFrom: '2020-01-01',
      root: {
        organisation: 'alliance',
        zh: '示例联盟',
        en: 'sample alliance',
        roles: ['ROOT_OFFICER', 'COURT_JUDGE'],
        jurisdictions: [''],
      },
      organisations: names.map((organisation) => ({
        organisation,
        zh: '示例机关',
        en: 'sample authority',
        roles: [...Object.values(own), ...Object.values(SERVICE_ROLES)].flat(),
        jurisdictions: [''],
      })),
      officers: staff.map(({ signer, roles }, at) => ({
        organisation: signer.organisation,
        officer: signer.officer,
        personId: `person-${kind}-${String(at).padStart(4, '0')}`,
        roles,
        key: signer.key,
      })),
      askers: LISTING_COURTS,
      client: '07-tendermint-0',
    })
    const chain = new SignedChain({
      chainId: `xz-${kind}-1`,
      modules: zoneModules(kind),
      genesis,
      crypto,
      clock: this.clock,
      validators: validatorKeys(crypto, [10], kind === 'court' ? 201 : 211),
    })
    const [first = ''] = names
    const named = (officer: string): TestSigner => {
      const found = staff.find(({ signer }) => signer.organisation === first && signer.officer === officer)
      if (found === undefined) throw new RangeError(officer)
      return found.signer
    }
    return new Endpoint({ chain, relayer: named('relayer'), governors: [named('trust-1'), named('trust-2')] })
  }
}
