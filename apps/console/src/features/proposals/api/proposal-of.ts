import type { StatusProposal } from '@xiezhi/gateway-api'

export type ProposalKind = StatusProposal['kind']
type Deserved = Extract<StatusProposal, { offence: unknown }>['offence']['deserved']

/** What the form holds; which fields are filled depends on the kind. */
export interface ProposalFields {
  readonly kind: ProposalKind
  readonly instrumentDigest: string
  readonly from?: string
  readonly on?: string
  readonly offenceOn?: string
  readonly article?: number
  readonly deserved?: Deserved
  readonly decidedOn?: string
  readonly months?: number
  readonly publicUntil?: string
  readonly sanctionId?: string
  readonly npcStandingMember?: boolean
  readonly civilServant?: boolean
}

/** The act that a form describes. Fields of other kinds that were filled before are left out. */
export function proposalOf(fields: ProposalFields): StatusProposal {
  const { kind, instrumentDigest, from = '' } = fields
  switch (kind) {
    case 'SUSPENSION':
    case 'REVOCATION':
      return sanctionOf(kind, fields)
    case 'CANCELLED':
    case 'WITHDRAWN':
      return { kind, from, instrumentDigest }
    case 'SANCTION_SET_ASIDE':
      return { kind, sanctionId: fields.sanctionId ?? '', on: fields.on ?? '', instrumentDigest }
    case 'OFFICE_CHANGED': {
      const { npcStandingMember = false, civilServant = false } = fields
      return { kind, npcStandingMember, civilServant, from, instrumentDigest }
    }
  }
}

function sanctionOf(kind: 'SUSPENSION' | 'REVOCATION', fields: ProposalFields): StatusProposal {
  const { offenceOn = '', article = 0, deserved = 'WARNING', decidedOn = '', from = '', months, publicUntil } = fields
  return {
    kind,
    offence: { on: offenceOn, article, deserved },
    decidedOn,
    from,
    months: kind === 'SUSPENSION' ? (months ?? null) : null,
    publicUntil: publicUntil === undefined || publicUntil === '' ? null : publicUntil,
    instrumentDigest: fields.instrumentDigest,
  }
}
