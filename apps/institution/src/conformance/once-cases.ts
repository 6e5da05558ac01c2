import type { Measure } from '@xiezhi/control-interface'
import { QUANTITY } from './kit.ts'
import type { Kit } from './kit.ts'
import type { KitCase } from './kit-case.ts'

async function listed(kit: Kit, requestNo: string): Promise<Measure | undefined> {
  return (await kit.measures()).find((measure) => measure.requestNo === requestNo)
}

/** A request is done once, and what was done can be asked for. */
export const onceCases: readonly KitCase[] = [
  {
    id: 'same-answer',
    rule: 'spec 43 HTTPS',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async (request) => {
        const [one, other] = [await kit.ask(request), await kit.ask(request)]
        kit.expect('/kzfk', one, other)
        kit.expect(
          '/v1/measures',
          1,
          (await kit.measures()).filter(({ requestNo }) => requestNo === request.requestNo).length,
        )
      }),
  },
  {
    id: 'number-reused',
    rule: 'spec 43 HTTPS',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async (request) => {
        await kit.expectRefusal('institution/REQUEST_NO_REUSED', { ...request, remark: 'another content' })
      }),
  },
  {
    id: 'status-same',
    rule: 'spec 43 HTTPS',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async (request, feedback) => {
        const status = await kit.institution.status(request.requestNo)
        kit.expect('/kzfk/0', feedback, status?.kind === 'answered' ? status.answer.items?.[0] : status?.kind)
      }),
  },
  {
    id: 'measures-listed',
    rule: 'T20-9',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async (request) => {
        const { court, from, to } = kit.fixtures
        const measure = await listed(kit, request.requestNo)
        kit.expect('/v1/measures', request.requestNo, measure?.requestNo)
        kit.expect('/ah', court.caseNo, measure?.caseNo)
        kit.expect('/csksrq', from, measure?.from)
        kit.expect('/csjsrq', to, measure?.to)
        kit.expect('/cszt', 'EFFECTIVE', measure?.state)
        if (kit.countsMoney) kit.expect('/djxe', QUANTITY, measure?.limitCents)
      }),
  },
  {
    id: 'measures-ended',
    rule: 'T20-9',
    needs: ['asset'],
    run: (kit) =>
      kit.withFreeze(async (request) => {
        const feedback = await kit.control(kit.follow(request))
        kit.expect('/kzfk/0/kzzt', 'CONTROLLED', feedback.state)
        kit.expect('/v1/measures', undefined, (await listed(kit, request.requestNo))?.requestNo)
      }),
  },
]
