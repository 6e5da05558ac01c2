/** Why a conversation with the engine cannot go on. */
export type AbciErrorCode = 'ABCI_FRAME' | 'ABCI_REQUEST_UNKNOWN' | 'ABCI_REQUEST_MALFORMED' | 'ABCI_OUT_OF_ORDER'

export type AbciFacts = Readonly<Record<string, string | number>>

export class AbciError extends Error {
  readonly code: AbciErrorCode
  readonly facts: AbciFacts

  constructor(code: AbciErrorCode, facts: AbciFacts = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(facts)}`, cause === undefined ? undefined : { cause })
    this.name = 'AbciError'
    this.code = code
    this.facts = facts
  }
}
