import { ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { caseNumber as caseNumberLaw } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { refusingLaw } from '../../law-reading.ts'
import { caseNumberKey, requireCourt } from './require-case.ts'
import { errors } from '../errors.ts'
import { openCaseSchema } from '../messages.ts'
import type { OpenCase } from '../messages.ts'
import type { CasePorts } from '../ports.ts'
import { caseNumbers, cases } from '../state.ts'

const byNumberLaw = refusingLaw(errors.CaseNumberMalformed)

/** Opens a case under a number that the court has not given before. */
export function openCase(ports: CasePorts): AnyAct {
  return defineAct({
    type: 'case/OpenCase',
    schema: openCaseSchema,
    subject: ({ caseRef }) => caseRef,
    check(ctx, message) {
      const actor = ports.requireRole(ctx, 'COURT_FILING')
      const { caseRef, courtCode, connectedRefs } = message
      requireCourt(actor, courtCode)
      ensure(!cases(ctx.store).has(caseRef), errors.CaseExists, { caseRef })
      const unknown = connectedRefs.find((other) => other === caseRef || !cases(ctx.store).has(other))
      ensure(unknown === undefined, errors.ConnectedUnknown, { caseRef: unknown })
      const { number, key } = readNumber(ctx, ports, message)
      ensure(!caseNumbers(ctx.store).has(key), errors.CaseNumberTaken, { courtCode })
      return { number, key }
    },
    execute(ctx, message, { number, key }) {
      const { caseRef, courtCode, procedure } = message
      cases(ctx.store).set(caseRef, { ...message, caseNumber: number, state: 'OPEN', closedOn: null })
      caseNumbers(ctx.store).set(key, caseRef)
      ctx.emit({ type: 'CaseOpened', data: { caseRef, courtCode, procedure } })
      return { caseRef }
    },
  })
}

function readNumber(
  ctx: CheckContext,
  ports: CasePorts,
  { caseNumber, caseNumberTag, courtCode, filedOn }: OpenCase,
): { number: string | null; key: string } {
  ensure((caseNumber === null) !== (caseNumberTag === null), errors.CaseNumberOrTag)
  if (caseNumber === null) return { number: null, key: caseNumberKey(ctx, courtCode, 'tag', caseNumberTag ?? '') }
  const parsed = byNumberLaw(() => caseNumberLaw.parse({ text: caseNumber }, ports.lawBook(ctx, filedOn)))
  const sameCourt = parsed.courtCode === null || parsed.courtCode === courtCode
  ensure(sameCourt, errors.CaseNumberOtherCourt, { expected: courtCode, seen: parsed.courtCode })
  return { number: parsed.normalised, key: caseNumberKey(ctx, courtCode, 'number', parsed.normalised) }
}
