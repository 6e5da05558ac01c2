import { hexEncode, utf8Encode } from '@xiezhi/codec'
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
