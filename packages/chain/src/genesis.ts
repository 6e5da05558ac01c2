import { hexEncode, utf8Encode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Crypto } from '@xiezhi/crypto'
import { listingApi, listingState, orderState } from '@xiezhi/contracts'
import type { Role } from '@xiezhi/contracts'
import { ASSETS, bundledLaw, parameterVersion } from '@xiezhi/law'
import { MACHINES } from './agreement-ports.ts'
import { LISTING_POLICY } from './listing-ports.ts'
import { ORDER_POLICY, QUERY_POLICY } from './zone-modules.ts'
import type { ZoneKind } from './zone-modules.ts'

export interface GenesisOrganisation {
  readonly organisation: string
  readonly zh: string
  readonly en: string
  readonly roles: readonly Role[]
  /** Starts of region or court codes; the empty text is everywhere. */
  readonly jurisdictions: readonly string[]
}

export interface GenesisOfficer {
  readonly organisation: string
  readonly officer: string
  /** Random id of the natural person. */
  readonly personId: string
  readonly roles: readonly Role[]
  readonly key: string
}

export interface GenesisInput {
  readonly crypto: Crypto
  /** UTC milliseconds from which the accreditations hold. */
  readonly validFromMs: number
  /** First civil day on which the law book and calendars of this build are in force. */
  readonly lawFrom: string
  /** The alliance's root; its officers need two persons with ROOT_OFFICER. */
  readonly root: GenesisOrganisation
  readonly organisations: readonly GenesisOrganisation[]
  readonly officers: readonly GenesisOfficer[]
  /** Organisations of the other zone that may ask, or order; not of a court. */
  readonly askers: readonly string[]
  /** Client of the other zone. */
  readonly client: string
}

const OFFICE = 'office'

/** Genesis of a zone by module: organisations, officers, keys, the law in force, and who may be answered. */
export function zoneGenesis(kind: ZoneKind, input: GenesisInput): Readonly<Record<string, Json>> {
  const { root, organisations, validFromMs } = input
  const all = [root, ...organisations]
  const grant = ({ roles, jurisdictions }: Pick<GenesisOrganisation, 'roles' | 'jurisdictions'>): Json => ({
    roles: [...roles],
    recordTypes: ['*'],
    orderTypes: ['*'],
    jurisdictions: [...jurisdictions],
    validFromMs,
    validToMs: null,
  })
  const rolesOfAll = [...new Set(all.flatMap(({ roles }) => roles))]
  const grantOf = (organisation: GenesisOrganisation): Json =>
    grant(organisation === root ? { roles: rolesOfAll, jurisdictions: [''] } : organisation)
  return {
    ...(kind === 'court' ? { agreement: { machines: MACHINES } } : {}),
    authority: {
      organisations: all.map((entry) => ({
        organisation: entry.organisation,
        parent: entry === root ? null : root.organisation,
        zh: entry.zh,
        en: entry.en,
        grant: grantOf(entry),
      })),
      offices: all.map((entry) => ({
        organisation: entry.organisation,
        office: OFFICE,
        zh: entry.zh,
        en: entry.en,
        grant: grantOf(entry),
      })),
      officers: input.officers.map(({ organisation, officer, personId, roles, key }) => {
        const jurisdictions = all.find((entry) => entry.organisation === organisation)?.jurisdictions ?? []
        return { organisation, office: OFFICE, officer, personId, keys: [key], grant: grant({ roles, jurisdictions }) }
      }),
    },
    governance: {
      parameters: [],
      policies: policiesOf(kind, input),
      anchors: [],
      laws: [
        {
          parameterVersion: lawDigest(input.crypto),
          effectiveFrom: input.lawFrom,
          source: '本版本规则库 / law book of this build',
        },
      ],
      calendarYears: [],
    },
  }
}

/** `sha256:` of the canonical tables of the law book that this build carries. */
export function lawDigest(crypto: Crypto): string {
  return `sha256:${hexEncode(crypto.sha256(utf8Encode(parameterVersion(bundledLaw))))}`
}

function policiesOf(kind: ZoneKind, input: GenesisInput): Json[] {
  if (kind === 'justice') return [queryPolicy(input)]
  return kind === 'institution' ? [orderPolicy(input), listingPolicy(input)] : []
}

/** Courts may order what article 20 speaks of from the organisations of this zone (意见 20; rulebook 20A). */
function orderPolicy({ askers, client }: GenesisInput): Json {
  return {
    id: ORDER_POLICY,
    source: '法发〔2022〕16号 20',
    rules: [
      {
        client,
        organisations: [...askers],
        roles: ['COURT_JUDGE', 'COURT_ENFORCER'],
        purposes: [...orderState.INSTRUMENT_KINDS],
        legalBases: ['OPINIONS_ART_20'],
        recordTypes: [...ASSETS],
        caseRequired: true,
        assuranceMin: 'institution',
      },
    ],
  }
}

/** Courts may bring their lists to the departments of this zone (意见 26; rulebook 20D, 26). */
function listingPolicy({ askers, client }: GenesisInput): Json {
  return {
    id: LISTING_POLICY,
    source: '法发〔2022〕16号 26',
    rules: [
      {
        client,
        organisations: [...askers],
        roles: ['COURT_PRESIDENT', 'COURT_JUDGE'],
        purposes: [listingApi.LIST_PURPOSE],
        legalBases: ['OPINIONS_ART_26'],
        recordTypes: [...listingState.LISTS],
        caseRequired: true,
        assuranceMin: 'institution',
      },
    ],
  }
}

/** Courts may ask about licences and contest a record, for a case (意见 18; rulebook 18.4, 18.7). */
function queryPolicy({ askers, client }: GenesisInput): Json {
  return {
    id: QUERY_POLICY,
    source: '法发〔2022〕16号 18',
    rules: [
      {
        client,
        organisations: [...askers],
        roles: ['COURT_FILING', 'COURT_CLERK', 'COURT_JUDGE', 'COURT_PRESIDENT'],
        purposes: ['AGENT_VERIFICATION', 'RECORD_OBJECTION'],
        legalBases: ['OPINIONS_ART_18'],
        recordTypes: ['lawyerCredential'],
        caseRequired: true,
        assuranceMin: 'institution',
      },
    ],
  }
}
