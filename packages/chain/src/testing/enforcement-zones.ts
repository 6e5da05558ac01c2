import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import type { Role } from '@xiezhi/contracts'
import { Endpoint, Path, required, SignedChain, validatorKeys } from '@xiezhi/interchain/testing'
import type { TestClock } from '@xiezhi/interchain/testing'
import type { Message } from '@xiezhi/kernel'
import { testSigner } from '@xiezhi/kernel/testing'
import type { TestSigner } from '@xiezhi/kernel/testing'
import { zoneGenesis, zoneModules } from '../index.ts'

const DAY_MS = 86_400_000
/** Half of the trusting period of the clients is longer. */
const STEP_MS = 5 * DAY_MS

const COURT_ROLES: readonly Role[] = ['COURT_FILING', 'COURT_JUDGE', 'COURT_ENFORCER', 'TRUST_OFFICER', 'RELAYER']
const OWN_ROLES: readonly Role[] = [
  'BANK_OPERATOR',
  'REGISTRY_OPERATOR',
  'GATEWAY_SERVICE',
  'AUDITOR',
  'TRUST_OFFICER',
  'RELAYER',
]
export const COURTS = ['court-x', 'court-y', 'court-z'] as const
export const INSTITUTIONS = ['bank', 'payment', 'land', 'vehicles'] as const

interface Staff {
  readonly signer: TestSigner
  readonly roles: readonly Role[]
}

/** Invented officers of every organisation: `<organisation>/<officer>`. */
function staffOf(kind: 'court' | 'institution'): readonly Staff[] {
  const seedOf = seeds(kind === 'court' ? 1 : 101)
  const of = (organisation: string, officer: string, ...roles: Role[]): Staff => ({
    signer: testSigner(organisation, officer, seedOf()),
    roles,
  })
  const root = [of('alliance', 'root-1', 'ROOT_OFFICER'), of('alliance', 'root-2', 'ROOT_OFFICER')]
  const own =
    kind === 'court'
      ? COURTS.flatMap((court) => [
          of(court, 'filing', 'COURT_FILING'),
          of(court, 'judge', 'COURT_JUDGE'),
          of(court, 'enforcer', 'COURT_ENFORCER'),
        ])
      : INSTITUTIONS.flatMap((name) => [
          of(name, 'operator', 'BANK_OPERATOR', 'REGISTRY_OPERATOR'),
          of(name, 'gateway', 'GATEWAY_SERVICE'),
        ])
  const [first = ''] = kind === 'court' ? COURTS : INSTITUTIONS
  return [
    ...root,
    ...own,
    of(first, 'trust-1', 'TRUST_OFFICER'),
    of(first, 'trust-2', 'TRUST_OFFICER'),
    of(first, 'relayer', 'RELAYER'),
  ]
}

function seeds(from: number): () => number {
  let next = from
  return () => next++
}

/** A court zone of three courts and a zone of four institutions, with clients of each other, under one scenario clock. */
export class EnforcementZones {
  readonly clock: TestClock
  readonly court: Endpoint
  readonly institution: Endpoint
  readonly path: Path
  readonly #staff = { court: staffOf('court'), institution: staffOf('institution') }

  constructor(crypto: Crypto, startMs: number) {
    this.clock = { nowMs: startMs }
    this.court = this.#endpoint(crypto, 'court', startMs)
    this.institution = this.#endpoint(crypto, 'institution', startMs)
    this.path = new Path(this.court, this.institution)
    this.path.connect()
  }

  /** An act of officers, given as `<organisation>/<officer>`; answers what the message did. @throws RelayRefused */
  act(endpoint: Endpoint, officers: readonly string[], type: string, value: Json): Json {
    const signers = officers.map((name) => this.signer(endpoint, name))
    const done = required(type, endpoint.chain.deliver([{ type, value } satisfies Message], signers))
    return done.data?.[0] ?? null
  }

  signer(endpoint: Endpoint, name: string): TestSigner {
    const staff = endpoint === this.court ? this.#staff.court : this.#staff.institution
    const found = staff.find(({ signer: { organisation, officer } }) => `${organisation}/${officer}` === name)
    if (found === undefined) throw new RangeError(`no officer ${name}`)
    return found.signer
  }

  /** Relays until nothing is open that can be moved; both zones' invariants hold after it. */
  relay(): void {
    this.path.relayAll()
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

  #endpoint(crypto: Crypto, kind: 'court' | 'institution', startMs: number): Endpoint {
    const staff = this.#staff[kind]
    const names = kind === 'court' ? COURTS : INSTITUTIONS
    const genesis = zoneGenesis(kind, {
      crypto,
      validFromMs: startMs,
      lawFrom: '2020-01-01',
      root: {
        organisation: 'alliance',
        zh: '示例联盟',
        en: 'sample alliance',
        roles: ['ROOT_OFFICER'],
        jurisdictions: [''],
      },
      organisations: names.map((organisation) => ({
        organisation,
        zh: '示例机关',
        en: 'sample authority',
        roles: kind === 'court' ? COURT_ROLES : OWN_ROLES,
        jurisdictions: [''],
      })),
      officers: staff.map(({ signer, roles }, at) => ({
        organisation: signer.organisation,
        officer: signer.officer,
        personId: `person-${kind}-${String(at).padStart(4, '0')}`,
        roles,
        key: signer.key,
      })),
      askers: COURTS,
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
