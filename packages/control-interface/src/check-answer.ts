import type { Answer, ControlFeedback } from './records/feedback.ts'
import type { ControlItem, ControlRequest } from './records/request.ts'

/** What makes an answer unfit to be relied on. Part of the interface: append, never rename. */
export const ANSWER_FINDINGS = [
  'REQUEST_NO_DIFFERS',
  'PART_MISSING',
  'PART_NOT_ASKED',
  'ITEM_MISSING',
  'ITEM_REPEATED',
  'ITEM_NOT_ASKED',
  'OVER_CONTROLLED',
  'OVER_DEDUCTED',
  'TERM_DIFFERS',
  'LIMIT_DIFFERS',
  'CURRENCY_DIFFERS',
  'AVAILABLE_ABOVE_BALANCE',
  'AMOUNT_NOT_TOLD',
  'REASON_MISSING',
  'REASON_NOT_ALLOWED',
  'REASON_TEXT_MISSING',
] as const
export type AnswerFindingCode = (typeof ANSWER_FINDINGS)[number]

export interface AnswerFinding {
  readonly code: AnswerFindingCode
  readonly path: string
}

/** Whether an answer fits its request. A fit answer gives no finding; what was booked stays booked either way. */
export function checkAnswer(request: ControlRequest, answer: Answer): readonly AnswerFinding[] {
  const findings: AnswerFinding[] = []
  const say = (code: AnswerFindingCode, path: string): void => {
    findings.push({ code, path })
  }
  if (answer.requestNo !== request.requestNo) say('REQUEST_NO_DIFFERS', '/bdhm')
  if (answer.result === 'ENTERED' || answer.result === 'REGISTERED') return findings
  if (request.nature === 'QUERY') {
    if (answer.items !== undefined) say('PART_NOT_ASKED', '/kzfk')
    if (answer.query === undefined) say('PART_MISSING', '/cxfk')
    return findings
  }
  if (answer.query !== undefined) say('PART_NOT_ASKED', '/cxfk')
  if (answer.items === undefined) {
    say('PART_MISSING', '/kzfk')
    return findings
  }
  const asked = new Map((request.items ?? []).map((item) => [item.seq, item]))
  const told = new Set<number>()
  for (const [at, feedback] of answer.items.entries()) {
    const path = `/kzfk/${at}`
    const item = asked.get(feedback.seq)
    if (feedback.requestNo !== request.requestNo) say('REQUEST_NO_DIFFERS', `${path}/bdhm`)
    if (item === undefined) say('ITEM_NOT_ASKED', `${path}/ccxh`)
    else if (told.has(feedback.seq)) say('ITEM_REPEATED', `${path}/ccxh`)
    else checkItem(item, feedback, (code, key) => say(code, `${path}/${key}`))
    told.add(feedback.seq)
  }
  if ([...asked.keys()].some((seq) => !told.has(seq))) say('ITEM_MISSING', '/kzfk')
  return findings
}

type Say = (code: AnswerFindingCode, key: string) => void

function checkItem(item: ControlItem, feedback: ControlFeedback, say: Say): void {
  const { balanceCents, availableCents } = feedback
  if (balanceCents !== undefined && availableCents !== undefined && availableCents > balanceCents)
    say('AVAILABLE_ABOVE_BALANCE', 'kyye')
  if (feedback.state === 'NOT_CONTROLLED') checkFailure(feedback, say)
  else checkControl(item, feedback, say)
}

function checkFailure({ failureReason, failureText }: ControlFeedback, say: Say): void {
  if (failureReason === undefined) say('REASON_MISSING', 'wnkzyy')
  if (failureReason === 'OTHER' && failureText === undefined) say('REASON_TEXT_MISSING', 'wnkzsm')
}

function checkControl(item: ControlItem, feedback: ControlFeedback, say: Say): void {
  if (feedback.failureReason !== undefined) say('REASON_NOT_ALLOWED', 'wnkzyy')
  if (item.currency !== undefined && feedback.currency !== undefined && feedback.currency !== item.currency)
    say('CURRENCY_DIFFERS', 'bz')
  if (item.measure === 'FREEZE' || item.measure === 'WAITING_FREEZE') checkFreeze(item, feedback, say)
  if (item.measure === 'CONTINUE' && feedback.measureTo !== item.to) say('TERM_DIFFERS', 'csjsrq')
  if (item.amountCents !== undefined && (feedback.deductedCents ?? 0) > item.amountCents) say('OVER_DEDUCTED', 'hkje')
}

function checkFreeze(item: ControlItem, feedback: ControlFeedback, say: Say): void {
  if (feedback.measureFrom !== item.from) say('TERM_DIFFERS', 'csksrq')
  if (feedback.measureTo !== item.to) say('TERM_DIFFERS', 'csjsrq')
  if ((feedback.overControlledCents ?? 0) > 0) say('OVER_CONTROLLED', 'ceskje')
  if (item.amountCents !== undefined) {
    if (feedback.actualControlledCents === undefined) say('AMOUNT_NOT_TOLD', 'skje')
    else if (feedback.actualControlledCents > item.amountCents) say('OVER_CONTROLLED', 'skje')
    if (feedback.freezeLimitCents !== item.amountCents) say('LIMIT_DIFFERS', 'djxe')
  }
  if (item.units !== undefined) {
    if (feedback.controlledUnits === undefined) say('AMOUNT_NOT_TOLD', 'skse')
    else if (feedback.controlledUnits > item.units) say('OVER_CONTROLLED', 'skse')
  }
}
