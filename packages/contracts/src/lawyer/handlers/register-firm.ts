import { ensure } from '@xiezhi/kernel'
import { identifier } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { byLaw, requireRegion } from '../api.ts'
import { errors } from '../errors.ts'
import { registerFirmSchema } from '../messages.ts'
import type { LawyerPorts } from '../ports.ts'
import { firms } from '../state.ts'

/** Registers a firm under its credit code, in normal status from a day on. */
export function registerFirm(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/RegisterFirm',
    schema: registerFirmSchema,
    subject: ({ uscc }) => uscc,
    check(ctx, { uscc, region }) {
      const actors = ports.requireTwoPersons(ctx, 'JUSTICE_DEPARTMENT')
      requireRegion(actors, region)
      const { verdict, expectedCheckDigit } = byLaw(() =>
        identifier.uscc({ value: uscc, whitelist: [] }, ports.lawBook(ctx)),
      )
      ensure(verdict !== 'REFUSE', errors.FirmCodeInvalid, { uscc, expectedCheckDigit })
      ensure(!firms(ctx.store).has(uscc), errors.FirmExists, { uscc })
    },
    execute(ctx, { uscc, firmName, region, orgForm, from }) {
      firms(ctx.store).set(uscc, { uscc, firmName, region, orgForm, periods: [{ status: 'NORMAL', from, to: null }] })
      ctx.emit({ type: 'FirmRegistered', data: { uscc, region, from } })
      return { uscc }
    },
  })
}
