import { shanghaiTimestamp } from '@xiezhi/contracts/ids'
import type { DistributionView, OwedView, RouteInput, Routes } from '@xiezhi/gateway-api'
import { distribution } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { reasonView } from '../views/reasons.ts'
import { moneyStep } from './money-steps.ts'
import { lawful } from './owed.ts'

type Asked = RouteInput<Routes['evaluateDistribution']>['body']

/** Name of the case's own claim. */
const OWN = 'OWN'
const FUNCTION = 'distribution.participation'

/**
 * Proceeds over the case's own claim and those of others (民诉解释 506–514). The own claim is what the document says; the
 * doubled part is paid of what all claims leave (R20-64), the fee is among the costs. @throws GatewayError LAW_REFUSED
 */
export function distributionOf(
  asked: Asked,
  { documentCents, doubledCents }: Pick<OwedView, 'documentCents' | 'doubledCents'>,
  law: LawBook,
): DistributionView {
  const { debtorKind, bankruptcyConsent, proceedsCents, costsCents } = asked
  const priority = asked.priority.map((one) => ({ ...one }))
  const others = asked.ordinary.map(({ id, cents, sealedAtMs }) => ({
    id,
    cents,
    sealedAt: shanghaiTimestamp(sealedAtMs),
  }))
  const own = { id: OWN, cents: documentCents, sealedAt: shanghaiTimestamp(asked.ownSealedAtMs) }
  const ordinary = [own, ...others]
  const facts = { debtorKind, bankruptcyConsent, proceedsCents, costsCents, priority, ordinary }
  const found = lawful(() => distribution.participation(facts, law))
  const owed = new Map([...priority, ...ordinary].map(({ id, cents }) => [id, cents]))
  const isPriority = new Set(priority.map(({ id }) => id))
  const claims: DistributionView['payments'] = found.payments.map(({ id, cents, unpaidCents }) => ({
    id,
    class: isPriority.has(id) ? ('PRIORITY' as const) : ('ORDINARY' as const),
    owedCents: owed.get(id) ?? 0,
    cents,
    unpaidCents,
  }))
  // Nothing is left for the debtor before every claim is paid.
  const doubledPaid = Math.min(found.debtorCents, doubledCents)
  const doubled = {
    id: OWN,
    class: 'DOUBLED' as const,
    owedCents: doubledCents,
    cents: doubledPaid,
    unpaidCents: doubledCents - doubledPaid,
  }
  const isShared = found.verdict === 'DISTRIBUTE' && doubledCents > 0
  const payments = isShared ? [...claims, doubled] : claims
  const debtorCents = found.debtorCents - doubledPaid
  const steps = payments.map((one) =>
    moneyStep(
      one.class,
      {
        function: FUNCTION,
        rule: one.class === 'DOUBLED' ? 'R20-64' : 'R20-71',
        cents: one.cents,
        baseCents: one.owedCents,
      },
      one.id,
    ),
  )
  return {
    verdict: found.verdict,
    mode: found.mode,
    costsPaidCents: found.costsPaidCents,
    payments,
    ordinaryRatio: found.ordinaryRatio,
    debtorCents,
    steps: [
      moneyStep('COSTS', { function: FUNCTION, rule: 'R20-71', cents: found.costsPaidCents, baseCents: costsCents }),
      ...steps,
      moneyStep('DEBTOR', { function: FUNCTION, rule: 'R20-71', cents: debtorCents }),
    ],
    reasons: found.reasons.map((reason) => reasonView(reason, found)),
  }
}
