import { ContractError, ensure } from '@xiezhi/kernel'
import type { CheckContext, ErrorKind } from '@xiezhi/kernel'
import { credit } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { errors } from '../errors.ts'
import { recordUseSchema } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { mirrors, uses } from '../state.ts'
import type { Mirror, Use } from '../state.ts'
import { scheduleSend } from './send.ts'

/** A subscriber acts on an entry: in its term, for its purpose, by a listed measure, while nobody contests it (R26-03, R26-09, R26-10). */
export function recordUse(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/RecordUse',
    schema: recordUseSchema,
    subject: ({ use }) => use.useId,
    check(ctx, { client, use }) {
      const roles = ['CREDIT_PLATFORM', 'REGISTRY_OPERATOR', 'BANK_OPERATOR', 'GATEWAY_SERVICE'] as const
      const { organisation } = ports.requireRole(ctx, roles)
      const { useId, entryId, on } = use
      ensure(!uses(ctx.store).has(client, organisation, useId), errors.UseExists, { useId })
      const mirror = mirrors(ctx.store).get(client, organisation, entryId)
      ensure(mirror !== undefined, errors.MirrorUnknown, { entryId })
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(on === today, errors.DateOrder, { earlier: on, later: today })
      requireUsable(ctx, ports, mirror, use)
      return organisation
    },
    execute(ctx, { client, use }, subscriber) {
      const { useId, entryId, measure } = use
      uses(ctx.store).set([client, subscriber, useId], use)
      ctx.emit({ type: 'UseRecorded', data: { client, subscriber, entryId, measure } })
      scheduleSend(ctx, { kind: 'use', client, entryIds: [], subscribers: [subscriber], key: useId })
      return { useId }
    },
  })
}

const REFUSALS: Readonly<Record<string, ErrorKind>> = {
  NO_LEGAL_BASIS: errors.NoLegalBasis,
  PURPOSE_OUT_OF_TASK: errors.PurposeOutOfTask,
  OBJECTED: errors.EntryObjected,
  RECORD_NOT_ACTIVE: errors.EntryWithdrawn,
}

function requireUsable(ctx: CheckContext, ports: ListingPorts, mirror: Mirror, use: Use): void {
  const { view, withdrawnAtMs, measures, purpose } = mirror
  ensure(view !== null, errors.EntryWithdrawn, { entryId: use.entryId })
  ensure(view.status === 'ACTIVE', errors.EntrySuspended, { entryId: use.entryId })
  const term =
    view.term === null ? null : { type: view.term.kind, ...(view.term.to === null ? {} : { to: view.term.to }) }
  const record = {
    effectiveFrom: view.from,
    term,
    legalBasis: view.legalBasis,
    status: withdrawnAtMs === null ? ('ACTIVE' as const) : ('REMOVED' as const),
    statusOn: withdrawnAtMs === null ? null : civilDateOf(withdrawnAtMs),
    objection: view.objection,
  }
  const asked = { on: use.on, measureCode: use.measure, purposeInTask: use.purpose === purpose, fromCache: false }
  const found = credit.useCheck({ record, use: asked, allowedMeasures: measures }, ports.lawBook(ctx))
  const [first] = found.reasons
  if (first !== undefined) {
    const reasons = found.reasons.map(({ code, rule }) => `${code} ${rule}`)
    throw new ContractError(REFUSALS[first.code] ?? errors.EntryExpired, { reasons })
  }
  ensure(view.objection === null || use.reasonDigest !== null, errors.ReasonsMissing, { objection: view.objection })
}
