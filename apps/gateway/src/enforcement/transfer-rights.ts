import { enforcementState } from '@xiezhi/contracts'
import type { TransferView } from '@xiezhi/gateway-api'

type Transfer = Pick<enforcementState.Transfer, 'from' | 'to' | 'state' | 'answerBy' | 'decisions'>
type Outcome = TransferView['decisions'][number]['outcome']

/**
 * Whether a court above both courts has refused. Of a refusal of the first court the record says REFUSED too; that one leaves
 * the matter to the court above, and the first court may still hand over.
 */
export function isRefusedAbove({ state, from, decisions }: Pick<Transfer, 'state' | 'from' | 'decisions'>): boolean {
  const last = decisions.at(-1)
  return state === 'REFUSED' && last !== undefined && last.organisation !== from.organisation
}

/** Nothing more can be done: the letter is signed, or a court above both has refused. */
export function isTransferEnded(transfer: Pick<Transfer, 'state' | 'from' | 'decisions'>): boolean {
  return transfer.state === 'GRANTED' || isRefusedAbove(transfer)
}

/** What each decision said: the first court decides only to refuse, it grants by its letter. */
export function outcomeOf({ state, from }: Pick<Transfer, 'state' | 'from'>, organisation: string): Outcome {
  return organisation === from.organisation || state === 'REFUSED' ? 'REFUSED' : 'ORDERED'
}

export interface Asking {
  readonly court: string
  readonly isJudge: boolean
  readonly today: string
  /** State of the first court's measure; undefined: not known here. */
  readonly measureState: string | undefined
  readonly isCourtAbove: (below: string) => Promise<boolean>
}

/** What a court may still do about a transfer, as the ledger would take it (R20-20). */
export async function transferRights(
  transfer: Transfer,
  { court, isJudge, today, measureState, isCourtAbove }: Asking,
): Promise<Pick<TransferView, 'mayAnswer' | 'mayGrant' | 'mayDecide'>> {
  const { from, to, state, answerBy } = transfer
  const none = { mayAnswer: false, mayGrant: false, mayDecide: false }
  if (isTransferEnded(transfer)) return none
  const isFirst = from.organisation === court
  const isLive = measureState !== undefined && LIVE_STATES.includes(measureState)
  if (isFirst) return { mayAnswer: state === 'REQUESTED', mayGrant: isLive, mayDecide: false }
  const isDisputed = state === 'REFUSED' || (state === 'REQUESTED' && today > answerBy)
  const isForAbove = state === 'ORDERED' ? isLive : isDisputed && isJudge
  if (!isForAbove) return none
  const above = await Promise.all([from, to].map(({ organisation }) => isCourtAbove(organisation)))
  if (!above.every(Boolean)) return none
  // The letter of what was ordered is the first court's, or in its place that of the court above both.
  return { mayAnswer: false, mayGrant: state === 'ORDERED', mayDecide: state !== 'ORDERED' }
}

const LIVE_STATES: readonly string[] = enforcementState.LIVE_STATES
