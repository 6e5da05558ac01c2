import type { Module } from '@xiezhi/kernel'
import { noteActs } from '../acts.ts'
import { errors } from './errors.ts'
import { EVENTS } from './events.ts'
import { initGenesis } from './genesis.ts'
import { close } from './handlers/close.ts'
import { dismissProposal } from './handlers/dismiss-proposal.ts'
import { decideObjection, endObjectionTerm, raiseObjection } from './handlers/objection.ts'
import { open } from './handlers/open.ts'
import { lapsePreservation, openPreservation, recordFiling } from './handlers/preservation.ts'
import { recordPerformance } from './handlers/record-performance.ts'
import { remind } from './handlers/remind.ts'
import { restate } from './handlers/restate.ts'
import { askAgain, endRound, resumeRound } from './handlers/round.ts'
import { setStay } from './handlers/set-stay.ts'
import { terminate } from './handlers/terminate.ts'
import { disputeDebt, notifyThirdParty } from './handlers/third-party-debt.ts'
import { announceSale, decideTransfer, refuseTransfer, requestTransfer, tellUnanswered } from './handlers/transfer.ts'
import { findWrong, settleWrong } from './handlers/wrong.ts'
import { invariants } from './invariants.ts'
import type { EnforcementPorts } from './ports.ts'
import { toOpenProposals } from './migrations/0002-open-proposals.ts'
import { queries } from './queries.ts'

/** Enforcement cases of a court: what is owed, what is controlled for it, what is proposed (意见, article 20). */
export function enforcementModule(ports: EnforcementPorts): Module {
  return {
    name: 'enforcement',
    version: 2,
    errors,
    events: EVENTS,
    messages: noteActs(
      [
        open(ports),
        restate(ports),
        recordPerformance(ports),
        setStay(ports),
        dismissProposal(ports),
        terminate(ports),
        close(ports),
        openPreservation(ports),
        recordFiling(ports),
        requestTransfer(ports),
        refuseTransfer(ports),
        decideTransfer(ports),
        announceSale(ports),
        raiseObjection(ports),
        decideObjection(ports),
        notifyThirdParty(ports),
        disputeDebt(ports),
        findWrong(ports),
        settleWrong(ports),
        endRound(ports),
        resumeRound(ports),
      ],
      ports.noteAct,
    ),
    queries: queries(ports),
    due: {
      remind: remind(ports),
      lapse: lapsePreservation(ports),
      transfer: tellUnanswered(ports),
      objection: endObjectionTerm(ports),
      requery: askAgain(ports),
    },
    invariants,
    migrations: [toOpenProposals],
    initGenesis,
  }
}
