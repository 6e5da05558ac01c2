import { ledgerToday } from '../../config/ledger-time.ts'
import { Output } from '../../output.ts'
import { licenceArgument, readCase } from '../../zone/subjects.ts'
import { Workspace } from '../../zone/workspace.ts'
import { instrumentDigest, newId } from '../bureau/instrument.ts'

export interface AgentOptions {
  readonly case: string
  readonly licence: string
  readonly firm: string
  readonly side: string
  readonly json?: boolean
}

/** Enters an agent for the party of that side, which is added where the case has none. */
export async function enterAgent(options: AgentOptions): Promise<number> {
  const out = new Output(options)
  const licence = licenceArgument(options.licence)
  return Workspace.use(async (workspace) => {
    const court = await workspace.session('court')
    const view = await readCase(court, options.case)
    const caseRef = view.case['caseRef'] ?? null
    const today = ledgerToday()
    const known = view.parties.find(({ side }) => side === options.side)
    const partyId = known?.['partyId'] ?? newId()
    const party = { caseRef, partyId, side: options.side, commitment: instrumentDigest('party') }
    const agentId = newId()
    const agent = {
      caseRef,
      agentId,
      partyId,
      role: 'AGENT',
      licenceNo: licence,
      letterFirmUscc: options.firm,
      exception: 'NONE',
      powers: {
        specialPowers: [],
        stage: 'FIRST_INSTANCE',
        signedOn: today,
        expiresOn: null,
        documentDigest: instrumentDigest('powers'),
      },
      documents: {
        licence: instrumentDigest('licence'),
        firmLetter: instrumentDigest('letter'),
        legalAidLetter: null,
      },
      enteredOn: today,
      receiptId: null,
    }
    const { height, data } = await court.submit(
      [
        ...(known === undefined ? [{ type: 'case/AddParty', value: party }] : []),
        { type: 'case/EnterAgent', value: agent },
      ],
      workspace.court('filing'),
    )
    const { verdict } = data.at(-1) as { verdict: string }
    out.say('agentEntered', { licence, case: options.case, verdict })
    out.say('acted', { zone: court.zone.name, height })
    out.document({ caseRef, agentId, verdict, height })
    return 0
  })
}
