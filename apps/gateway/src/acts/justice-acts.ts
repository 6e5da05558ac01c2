import type { StatusProposal } from '@xiezhi/gateway-api'
import type { Message } from '@xiezhi/kernel'
import { GatewayError } from '../gateway-error.ts'
import type { ActPlan } from '../outbox/act-plan.ts'
import type { Listener } from '../routes/listener.ts'
import { serialOf } from '../vault/private-texts.ts'
import type { ProposalViews } from '../views/proposal-view.ts'
import type { ActPlans } from './act-plans.ts'
import { importPlans } from './import-acts.ts'
import { randomId } from './random-id.ts'
import { approving, proposing } from './two-persons.ts'

/** Acts upon the register of lawyers. */
export function justicePlans(listener: Listener, proposals: ProposalViews): ActPlans {
  const { clock, texts } = listener
  return {
    ...importPlans(listener, proposals),
    proposeStatus: ({ params: { licence }, body }) =>
      Promise.resolve(proposing('proposeStatus', licence, [messageOf(licence, body)], clock.nowMs())),
    approveProposal: ({ params: { id }, body: { digest }, session }) =>
      approving(proposals, session.person, 'approveProposal', { kind: 'proposal', id }, [{ proposalId: id, digest }]),
    withdrawProposal: ({ params: { id } }) =>
      one(
        'withdrawProposal',
        { kind: 'proposal', id },
        { type: 'authority/WithdrawProposal', value: { proposalId: id } },
      ),
    recordAssessment: ({ params: { licence }, body }) =>
      one(
        'recordAssessment',
        { kind: 'lawyer', id: licence },
        { type: 'lawyer/RecordAssessment', value: { subject: 'lawyer', licenceNo: licence, ...body } },
      ),
    recordIndustrySanction: ({ params: { licence }, body }) => {
      const value = { sanctionId: randomId(), licenceNo: licence, offence: null, ...body }
      return one('recordIndustrySanction', { kind: 'lawyer', id: licence }, { type: 'lawyer/SanctionLawyer', value })
    },
    decideObjection: ({ params: { objectionId }, body }) =>
      one(
        'decideObjection',
        { kind: 'objection', id: objectionId },
        { type: 'lawyer/DecideObjection', value: { objectionId, ...body } },
      ),
    raiseObjection: ({ body: { grounds }, session }) => {
      const { licence } = session.person
      if (licence === null) throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'lawyer' })
      const objectionId = randomId()
      const text = texts.salted('grounds', grounds)
      return Promise.resolve({
        act: 'raiseObjection',
        subject: { kind: 'lawyer', id: licence },
        messages: [
          { type: 'lawyer/RaiseObjection', value: { objectionId, licenceNo: licence, groundsDigest: text.digest } },
        ],
        then: 'done',
        facts: { objectionId },
        prepare: () => texts.keep([{ serial: serialOf(licence), text }]),
      })
    },
  }
}

function one(act: string, subject: ActPlan['subject'], message: Message): Promise<ActPlan> {
  return Promise.resolve({ act, subject, messages: [message], then: 'done' })
}

/** The message that takes effect when a second person approves it. */
function messageOf(licenceNo: string, proposal: StatusProposal): Message {
  switch (proposal.kind) {
    case 'SUSPENSION':
    case 'REVOCATION':
      return { type: 'lawyer/SanctionLawyer', value: { sanctionId: randomId(), licenceNo, ...proposal } }
    case 'CANCELLED':
    case 'WITHDRAWN': {
      const { kind: status, from, instrumentDigest } = proposal
      return { type: 'lawyer/EndLicence', value: { licenceNo, status, from, instrumentDigest } }
    }
    case 'SANCTION_SET_ASIDE': {
      const { sanctionId, on, instrumentDigest } = proposal
      return { type: 'lawyer/SetAsideSanction', value: { sanctionId, on, instrumentDigest } }
    }
    case 'OFFICE_CHANGED': {
      const { npcStandingMember, civilServant, from, instrumentDigest } = proposal
      return {
        type: 'lawyer/ChangeOffice',
        value: { licenceNo, npcStandingMember, civilServant, from, instrumentDigest },
      }
    }
  }
}
