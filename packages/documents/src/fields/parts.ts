import { array, enumeration, integer, nullable, object, refine } from '@xiezhi/codec'
import type { Schema } from '@xiezhi/codec'
import { ASSETS } from '@xiezhi/law'
import { ID_WORDS, INSTRUMENT_WORDS, MEASURE_WORDS, PANEL_WORDS, RESULT_WORDS } from '../words/codes.ts'
import {
  caseNumber,
  checkAddress,
  civilDate,
  documentId,
  line,
  lines,
  name,
  paragraph,
  paragraphs,
  sum,
} from './scalars.ts'

/** Codes of a table of words. */
export function codesIn<T extends Readonly<Record<string, string>>>(words: T): Schema<keyof T & string> {
  return enumeration(Object.keys(words) as (keyof T & string)[])
}

/** What every document has. */
export const documentFields = { documentId, checkAt: checkAddress } as const

/** Court, number, day and seal of what a court issues. */
export const courtFields = { ...documentFields, court: name, caseNumber, signedOn: civilDate, seal: name } as const

export const personFields = { name, idKind: codesIn(ID_WORDS), idNumber: name } as const
const party = object({ ...personFields, address: nullable(line), representative: nullable(name) })
export const partyFields = {
  applicants: array(party, { min: 1, max: 30 }),
  debtors: array(party, { min: 1, max: 30 }),
} as const

/** The document that is enforced (执行依据). */
export const basis = object({
  issuer: name,
  number: name,
  type: codesIn(INSTRUMENT_WORDS),
  effectiveOn: civilDate,
})

export const panel = array(object({ role: codesIn(PANEL_WORDS), name }), { min: 1, max: 7 })
export const contact = object({ person: name, phone: name, address: line })
/** An officer shows two cards: 工作证 and 执行公务证 (R20-01). */
export const officers = array(object({ name, workCard: name, dutyCard: name }), { min: 1, max: 4 })

const assetFields = {
  asset: enumeration(ASSETS),
  description: line,
  holder: name,
  institution: name,
} as const
const term = { from: civilDate, to: civilDate } as const

interface Controlled {
  readonly asset: string
  readonly limitCents: number | null
}
interface Term {
  readonly from: string
  readonly to: string
}

/** R20-13: money is controlled up to a sum; a thing may be controlled as it is. */
function statesSum({ asset, limitCents }: Controlled): boolean {
  return asset !== 'DEPOSIT' || limitCents !== null
}

function isForward({ from, to }: Term): boolean {
  return from < to
}

const controlledShape = object({ ...assetFields, measure: codesIn(MEASURE_WORDS), limitCents: nullable(sum), ...term })
/** Property under a measure: what, where, up to which sum, from when to when. */
export const controlled = array(
  refine(
    refine(controlledShape, isForward, 'a term whose end lies after its beginning'),
    statesSum,
    'a sum for a bank deposit',
  ),
  { min: 1, max: 64 },
)
export const renewed = array(
  refine(
    object({ ...assetFields, measure: codesIn(MEASURE_WORDS), previousTo: civilDate, ...term }),
    isForward,
    'a term whose end lies after its beginning',
  ),
  { min: 1, max: 64 },
)
export const released = array(
  object({
    ...assetFields,
    measure: codesIn(MEASURE_WORDS),
    /** What stays under control; null: nothing. */
    remainingCents: nullable(sum),
  }),
  { min: 1, max: 64 },
)
export const affected = array(object({ ...assetFields, measure: codesIn(MEASURE_WORDS) }), { min: 1, max: 64 })
export const disposed = array(object({ ...assetFields, amountCents: nullable(sum) }), { min: 1, max: 64 })

/** What a bank or registry says to each request (回执). */
export const outcomes = array(
  object({
    description: line,
    result: codesIn(RESULT_WORDS),
    amountCents: nullable(sum),
    from: nullable(civilDate),
    to: nullable(civilDate),
    /** 0: in effect; n: so many stand before it; null: nothing was registered. */
    rank: nullable(integer({ min: 0, max: 10_000 })),
    reason: nullable(line),
  }),
  { min: 1, max: 64 },
)

/** A ruling: who, on which document, why, under which articles, what, how to oppose it, who decided. */
export const rulingFields = {
  ...courtFields,
  ...partyFields,
  basis,
  facts: paragraphs,
  articles: lines,
  decisions: paragraphs,
  remedy: paragraph,
  panel,
} as const
