import { array, hexEncode, integer, nullable, object, string, utf8Encode } from '@xiezhi/codec'
import type { Infer, Json, Schema } from '@xiezhi/codec'
import { ContractError } from '@xiezhi/kernel'
import type { ErrorKind, ReadContext } from '@xiezhi/kernel'
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

/** What an effect of time computes anew: the results that rest on a year, behind the last one that was. */
export const calendarItem = <T extends Json>(
  id: Schema<T>,
): Schema<{ readonly year: number; readonly after: T | null }> => object({ year, after: nullable(id) })

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
