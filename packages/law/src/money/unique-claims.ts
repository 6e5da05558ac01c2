import { LawError } from '../law-error.ts'

interface Named {
  readonly id: string
}

/** Throws `DUP_ID` where lists that are paid together name one claim twice; each list by its path. */
export function refuseSharedIds(lists: readonly (readonly [path: string, claims: readonly Named[]])[]): void {
  const seen = new Set<string>()
  for (const [path, claims] of lists) {
    claims.forEach(({ id }, index) => {
      if (seen.has(id)) throw new LawError('DUP_ID', `${path}/${index}/id`)
      seen.add(id)
    })
  }
}
