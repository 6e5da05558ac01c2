import type { Json } from '@xiezhi/codec'
import { GatewayError } from '../gateway-error.ts'
import type { Listener } from '../routes/listener.ts'
import { serialOf } from '../vault/private-texts.ts'
import type { ProposalViews } from '../views/proposal-view.ts'
import type { ActPlans } from './act-plans.ts'
import { parseLawyerCsv } from './lawyer-csv.ts'
import { randomId } from './random-id.ts'
import { approving, proposing } from './two-persons.ts'

/** A proposal holds 32 KiB. */
const ROWS_PER_PROPOSAL = 100

/** What a row of the outbox keeps of an import. */
export interface ImportFacts {
  readonly rows: number
  /** Lines of the rows of each proposal, in order. */
  readonly chunks: readonly (readonly number[])[]
  readonly refused: readonly { readonly line: number; readonly name: string; readonly field: string | null }[]
}

/** A list of lawyers: proposed by one person of the department, approved as a whole by another. */
export function importPlans({ clock, outbox, texts }: Listener, proposals: ProposalViews): ActPlans {
  return {
    importLawyers: ({ body: { csv, instrumentDigest } }) => {
      const { rows, refused } = parseLawyerCsv(csv)
      if (rows.length === 0)
        throw new GatewayError('INPUT_INVALID', { part: 'body', path: '/csv', expected: 'a row that can be imported' })
      const entries = rows.map((row) => ({
        ...row,
        lawyerId: randomId(),
        text: row.name === '' ? null : texts.salted('name', row.name),
      }))
      const messages: { type: string; value: Json }[] = []
      const chunks: number[][] = []
      for (let at = 0; at < entries.length; at += ROWS_PER_PROPOSAL) {
        const part = entries.slice(at, at + ROWS_PER_PROPOSAL)
        chunks.push(part.map(({ line }) => line))
        const values = part.map(({ lawyerId, licenceNo, firmUscc, from, firstPracticeDate, text }) => ({
          lawyerId,
          licenceNo,
          firmUscc,
          from,
          firstPracticeDate,
          commitments: text === null ? [] : [text.digest],
        }))
        messages.push({ type: 'lawyer/ImportLawyers', value: { instrumentDigest, rows: values } })
      }
      const facts: ImportFacts = { rows: rows.length + refused.length, chunks, refused }
      const plan = proposing('importLawyers', '', messages, clock.nowMs(), facts as unknown as Record<string, Json>)
      return Promise.resolve({
        ...plan,
        subject: { kind: 'import', id: instrumentDigest },
        prepare: () =>
          texts.keep(
            entries.flatMap(({ licenceNo, text }) => (text === null ? [] : [{ serial: serialOf(licenceNo), text }])),
          ),
      })
    },
    approveImport: async ({ params: { id }, session }) => {
      const found = await outbox.store.find(id)
      if (found?.row.act !== 'importLawyers') throw new GatewayError('SUBJECT_UNKNOWN', { kind: 'import' })
      if (found.row.state !== 'included') throw new GatewayError('NOT_IN_FORCE', { state: found.row.state })
      const approvals = proposalsOf(found.row.result)
      return approving(proposals, session.person, 'approveImport', { kind: 'import', id }, approvals)
    },
  }
}

/** What the ledger answered to each proposal of an import. */
export function proposalsOf(result: unknown): readonly { readonly proposalId: string; readonly digest: string }[] {
  const { data = [] } = (result ?? {}) as {
    readonly data?: readonly { readonly proposalId: string; readonly digest: string }[]
  }
  return data.map(({ proposalId, digest }) => ({ proposalId, digest }))
}
