import { ContractError, ensure } from '@xiezhi/kernel'
import type { CheckContext } from '@xiezhi/kernel'
import { sanctionList } from '@xiezhi/law'
import { defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { civilDateOf } from '../../ids.ts'
import { refusingLaw } from '../../law-reading.ts'
import { errors } from '../errors.ts'
import { decideSchema } from '../messages.ts'
import type { Decide } from '../messages.ts'
import type { ListingPorts } from '../ports.ts'
import { ended, entries, ENTRIES_PER_CASE_MAX, entriesOfCase, graces, MACHINE_OF } from '../state.ts'
import { endAlarm } from './alarms.ts'
import { requireNoTwin, requireOwn, storeEntry } from './entry-store.ts'

const byLaw = refusingLaw(errors.LawRefused)

/** President and judge list a person, or limit what the person may spend (R20-80 to R20-83, R20-89, R20-90). */
export function decide(ports: ListingPorts): AnyAct {
  return defineAct({
    type: 'listing/Decide',
    schema: decideSchema,
    forgets: ['subject', 'indexKey', 'coSubjects'],
    subject: ({ entryId }) => entryId,
    check(ctx, message) {
      const { entryId, list, caseRef, decisionDigest, decidedOn } = message
      const asked = { machineId: MACHINE_OF[list], subject: entryId, transition: 'DECIDE' }
      const isKnown = entries(ctx.store).has(entryId) || ended(ctx.store).has(entryId)
      ensure(!isKnown, errors.EntryExists, { entryId })
      const step = ports.planStep(ctx, { ...asked, instrumentDigest: decisionDigest })
      const debt = ports.debtOf(ctx, caseRef)
      ensure(debt !== undefined, errors.EnforcementUnknown, { caseRef })
      const { organisation, isUnperformed } = debt
      requireOwn({ organisation }, step.actors)
      const today = civilDateOf(ctx.block.decidedAtMs)
      ensure(decidedOn <= today, errors.DateOrder, { earlier: decidedOn, later: today })
      const known = entriesOfCase(ctx.store).list({ under: [caseRef], limit: ENTRIES_PER_CASE_MAX })
      ensure(known.length < ENTRIES_PER_CASE_MAX, errors.EntryLimit, { entriesMax: ENTRIES_PER_CASE_MAX })
      requireForm(message)
      requireNoTwin(ctx, message)
      const grace = graces(ctx.store).get(caseRef, message.indexKey)
      ensure(grace === undefined || grace.until < decidedOn, errors.GraceRunning, { until: grace?.until })
      ensure(isUnperformed, errors.NotInDefault, { caseRef })
      if (list === 'DISHONEST') requireListable(ctx, ports, message)
      return { step, organisation, termTo: list === 'DISHONEST' ? termOf(ctx, ports, message) : null }
    },
    execute(ctx, message, { step, organisation, termTo }) {
      const { statement, reasonsDigest, ...entry } = message
      const { entryId, list, situation, decidedOn, extension } = entry
      graces(ctx.store).delete(entry.caseRef, entry.indexKey)
      endAlarm(ctx, 'GRACE_ENDED', [entryId])
      step.take(ctx, { inputs: { ...statement, situation, decidedOn, reasons: reasonsDigest !== null }, until: termTo })
      storeEntry(ctx, undefined, {
        ...entry,
        organisation,
        extension,
        state: 'DECIDED',
        termTo,
        servedOn: null,
        publishedAtMs: null,
        lift: null,
        exceptions: [],
        proposal: null,
        deletion: null,
        objection: null,
        repair: null,
        restructuring: null,
      })
      ctx.emit({ type: 'EntryDecided', data: { entryId, list, situation, organisation } })
      return { entryId, termTo }
    },
  })
}

function requireForm({ list, situation, extension, categories, coSubjects, subjectKind }: Decide): void {
  const fits =
    list === 'DISHONEST'
      ? situation !== null && categories.length === 0 && coSubjects.length === 0
      : situation === null && extension === null && categories.length > 0
  ensure(fits, errors.FormMismatch, { list })
  ensure(coSubjects.length === 0 || subjectKind === 'UNIT', errors.FormMismatch, { subjectKind })
  ensure(new Set(categories).size === categories.length, errors.FormMismatch, { categories })
}

/** A day of birth before which everybody is of age; the true one does not go on a ledger (rulebook 2.8). */
const OF_AGE_BIRTH = '1900-01-01'

function requireListable(ctx: CheckContext, ports: ListingPorts, message: Decide): void {
  const { statement, decidedOn, situation, subjectKind, reasonsDigest } = message
  const facts = {
    subjectKind,
    birthDate: subjectKind === 'UNIT' ? null : statement.isOfAge ? OF_AGE_BIRTH : decidedOn,
    role: statement.isRepresentative ? ('UNIT_REPRESENTATIVE' as const) : ('DEBTOR' as const),
    situation: (situation ?? 1) as 1 | 2 | 3 | 4 | 5 | 6,
    decisionOn: decidedOn,
    documentUnperformed: true,
    sufficientSecurity: statement.hasSufficientSecurity,
    // Amounts stay off the ledger: whether they suffice is what was signed.
    sealedNetCents: statement.sealedAssetsSuffice ? 1 : 0,
    claimCents: 1,
    laterInOrder: statement.isLaterInOrder,
    campusLoanStudent: statement.isCampusLoanStudent,
    deletedAtSameApplicantsRequestOn: statement.deletedAtSameApplicantsRequestOn,
  }
  const { verdict, reasons } = byLaw(() => sanctionList.admit(facts, ports.lawBook(ctx)))
  const codes = reasons.map(({ code, rule }) => `${code} ${rule}`)
  ensure(verdict !== 'BLOCK', errors.NotListable, { reasons: codes })
  ensure(verdict === 'LIST' || reasonsDigest !== null, errors.ReasonsMissing, { reasons: codes })
}

function termOf(ctx: CheckContext, ports: ListingPorts, { situation, decidedOn, extension }: Decide): string | null {
  const facts = {
    situation: (situation ?? 1) as 1 | 2 | 3 | 4 | 5 | 6,
    listedOn: decidedOn,
    extensionMonths: extension?.months ?? 0,
    extensionGround: extension?.ground ?? ('NONE' as const),
  }
  const { verdict, reasons, termTo } = byLaw(() => sanctionList.term(facts, ports.lawBook(ctx)))
  if (verdict !== 'PASS') {
    throw new ContractError(errors.TermRefused, { reasons: reasons.map(({ code, rule }) => `${code} ${rule}`) })
  }
  return termTo
}
