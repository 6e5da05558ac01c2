import type { Crypto } from '@xiezhi/crypto'
import type { Role } from '@xiezhi/contracts'
import { testSigner } from '@xiezhi/kernel/testing'
import { ScenarioZones } from './scenario-zones.ts'
import type { ScenarioZone, Staff } from './scenario-zones.ts'

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
export class EnforcementZones extends ScenarioZones {
  constructor(crypto: Crypto, startMs: number) {
    super({
      crypto,
      startMs,
      court: zoneOf('court', COURTS, COURT_ROLES),
      institution: zoneOf('institution', INSTITUTIONS, OWN_ROLES),
    })
  }
}

function zoneOf(
  kind: 'court' | 'institution',
  organisations: readonly string[],
  organisationRoles: readonly Role[],
): ScenarioZone {
  return { organisations, organisationRoles, rootRoles: ['ROOT_OFFICER'], staff: staffOf(kind) }
}
