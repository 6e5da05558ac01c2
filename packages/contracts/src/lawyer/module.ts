import { sameLayout } from '@xiezhi/kernel'
import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { anchorCreditReport } from './handlers/anchor-credit-report.ts'
import { changeFirmStatus } from './handlers/change-firm-status.ts'
import { changeOffice } from './handlers/change-office.ts'
import { completeTransfer } from './handlers/complete-transfer.ts'
import { decideObjection } from './handlers/decide-objection.ts'
import { endLicence } from './handlers/end-licence.ts'
import { grantLicence } from './handlers/grant-licence.ts'
import { importLawyers } from './handlers/import-lawyers.ts'
import { endObjectionTerm, renewObjectionTerms } from './handlers/objection-term.ts'
import { raiseObjection } from './handlers/raise-objection.ts'
import { recordAssessment } from './handlers/record-assessment.ts'
import { registerFirm } from './handlers/register-firm.ts'
import { returnToPractice } from './handlers/return-to-practice.ts'
import { sanctionLawyer } from './handlers/sanction-lawyer.ts'
import { setAsideSanction } from './handlers/set-aside-sanction.ts'
import { startTransfer } from './handlers/start-transfer.ts'
import { invariants } from './invariants.ts'
import { toObjectionTerms } from './migrations/0004-objection-terms.ts'
import type { LawyerPorts } from './ports.ts'
import { queries } from './queries.ts'
import * as state from './state.ts'

/** Licences, firms, sanctions and assessments of lawyers (意见, article 18): the justice zone's register. */
export function lawyerModule(ports: LawyerPorts): Module {
  return {
    name: 'lawyer',
    version: 4,
    errors,
    events: EVENTS,
    messages: noteActs(
      [
        registerFirm(ports),
        changeFirmStatus(ports),
        grantLicence(ports),
        importLawyers(ports),
        startTransfer(ports),
        completeTransfer(ports),
        sanctionLawyer(ports),
        setAsideSanction(ports),
        endLicence(ports),
        changeOffice(ports),
        recordAssessment(ports),
        anchorCreditReport(ports),
        raiseObjection(ports),
        decideObjection(ports),
      ],
      ports.noteAct,
    ),
    queries: queries(ports),
    due: {
      return: returnToPractice(ports),
      objection: endObjectionTerm(ports),
      calendar: renewObjectionTerms(ports),
    },
    invariants,
    // To 3: answers name their annex; the state is as it was.
    migrations: [sameLayout('lawyer', 2, state), { to: 3, run: () => undefined }, toObjectionTerms(ports)],
    initGenesis,
  }
}
