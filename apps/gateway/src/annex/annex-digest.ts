/** An answer as the bureau's record and the court's receipt hold it. */
export interface Answered {
  readonly question: { readonly caseRef: string | null }
  readonly result: {
    readonly finding: {
      readonly heads: readonly { readonly recordType: string; readonly digest: string }[]
    } | null
  }
}

/** What the ledger of the bureau has committed to as the annex of an answer; undefined: it has none. */
export function annexDigest({ question, result }: Answered): string | undefined {
  // For a court with a case, and nobody else.
  if (question.caseRef === null) return undefined
  return result.finding?.heads.find(({ recordType }) => recordType === 'creditReport')?.digest
}
