import type { CaseObjectionView } from '@xiezhi/gateway-api'
import type { MatterRow } from '../enforcement/matters.ts'
import type { Writings } from '../enforcement/writings.ts'
import { matterWords } from './matter-words.ts'
import { isOver, termView } from './term-view.ts'

type Row = MatterRow<'objection'>
type Measure = CaseObjectionView['measure']

/** What a view of objections needs to know of their cases. */
export interface ObjectionContext {
  readonly today: string
  measureOf(caseId: string, measureId: string): Measure
  /** The institution of an order. */
  institutionOf(orderId: string): string | null
  /** Whether the court of the session decides it. */
  mayDecide(row: Row): boolean
}

/** Objections as pages show them; grounds and reasons from the vault. */
export async function objectionViews(
  rows: readonly Row[],
  writings: Writings,
  context: ObjectionContext,
): Promise<CaseObjectionView[]> {
  const shown = await writings.shown(
    rows.flatMap(({ record: { documentDigest, decision } }) => [
      documentDigest,
      ...(decision === null ? [] : [decision.digest]),
    ]),
  )
  return rows.map((row) => {
    const { caseId, record } = row
    const { objectionId, kind, measureId, orderId, earlierId, documentDigest, receivedOn, due, state } = record
    const { written: grounds, by } = shown(documentDigest)
    const institution = orderId === null ? null : context.institutionOf(orderId)
    const fallback = kind === 'INSTITUTION' ? 'INSTITUTION' : kind === 'THIRD_PARTY' ? 'THIRD_PARTY' : 'DEBTOR'
    return {
      caseId,
      objectionId,
      kind,
      kindText: matterWords('objection', kind),
      raisedBy: {
        as: (by?.as ?? fallback) as CaseObjectionView['raisedBy']['as'],
        name: by?.name ?? null,
        institution,
      },
      measure: measureId === null ? null : context.measureOf(caseId, measureId),
      orderId,
      earlierId,
      grounds,
      receivedOn,
      due: due === null ? null : termView(due, context.today),
      isOverdue: state === 'OPEN' && due !== null && isOver(due, context.today),
      state,
      stateText: matterWords('objectionState', state),
      ...outcomeOf(record, shown, context.today),
      mayDecide: state === 'OPEN' && context.mayDecide(row),
      recordKey: `enforcement/objection/${caseId}/${objectionId}`,
    }
  })
}

type Shown = Awaited<ReturnType<Writings['shown']>>

function outcomeOf(
  { decision, remedy }: Row['record'],
  shown: Shown,
  today: string,
): Pick<CaseObjectionView, 'decision' | 'remedy'> {
  return {
    decision:
      decision === null
        ? null
        : {
            reasons: shown(decision.digest).written,
            officer: decision.officer,
            servedOn: decision.servedOn,
            inTime: decision.inTime,
          },
    remedy:
      remedy === null
        ? null
        : { kind: remedy.kind, text: matterWords('remedy', remedy.kind), until: termView(remedy, today) },
  }
}
