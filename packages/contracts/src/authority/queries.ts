import { enumeration, integer, nullable, object, optional, string } from '@xiezhi/codec'
import type { Infer, Json } from '@xiezhi/codec'
import { defineQuery } from '@xiezhi/kernel'
import type { AnyQuery, ReadContext } from '@xiezhi/kernel'
import { actId, shortId } from '../ids.ts'
import { chainOf, keyStanding, responsibleFor, sortable } from './api.ts'
import {
  acts,
  delegated,
  delegations,
  DELEGATIONS_PER_OFFICER_MAX,
  duties,
  DUTIES_MAX,
  instant,
  keys,
  KEYS_PER_OFFICER_MAX,
  keyText,
  officerKeys,
  officers,
  offices,
  personId,
  OFFICES_PER_PERSON_MAX,
  persons,
  proposals,
} from './state.ts'

const PAGE_MAX = 100
const limit = optional(integer({ min: 1, max: PAGE_MAX }))
const officerId = { organisation: shortId, officer: shortId }

const organisationQuery = object({ organisation: shortId })
const officerQuery = object(officerId)
const personQuery = object({ personId })
const standingQuery = object({ key: keyText, stampMs: instant })
const doubtfulQuery = object({ key: keyText, after: optional(string({ bytesMin: 1, bytesMax: 200 })), limit })
const proposalQuery = object({ proposalId: actId })
const proposalsQuery = object({
  state: nullable(enumeration(['OPEN', 'APPROVED', 'WITHDRAWN'])),
  after: optional(actId),
  limit,
})

/** The accreditation chain from the organisation up to the root. */
function organisation(ctx: ReadContext, query: Infer<typeof organisationQuery>): Json {
  return chainOf(ctx, query.organisation)
}

/** An officer with office, keys, rights by delegation, and who answers for open duties today. */
function officer(ctx: ReadContext, query: Infer<typeof officerQuery>): Json {
  const under = [query.organisation, query.officer]
  const row = officers(ctx.store).get(...under)
  if (row === undefined) return null
  const held = officerKeys(ctx.store).list({ under, limit: KEYS_PER_OFFICER_MAX })
  const usable = delegated(ctx.store).list({ under, limit: DELEGATIONS_PER_OFFICER_MAX })
  return {
    officer: row,
    office: offices(ctx.store).get(row.organisation, row.office) ?? null,
    keys: held.map(({ id }) => keys(ctx.store).get(id[2] ?? '') ?? null),
    delegations: usable.map(({ id }) => delegations(ctx.store).get(id[2] ?? '') ?? null),
    duties: duties(ctx.store)
      .list({ under, limit: DUTIES_MAX })
      .map(({ value }) => value),
    responsible: responsibleFor(ctx, query.organisation, query.officer) ?? null,
  }
}

function person(ctx: ReadContext, query: Infer<typeof personQuery>): Json {
  return persons(ctx.store)
    .list({ under: [query.personId], limit: OFFICES_PER_PERSON_MAX })
    .map(({ id }) => ({ organisation: id[1] ?? '', officer: id[2] ?? '' }))
}

function standing(ctx: ReadContext, { key, stampMs }: Infer<typeof standingQuery>): Json {
  return { standing: keyStanding(ctx, key, stampMs), key: (keys(ctx.store).get(key) ?? null) as unknown as Json }
}

/** Acts of a compromised key stamped from the compromise date to its end, oldest first. Empty for any other key. */
function doubtfulActs(ctx: ReadContext, query: Infer<typeof doubtfulQuery>): Json {
  const key = keys(ctx.store).get(query.key)
  if (key === undefined || key.compromisedFromMs === null) return { acts: [], next: null }
  const size = query.limit ?? PAGE_MAX
  // A slash sorts below every character of a key part, so the instant alone stands before all acts of that instant.
  const start = [query.key, sortable(key.compromisedFromMs)]
  const after = query.after === undefined ? start : [query.key, ...query.after.split('/')]
  const rows = acts(ctx.store).list({ under: [query.key], after, limit: size })
  const endMs = key.end?.atMs ?? Infinity
  const found = rows.filter(({ value }) => value.atMs <= endMs)
  const last = rows.length === size && found.length === size ? rows.at(-1)?.id.slice(1).join('/') : undefined
  return {
    acts: found.map(({ id, value }) => ({ actId: id[2] ?? '', ...value })),
    next: last ?? null,
  }
}

function proposal(ctx: ReadContext, { proposalId }: Infer<typeof proposalQuery>): Json {
  return proposals(ctx.store).get(proposalId) ?? null
}

function proposalList(ctx: ReadContext, query: Infer<typeof proposalsQuery>): Json {
  const { state, after, limit: size = PAGE_MAX } = query
  const rows = proposals(ctx.store).list(after === undefined ? { limit: size } : { after: [after], limit: size })
  const found = rows.filter(({ value }) => state === null || value.state === state)
  return {
    proposals: found.map(({ value }) => value) as unknown as Json,
    next: rows.length === size ? (rows.at(-1)?.id[0] ?? null) : null,
  }
}

export const queries: readonly AnyQuery[] = [
  defineQuery({ name: 'authority/organisation', schema: organisationQuery, answer: organisation }),
  defineQuery({ name: 'authority/officer', schema: officerQuery, answer: officer }),
  defineQuery({ name: 'authority/person', schema: personQuery, answer: person }),
  defineQuery({ name: 'authority/keyStanding', schema: standingQuery, answer: standing }),
  defineQuery({ name: 'authority/doubtfulActs', schema: doubtfulQuery, answer: doubtfulActs }),
  defineQuery({ name: 'authority/proposal', schema: proposalQuery, answer: proposal }),
  defineQuery({ name: 'authority/proposals', schema: proposalsQuery, answer: proposalList }),
]
