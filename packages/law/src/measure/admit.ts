import { defineFunction } from '../registry/define-function.ts'
import { judge, judged, type Ground } from '../registry/judgement.ts'
import { boolean, cents, enumeration, nullable, object, timestamp, type Value } from '../schema/schema.ts'
import { ASSETS, isIpRight } from './asset.ts'

const VERDICTS = ['ACCEPT', 'REFER', 'REFUSE'] as const

const ACTIONS = ['QUERY', 'FREEZE', 'WAITING_FREEZE', 'RENEW', 'RELEASE', 'DEDUCT', 'FREEZE_AND_DEDUCT'] as const
type Action = (typeof ACTIONS)[number]

const NEEDS_AMOUNT: readonly Action[] = ['FREEZE', 'WAITING_FREEZE', 'DEDUCT', 'FREEZE_AND_DEDUCT']
const DEDUCTS: readonly Action[] = ['DEDUCT', 'FREEZE_AND_DEDUCT']
const BLOCKED_BY_DEDUCTION: readonly Action[] = ['RELEASE', 'RENEW']
const OPEN_IN_BANKRUPTCY: readonly Action[] = ['QUERY', 'RELEASE']

const input = object({
  action: enumeration(ACTIONS),
  asset: enumeration(ASSETS),
  requestedAt: timestamp(),
  officerFiled: boolean(),
  noticeAttached: boolean(),
  rulingAttached: boolean(),
  subjectIsDebtor: boolean(),
  nameMatches: boolean(),
  idMatches: boolean(),
  amountCents: nullable(cents()),
  pendingDeduction: boolean(),
  specialFund: boolean(),
  bankruptcyAcceptedAt: nullable(timestamp()),
})
type Facts = Value<typeof input>

/** What an obligor checks before it executes a request. Special funds are for the judge. */
export const admit = defineFunction({
  name: 'measure.admit',
  question: { zh: '这一协助执行请求可以执行吗？', en: 'May a control request be executed?' },
  rules: ['R20-01', 'R20-02', 'R20-12', 'R20-13', 'R20-26', 'R20-38', 'R20-39', 'R20-73'],
  parameters: [],
  reasons: [
    'INSTRUMENT_INVALID R20-01',
    'OFFICER_NOT_FILED R20-01',
    'NOT_THE_DEBTOR R20-02',
    'WAITING_NOT_ALLOWED R20-12',
    'AMOUNT_MISSING R20-13',
    'PENDING_DEDUCTION R20-26',
    'NAME_ID_MISMATCH R20-38',
    'SPECIAL_FUND R20-39',
    'BANKRUPTCY_STAY R20-73',
  ],
  errors: [],
  decisiveDate: 'requestedAt',
  input,
  output: judged(VERDICTS, {}),
  evaluate(facts) {
    const grounds: Ground<'REFER' | 'REFUSE'>[] = [...senderGrounds(facts), ...assetGrounds(facts)]
    if (facts.specialFund && DEDUCTS.includes(facts.action)) {
      grounds.push({ verdict: 'REFER', code: 'SPECIAL_FUND', rule: 'R20-39' })
    }
    return judge(VERDICTS, grounds)
  },
})

function senderGrounds(facts: Facts): Ground<'REFUSE'>[] {
  const grounds: Ground<'REFUSE'>[] = []
  const refuse = (code: string, rule: string): number => grounds.push({ verdict: 'REFUSE', code, rule })
  if (!facts.officerFiled) refuse('OFFICER_NOT_FILED', 'R20-01')
  if (!facts.noticeAttached || (!facts.rulingAttached && facts.action !== 'QUERY')) {
    refuse('INSTRUMENT_INVALID', 'R20-01')
  }
  if (!facts.subjectIsDebtor) refuse('NOT_THE_DEBTOR', 'R20-02')
  if (!facts.nameMatches || !facts.idMatches) refuse('NAME_ID_MISMATCH', 'R20-38')
  return grounds
}

function assetGrounds(facts: Facts): Ground<'REFUSE'>[] {
  const { action, asset, amountCents, pendingDeduction, requestedAt, bankruptcyAcceptedAt } = facts
  const grounds: Ground<'REFUSE'>[] = []
  const refuse = (code: string, rule: string): number => grounds.push({ verdict: 'REFUSE', code, rule })
  if (asset === 'DEPOSIT' && NEEDS_AMOUNT.includes(action) && amountCents === null) refuse('AMOUNT_MISSING', 'R20-13')
  if (action === 'WAITING_FREEZE' && isIpRight(asset)) refuse('WAITING_NOT_ALLOWED', 'R20-12')
  if (pendingDeduction && BLOCKED_BY_DEDUCTION.includes(action)) refuse('PENDING_DEDUCTION', 'R20-26')
  const bankrupt = bankruptcyAcceptedAt !== null && requestedAt >= bankruptcyAcceptedAt
  if (bankrupt && !OPEN_IN_BANKRUPTCY.includes(action)) refuse('BANKRUPTCY_STAY', 'R20-73')
  return grounds
}
