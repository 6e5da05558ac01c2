import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { Role } from '@xiezhi/contracts'
import { Endpoint, Path, required, SignedChain, validatorKeys } from '@xiezhi/interchain/testing'
import type { TestClock } from '@xiezhi/interchain/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { zoneGenesis, zoneModules } from '../index.ts'

const DAY_MS = 86_400_000
/** Half of the trusting period of the clients is longer. */
const STEP_MS = 5 * DAY_MS

export interface Staff {
  readonly signer: TestSigner
  readonly roles: readonly Role[]
}

/** One of the two zones. The first of its organisations has two trust officers, `trust-1` and `trust-2`, and `relayer`. */
export interface ScenarioZone {
  readonly organisations: readonly string[]
  readonly organisationRoles: readonly Role[]
  readonly rootRoles: readonly Role[]
  readonly staff: readonly Staff[]
}

export interface ScenarioZonesOptions {
  readonly crypto: Crypto
  readonly startMs: number
  readonly court: ScenarioZone
  readonly institution: ScenarioZone
}

/** A zone of courts and a zone of institutions, with clients of each other, under one scenario clock. */
export class ScenarioZones {
  readonly clock: TestClock
  readonly court: Endpoint
  readonly institution: Endpoint
  readonly path: Path
  readonly #options: ScenarioZonesOptions
  /** Of the zones that were added, by chain. */
  readonly #added = new Map<SignedChain, ScenarioZone>()

  constructor(options: ScenarioZonesOptions) {
    this.#options = options
    this.clock = { nowMs: options.startMs }
    this.court = this.#endpoint('court', options.court)
    this.institution = this.#endpoint('institution', options.institution)
    this.path = new Path(this.court, this.institution)
    this.path.connect()
  }

  /** An act of officers, given as `<organisation>/<officer>`; answers what the message did. @throws RelayRefused */
  act(endpoint: Endpoint, officers: readonly string[], type: string, value: Json): Json {
    const signers = officers.map((name) => this.signer(endpoint, name))
    return required(type, endpoint.chain.deliver([{ type, value }], signers)).data?.[0] ?? null
  }

  /** One more zone of institutions, with clients of it and the court; the court is the end `a`. */
  addZone(zone: ScenarioZone): Path {
    const { chain, relayer, governors } = this.court
    const added = this.#endpoint('institution', zone, this.#added.size + 2)
    this.#added.set(added.chain, zone)
    const path = new Path(new Endpoint({ chain, relayer, governors }), added)
    path.connect()
    return path
  }

  signer({ chain }: Endpoint, name: string): TestSigner {
    const own = chain === this.court.chain ? this.#options.court : this.#options.institution
    const { staff } = this.#added.get(chain) ?? own
    const found = staff.find(({ signer: { organisation, officer } }) => `${organisation}/${officer}` === name)
    if (found === undefined) throw new RangeError(`no officer ${name}`)
    return found.signer
  }

  /** Relays until nothing is open that can be moved; both zones' invariants hold after it. */
  relay(): void {
    this.path.relayAll()
    this.sound()
  }

  /** Both zones' invariants hold. */
  sound(): void {
    for (const { chain } of [this.court, this.institution]) {
      const violations = chain.violations()
      if (violations.length > 0) throw new RangeError(JSON.stringify(violations))
    }
  }

  /** Walks both zones to an instant in steps that the clients' trust bears. */
  jumpTo(ms: number): void {
    while (this.clock.nowMs < ms) {
      this.clock.nowMs = Math.min(ms, this.clock.nowMs + STEP_MS)
      for (const { chain } of [this.court, this.institution]) chain.block([])
      for (const end of [this.court, this.institution]) this.path.update(end)
    }
  }

  #endpoint(kind: 'court' | 'institution', zone: ScenarioZone, number = 1): Endpoint {
    const { crypto, startMs, court } = this.#options
    const { organisations, organisationRoles, rootRoles, staff } = zone
    const genesis = zoneGenesis(kind, {
      crypto,
      validFromMs: startMs,
      lawFrom: '2020-01-01',
      root: { organisation: 'alliance', zh: '示例联盟', en: 'sample alliance', roles: rootRoles, jurisdictions: [''] },
      organisations: organisations.map((organisation) => ({
        organisation,
        zh: '示例机关',
        en: 'sample authority',
        roles: organisationRoles,
        jurisdictions: [''],
      })),
      officers: staff.map(({ signer, roles }, at) => ({
        organisation: signer.organisation,
        officer: signer.officer,
        personId: `person-${kind}-${String(at).padStart(4, '0')}`,
        roles,
        key: signer.key,
      })),
      askers: court.organisations,
      client: '07-tendermint-0',
    })
    const chain = new SignedChain({
      chainId: `xz-${kind}-${String(number)}`,
      modules: zoneModules(kind),
      genesis,
      crypto,
      clock: this.clock,
      validators: validatorKeys(crypto, [10], (kind === 'court' ? 191 : 201) + number * 10),
    })
    const [first = ''] = organisations
    const named = (officer: string): TestSigner => {
      const found = staff.find(({ signer }) => signer.organisation === first && signer.officer === officer)
      if (found === undefined) throw new RangeError(officer)
      return found.signer
    }
    return new Endpoint({ chain, relayer: named('relayer'), governors: [named('trust-1'), named('trust-2')] })
  }
}
