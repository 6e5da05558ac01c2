import { array, CodecError, nullable, object } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { ContractError, ensure } from '@xiezhi/kernel'
import type { TxContext } from '@xiezhi/kernel'
import { shortId } from '../ids.ts'
import { ADMINISTRATORS, organisationOf, requireNarrower } from './api.ts'
import { errors } from './errors.ts'
import { admitKey, requireCanonicalKey } from './handlers/admit-key.ts'
import { requireUnmixedRoles } from './handlers/appoint-officer.ts'
import { openOfficeSchema } from './messages.ts'
import {
  CHAIN_DEPTH_MAX,
  grantSchema,
  keys,
  keyText,
  name,
  officers,
  offices,
  organisations,
  personId,
  persons,
} from './state.ts'

const ORGANISATIONS_MAX = 4_096
const OFFICERS_MAX = 16_384

export const genesisSchema = object({
  /** The root first, each after the one above it. */
  organisations: array(
    object({ organisation: shortId, parent: nullable(shortId), zh: name, en: name, grant: grantSchema }),
    { min: 1, max: ORGANISATIONS_MAX },
  ),
  offices: array(openOfficeSchema, { max: ORGANISATIONS_MAX }),
  officers: array(
    object({
      organisation: shortId,
      office: shortId,
      officer: shortId,
      personId,
      grant: grantSchema,
      keys: array(keyText, { max: 8 }),
    }),
    { max: OFFICERS_MAX },
  ),
})
export type AuthorityGenesis = Infer<typeof genesisSchema>

/** Writes the root organisation, what is accredited below it, officers and first keys. @throws ContractError */
export function initAuthority(ctx: TxContext, genesis: Json): void {
  if (genesis === null) return
  const { organisations: chain, offices: rooms, officers: staff } = parsed(genesis)
  for (const entry of chain) addOrganisation(ctx, entry)
  for (const office of rooms) addOffice(ctx, office)
  for (const officer of staff) addOfficer(ctx, officer)
  const root = chain[0]?.organisation
  const administrators = staff.filter(
    ({ organisation, grant }) => organisation === root && grant.roles.some((role) => ADMINISTRATORS.includes(role)),
  )
  const found = new Set(administrators.map(({ personId: person }) => person)).size
  ensure(found >= 2, errors.GenesisInvalid, { part: 'administrators of the root', seen: found })
}

function addOrganisation(ctx: TxContext, entry: AuthorityGenesis['organisations'][number]): void {
  const { organisation, parent, grant } = entry
  const isFirst = organisations(ctx.store).list({ limit: 1 }).length === 0
  ensure(isFirst === (parent === null), errors.GenesisInvalid, { part: 'root', organisation })
  ensure(!organisations(ctx.store).has(organisation), errors.OrganisationExists, { organisation })
  const above = parent === null ? undefined : organisationOf(ctx, parent)
  ensure(parent === null || above !== undefined, errors.OrganisationUnknown, { organisation: parent })
  if (above !== undefined) requireNarrower(above.grant, grant)
  const depth = (above?.depth ?? 0) + 1
  ensure(depth <= CHAIN_DEPTH_MAX, errors.ChainTooDeep, { depthMax: CHAIN_DEPTH_MAX })
  organisations(ctx.store).set(organisation, {
    ...entry,
    depth,
    suspensions: [],
    accreditedAtMs: ctx.block.decidedAtMs,
  })
}

function addOffice(ctx: TxContext, entry: AuthorityGenesis['offices'][number]): void {
  const { organisation, office, grant } = entry
  const above = organisationOf(ctx, organisation)
  ensure(above !== undefined, errors.OrganisationUnknown, { organisation })
  ensure(!offices(ctx.store).has(organisation, office), errors.OfficeExists, { organisation, office })
  requireNarrower(above.grant, grant)
  offices(ctx.store).set([organisation, office], { ...entry, openedAtMs: ctx.block.decidedAtMs })
}

function addOfficer(ctx: TxContext, entry: AuthorityGenesis['officers'][number]): void {
  const { keys: firstKeys, ...appointed } = entry
  const { organisation, office, officer, grant } = appointed
  const above = offices(ctx.store).get(organisation, office)
  ensure(above !== undefined, errors.OfficeUnknown, { organisation, office })
  ensure(!officers(ctx.store).has(organisation, officer), errors.OfficerExists, { organisation, officer })
  requireNarrower(above.grant, grant)
  requireUnmixedRoles(grant.roles)
  const appointedAtMs = ctx.block.decidedAtMs
  officers(ctx.store).set([organisation, officer], { ...appointed, appointedAtMs, left: null })
  persons(ctx.store).set([entry.personId, organisation, officer], { sinceMs: appointedAtMs })
  for (const key of firstKeys) {
    requireCanonicalKey(key)
    ensure(!keys(ctx.store).has(key), errors.KeyExists, { key })
    admitKey(ctx, { organisation, officer, key, validToMs: null })
  }
}

function parsed(genesis: Json): AuthorityGenesis {
  try {
    return genesisSchema.parse(genesis)
  } catch (error) {
    if (error instanceof CodecError) throw new ContractError(errors.GenesisInvalid, error.facts)
    throw error
  }
}
