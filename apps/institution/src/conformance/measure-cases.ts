import type { ControlFeedback } from '@xiezhi/control-interface'
import type { Fixtures } from './kit-fixtures.ts'
import { QUANTITY } from './kit.ts'
import type { Kit } from './kit.ts'
import type { KitCase } from './kit-case.ts'

const MONEY: readonly Fixtures['kind'][] = ['BANK', 'PAYMENT', 'INSURANCE']
const MORE_THAN_THERE_IS = 10 ** 14

/** A limit that nothing reaches: the asset is frozen in full, and who comes later waits. */
function all(kit: Kit): { amountCents?: number; units?: number } {
  if (kit.countsMoney) return { amountCents: MORE_THAN_THERE_IS }
  return kit.fixtures.kind === 'SECURITIES' ? { units: MORE_THAN_THERE_IS } : {}
}

function controlled({ actualControlledCents, controlledUnits }: ControlFeedback): number | undefined {
  return actualControlledCents ?? controlledUnits
}

/** What a measure does. */
export const measureCases: readonly KitCase[] = [
  {
    id: 'officer-filed',
    rule: 'R20-01',
    needs: ['asset'],
    run: async (kit: Kit): Promise<void> => {
      await kit.expectFailure('OFFICER_NOT_FILED', kit.freeze({}, { officerDutyCard: 'NOT-FILED' }))
    },
  },
  {
    id: 'control-mismatch',
    rule: 'R20-38 G20-17',
    needs: ['asset'],
    run: async (kit: Kit): Promise<void> => {
      const request = kit.freeze({}, { idNo: kit.fixtures.stranger.idNo })
      try {
        await kit.expectFailure('NAME_ID_MISMATCH', request)
        const found = (await kit.measures()).find(({ requestNo }) => requestNo === request.requestNo)
        kit.expect('/v1/measures', undefined, found?.requestNo)
      } finally {
        await kit.institution.submit(kit.follow(request)).catch(() => undefined)
      }
    },
  },
  {
    id: 'limit-freeze',
    rule: 'R20-13 R20-14',
    needs: ['asset'],
    kinds: [...MONEY, 'SECURITIES'],
    run: (kit) =>
      kit.withFreeze(async (_, feedback) => {
        await Promise.resolve()
        kit.expect('/kzfk/0/skje', QUANTITY, controlled(feedback))
        if (!kit.countsMoney) return
        kit.expect('/kzfk/0/djxe', QUANTITY, feedback.freezeLimitCents)
        kit.expect('/kzfk/0/ceskje', 0, feedback.overControlledCents ?? 0)
        // A loan on a policy is available to nobody: less than the rest is right, more is not.
        const rest = (feedback.balanceCents ?? 0) - QUANTITY
        kit.expect(
          '/kzfk/0/kyye',
          `≤ ${rest}`,
          (feedback.availableCents ?? 0) <= rest ? `≤ ${rest}` : feedback.availableCents,
        )
      }),
  },
  {
    id: 'term-kept',
    rule: '20A.2',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async (_, feedback) => {
        await Promise.resolve()
        kit.expect('/kzfk/0/csksrq', kit.fixtures.from, feedback.measureFrom)
        kit.expect('/kzfk/0/csjsrq', kit.fixtures.to, feedback.measureTo)
      }),
  },
  {
    id: 'term-cap',
    rule: 'R20-09 G20-03',
    needs: ['asset'],
    run: async (kit: Kit): Promise<void> => {
      const request = kit.freeze({ to: kit.fixtures.overCap })
      try {
        await kit.expectFailure('INSTRUMENT_INVALID', request)
      } finally {
        await kit.institution.submit(kit.follow(request)).catch(() => undefined)
      }
    },
  },
  {
    id: 'already-frozen',
    rule: 'R20-17',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async () => {
        const feedback = await kit.expectFailure('ALREADY_FROZEN', kit.freeze({}, kit.other()))
        kit.expect('/kzfk/0/djxxList/0/djah', kit.fixtures.court.caseNo, feedback.earlier?.[0]?.caseNo)
      }, all(kit)),
  },
  {
    id: 'waiting-rank',
    rule: 'R20-17 R20-19',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async () => {
        const requests = [1, 2].map(() => kit.freeze({ measure: 'WAITING_FREEZE' }, kit.other()))
        try {
          for (const [at, request] of requests.entries()) {
            const feedback = await kit.control(request)
            kit.expect('/kzfk/0/lhsx', at + 1, feedback.rank)
          }
        } finally {
          for (const request of requests.reverse())
            await kit.institution.submit(kit.follow(request, { measure: 'RELEASE_WAITING' })).catch(() => undefined)
        }
      }, all(kit)),
  },
  {
    id: 'waiting-promoted',
    rule: 'R20-17',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async (first) => {
        const waiting = kit.freeze({ measure: 'WAITING_FREEZE' }, kit.other())
        try {
          await kit.control(waiting)
          await kit.control(kit.follow(first))
          const found = (await kit.measures(waiting.courtId)).find(({ requestNo }) => requestNo === waiting.requestNo)
          kit.expect('/cszt', 'EFFECTIVE', found?.state)
          kit.expect('/lhsx', 0, found?.rank)
        } finally {
          await kit.institution.submit(kit.follow(waiting)).catch(() => undefined)
        }
      }, all(kit)),
  },
  {
    id: 'continue-term',
    rule: 'R20-09',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(
        async (first, before) => {
          const { from, to } = kit.fixtures
          const feedback = await kit.control(kit.follow(first, { measure: 'CONTINUE', from, to }))
          kit.expect('/kzfk/0/csjsrq', to, feedback.measureTo)
          kit.expect('/kzfk/0/lhsx', before.rank ?? 0, feedback.rank ?? 0)
        },
        { to: kit.fixtures.from },
      ),
  },
  {
    id: 'release-part',
    rule: 'R20-14',
    needs: ['asset'],
    kinds: [...MONEY, 'SECURITIES'],
    run: (kit) =>
      kit.withFreeze(async (first) => {
        const part = kit.countsMoney ? { amountCents: 1 } : { units: 1 }
        const feedback = await kit.control(kit.follow(first, part))
        kit.expect('/kzfk/0/skje', QUANTITY - 1, controlled(feedback))
      }),
  },
  {
    id: 'release-stranger',
    rule: '20A.3',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async (first) => {
        const request = { ...kit.follow(first), ...kit.other() }
        kit.expect('/kzfk/0/kzzt', 'NOT_CONTROLLED', (await kit.control(request)).state)
        const found = (await kit.measures()).find(({ requestNo }) => requestNo === first.requestNo)
        kit.expect('/v1/measures', first.requestNo, found?.requestNo)
      }),
  },
  {
    id: 'deduct-exact',
    rule: 'R20-04',
    needs: ['asset', 'target'],
    kinds: MONEY,
    run: (kit) =>
      kit.withFreeze(async (first, { balanceCents = 0 }) => {
        const { target = {} } = kit.fixtures
        const feedback = await kit.control(kit.follow(first, { measure: 'DEDUCT', amountCents: 1, ...target }))
        kit.expect('/kzfk/0/hkje', 1, feedback.deductedCents)
        kit.expect('/kzfk/0/ye', balanceCents - 1, feedback.balanceCents)
        const found = (await kit.measures()).find(({ requestNo }) => requestNo === first.requestNo)
        kit.expect('/djxe', QUANTITY - 1, found?.limitCents)
      }),
  },
  {
    id: 'deduct-without-freeze',
    rule: 'R20-04',
    needs: ['asset', 'target'],
    kinds: MONEY,
    run: async (kit: Kit): Promise<void> => {
      const { target = {} } = kit.fixtures
      const never = kit.freeze()
      const feedback = await kit.control(kit.follow(never, { measure: 'DEDUCT', amountCents: 1, ...target }))
      kit.expect('/kzfk/0/kzzt', 'NOT_CONTROLLED', feedback.state)
    },
  },
  {
    id: 'take-at-once',
    rule: '20A.8',
    needs: ['asset', 'target'],
    kinds: MONEY,
    run: async (kit: Kit): Promise<void> => {
      const { target = {} } = kit.fixtures
      const request = kit.freeze({ measure: 'FREEZE_AND_DEDUCT', amountCents: 1, ...target })
      kit.expect('/kzfk/0/hkje', 1, (await kit.control(request)).deductedCents)
      const found = (await kit.measures()).find(({ requestNo }) => requestNo === request.requestNo)
      kit.expect('/v1/measures', undefined, found?.requestNo)
    },
  },
  {
    id: 'special-fund',
    rule: 'R20-39',
    needs: ['specialFund'],
    kinds: MONEY,
    run: async (kit: Kit): Promise<void> => {
      await kit.expectFailure('SPECIAL_FUND', kit.freeze({ ...kit.fixtures.specialFund }))
    },
  },
  {
    id: 'closed-account',
    rule: '20A.2',
    needs: ['closedAccount'],
    kinds: MONEY,
    run: async (kit: Kit): Promise<void> => {
      await kit.expectFailure('ACCOUNT_CLOSED', kit.freeze({ ...kit.fixtures.closedAccount }))
    },
  },
  {
    id: 'foreign-currency',
    rule: '20A.8',
    needs: ['asset'],
    kinds: MONEY,
    run: async (kit: Kit): Promise<void> => {
      const currency = kit.fixtures.asset?.currency === 'XTS' ? 'XXX' : 'XTS'
      await kit.expectFailure('CURRENCY_UNSUPPORTED', kit.freeze({ currency }))
    },
  },
]
