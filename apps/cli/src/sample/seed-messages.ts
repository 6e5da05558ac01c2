import { shiftCivilDate } from '@xiezhi/contracts/ids'
import type { Message } from '@xiezhi/kernel'
import { yearOf } from './civil-days.ts'
import type { Sample, SampleAgent, SampleCase, SampleLawyer } from './generate.ts'
import { saltedDigest } from '../zone/digest.ts'

/** Digest of an instrument of the sample, which has no document. */
function instrument(seed: number, purpose: string): string {
  return saltedDigest(`sample ${seed}`, 'instrument', purpose)
}

export const IMPORT_ROWS_PER_MESSAGE = 150

export function firmMessages({ firms }: Sample): Message[] {
  return firms.map(({ uscc, firmName, region, from }) => ({
    type: 'lawyer/RegisterFirm',
    value: { uscc, firmName, region, orgForm: 'PARTNERSHIP', from },
  }))
}

/** One message a transaction: bytes of a message are limited. */
export function importMessages({ lawyers, seed }: Sample): Message[] {
  const messages: Message[] = []
  for (let at = 0; at < lawyers.length; at += IMPORT_ROWS_PER_MESSAGE) {
    const rows = lawyers.slice(at, at + IMPORT_ROWS_PER_MESSAGE).map((lawyer) => ({
      lawyerId: lawyer.lawyerId,
      licenceNo: lawyer.licenceNo,
      firmUscc: lawyer.firmUscc,
      from: lawyer.from,
      firstPracticeDate: lawyer.from,
      commitments: [saltedDigest(lawyer.salt, 'name', lawyer.name)],
    }))
    messages.push({ type: 'lawyer/ImportLawyers', value: { instrumentDigest: instrument(seed, 'import'), rows } })
  }
  return messages
}

/** What made the lawyers' status what it is, by the office that decides it. */
export function statusMessages({ lawyers, seed }: Sample): { bureau: Message[]; department: Message[] } {
  const bureau: Message[] = []
  const department: Message[] = []
  for (const lawyer of lawyers) {
    const { status, statusFrom: from, licenceNo } = lawyer
    if (from === null) continue
    const instrumentDigest = instrument(seed, `${status} ${licenceNo}`)
    if (status === 'SUSPENDED') bureau.push(sanction(lawyer, from, 'SUSPENSION', 6, instrumentDigest))
    else if (status === 'REVOKED') department.push(sanction(lawyer, from, 'REVOCATION', null, instrumentDigest))
    else if (status === 'TRANSFERRING')
      bureau.push({ type: 'lawyer/StartTransfer', value: { licenceNo, from, instrumentDigest } })
    else if (status !== 'ACTIVE')
      department.push({ type: 'lawyer/EndLicence', value: { licenceNo, status, from, instrumentDigest } })
  }
  return { bureau, department }
}

function sanction(
  { lawyerId, licenceNo }: SampleLawyer,
  from: string,
  kind: 'SUSPENSION' | 'REVOCATION',
  months: number | null,
  instrumentDigest: string,
): Message {
  const offence = { on: shiftCivilDate(from, -60), article: kind === 'SUSPENSION' ? 48 : 49, deserved: kind }
  return {
    type: 'lawyer/SanctionLawyer',
    value: {
      sanctionId: lawyerId,
      licenceNo,
      kind,
      offence,
      decidedOn: from,
      from,
      months,
      publicUntil: shiftCivilDate(from, 365),
      instrumentDigest,
    },
  }
}

/** Last year's assessment of every lawyer who practised then. */
export function assessmentMessages({ lawyers, today }: Sample): Message[] {
  const year = yearOf(today) - 1
  return lawyers
    .filter(({ from }) => yearOf(from) < year)
    .map(({ licenceNo }, at) => ({
      type: 'lawyer/RecordAssessment',
      value: {
        subject: 'lawyer',
        licenceNo,
        year,
        grade: at % 50 === 49 ? 'BASICALLY_COMPETENT' : 'COMPETENT',
        filedOn: `${year + 1}-06-01` <= today ? `${year + 1}-06-01` : today,
      },
    }))
}

export function formerStaffMessages({ lawyers }: Sample): Message[] {
  return lawyers.flatMap(({ licenceNo, formerJudge, salt, name }) =>
    formerJudge === null
      ? []
      : [
          {
            type: 'case/RegisterFormerStaff',
            value: {
              serial: licenceNo.slice(11),
              role: 'JUDGE',
              courtsServed: [formerJudge.court],
              leftOn: formerJudge.leftOn,
              leaveKind: 'RESIGNED',
              senior: false,
              firmInFormerArea: true,
              commitment: saltedDigest(salt, 'formerStaff', name),
            },
          },
        ],
  )
}

/** Opens a case with its parties. */
export function caseMessages(one: SampleCase): Message[] {
  const { caseRef, courtCode, procedure, filedOn, parties } = one
  return [
    {
      type: 'case/OpenCase',
      value: {
        caseRef,
        courtCode,
        procedure,
        caseNumber: one.caseNumber,
        caseNumberTag: null,
        filedOn,
        connectedRefs: [],
      },
    },
    ...parties.map(({ partyId, side, salt, name }) => ({
      type: 'case/AddParty',
      value: { caseRef, partyId, side, commitment: saltedDigest(salt, 'name', name) },
    })),
  ]
}

/** Enters an agent with the papers; the bureau has not been asked yet. */
export function agentMessage({ caseRef, filedOn }: SampleCase, agent: SampleAgent): Message {
  const { agentId, partyId, licenceNo, firmUscc } = agent
  const document = (name: string): string => saltedDigest(agentId, 'document', name)
  return {
    type: 'case/EnterAgent',
    value: {
      caseRef,
      agentId,
      partyId,
      role: 'AGENT',
      licenceNo,
      letterFirmUscc: firmUscc,
      exception: 'NONE',
      powers: {
        specialPowers: [],
        stage: 'FIRST_INSTANCE',
        signedOn: filedOn,
        expiresOn: null,
        documentDigest: document('powers'),
      },
      documents: { licence: document('licence'), firmLetter: document('letter'), legalAidLetter: null },
      enteredOn: filedOn,
      receiptId: null,
    },
  }
}
