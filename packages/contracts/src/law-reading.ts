import { array, hexEncode, integer, nullable, object, string, utf8Encode } from '@xiezhi/codec'
import type { Infer, Json, Schema } from '@xiezhi/codec'
import { ContractError } from '@xiezhi/kernel'
import type { CollectionDefinition, ErrorKind, ReadContext, TxContext } from '@xiezhi/kernel'
import { LawError, parameterVersion } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'

/** Runs law functions; their refusal of an input becomes the refusal of the module. */
export function refusingLaw(kind: ErrorKind): <T>(run: () => T) => T {
  return (run) => {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof LawError)) throw error
      throw new ContractError(kind, { law: error.code, path: error.path })
    }
  }
}

const versions = new WeakMap<LawBook, string>()

/** Digest of the law's parameters and calendars. */
export function lawVersionOf(ctx: ReadContext, law: LawBook): string {
  const known = versions.get(law)
  if (known !== undefined) return known
  const digest = `sha256:${hexEncode(ctx.crypto.sha256(utf8Encode(parameterVersion(law))))}`
  versions.set(law, digest)
  return digest
}

/** Results that rest on the notice of a year are computed anew so many in one effect of time. */
export const CALENDAR_BATCH = 16
const year = integer({ min: 1949, max: 9_999 })

/** Years whose notices a result rests on; no version: the notice was not loaded, the result is provisional. */
export const calendarUsesSchema = array(object({ year, version: nullable(string({ bytesMin: 1, bytesMax: 64 })) }), {
  max: 8,
})
export type CalendarUses = Infer<typeof calendarUsesSchema>
/** Row of an index by year. */
export const restingSchema = object({ version: nullable(string({ bytesMin: 1, bytesMax: 64 })) })

interface OfYear<T extends string> {
  /** The module whose due effect `calendar` computes its results anew. */
  readonly module: string
  /** Of a result. */
  readonly id: Schema<T>
  /** Results by the year that they rest on. */
  readonly index: CollectionDefinition<Infer<typeof restingSchema>>
}

/** A notice of a year holds from `atMs` on: the results of a module that rest on the year are found and computed anew. */
export function scheduleOfYear(
  ctx: TxContext,
  { module }: Pick<OfYear<string>, 'module'>,
  year: number,
  atMs: number,
  after: string | null = null,
): void {
  ctx.schedule({ module, kind: 'calendar', atMs, item: { year, after } })
}

/** The due effect of a notice: computes the results that rest on its year anew, a batch at a time. */
export function renewOfYear<T extends string>(
  of: OfYear<T>,
  renew: (ctx: TxContext, id: string, year: number) => void,
): (ctx: TxContext, item: Json) => void {
  const itemSchema = object({ year, after: nullable(of.id) })
  return (ctx, item) => {
    const { year: ofYear, after } = itemSchema.parse(item)
    const rows = of.index(ctx.store).list({
      under: [String(ofYear)],
      limit: CALENDAR_BATCH,
      ...(after === null ? {} : { after: [String(ofYear), after] }),
    })
    for (const { id } of rows) renew(ctx, id[1] ?? '', ofYear)
    const last = rows.at(-1)?.id[1]
    if (rows.length < CALENDAR_BATCH || last === undefined) return
    scheduleOfYear(ctx, of, ofYear, ctx.block.decidedAtMs, last)
  }
}

/** The verdict and reasons of a law function's result, without what else it says. */
export function judgementOf<V extends string, R>({
  verdict,
  reasons,
}: {
  readonly verdict: V
  readonly reasons: R
}): {
  readonly verdict: V
  readonly reasons: R
} {
  return { verdict, reasons }
}
