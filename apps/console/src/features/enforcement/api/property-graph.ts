import type { EnforcementView } from '@xiezhi/gateway-api'
import type { GraphNode, NodeGraph } from '../../../lib/node-graph.ts'

type Looks = Pick<GraphNode, 'color' | 'background'>

const PLAIN: Looks = { color: '#6b7280', background: '#f9fafb' }
const LOOKS: Readonly<Record<string, Looks>> = {
  EFFECTIVE: { color: '#1a7f37', background: '#e9f7ee' },
  ORDERED: { color: '#1d4f91', background: '#e8f0fb' },
  WAITING: { color: '#1d4f91', background: '#e8f0fb' },
  SUSPENDED: { color: '#a15c07', background: '#fff4e0' },
  REJECTED: { color: '#b42318', background: '#fdecea' },
  FAILED: { color: '#b42318', background: '#fdecea' },
}
const DASHED: ReadonlySet<string> = new Set(['ORDERED', 'WAITING', 'SUSPENDED'])
/** Widths of the boxes of debtors, institutions and property. */
const COLUMNS = [170, 180, 380]

interface GraphWords {
  readonly debtor: (debtor: EnforcementView['debtors'][number]) => string
  readonly institution: (institution: string) => string
  /** What an institution still owes an answer to; null: nothing. */
  readonly waiting: (institution: string) => string | null
  readonly property: (property: EnforcementView['property'][number]) => string
  readonly propertyDetail: (property: EnforcementView['property'][number]) => string
}

/** Debtor, institution, property: who holds what of whom, and what stands on it. */
export function propertyGraph(view: EnforcementView, words: GraphWords): NodeGraph {
  const { debtors, property, controls, orders } = view
  const states = new Map(controls.map(({ orderId, state }) => [orderId, state]))
  const asked = orders.filter(({ effect }) => effect.action === 'QUERY').map(({ institution }) => institution)
  const institutions = [...new Set([...property.map(({ institution }) => institution), ...asked])]
  const stateOf = (one: EnforcementView['property'][number]): string =>
    (one.controlOrderId === null ? undefined : states.get(one.controlOrderId)) ?? ''
  const pairs = new Set(property.map(({ debtorId, institution }) => `${debtorId} ${institution}`))
  const first = debtors[0]?.debtorId
  // Where nothing was found yet, the line says who was asked.
  for (const institution of asked) {
    const isThere = debtors.some(({ debtorId }) => pairs.has(`${debtorId} ${institution}`))
    if (!isThere && first !== undefined) pairs.add(`${first} ${institution}`)
  }
  return {
    columns: COLUMNS,
    nodes: [
      ...debtors.map((debtor) => ({
        id: debtor.debtorId,
        column: 0,
        title: words.debtor(debtor),
        detail: debtor.idNoMasked ?? '',
        ...PLAIN,
      })),
      ...institutions.map((institution) => ({
        id: `institution ${institution}`,
        column: 1,
        title: words.institution(institution),
        detail: words.waiting(institution) ?? '',
        ...PLAIN,
      })),
      ...property.map((one) => ({
        id: one.propertyId,
        column: 2,
        title: words.property(one),
        detail: words.propertyDetail(one),
        ...(LOOKS[stateOf(one)] ?? PLAIN),
      })),
    ],
    links: [
      ...[...pairs].map((pair) => {
        const [debtorId = '', institution = ''] = pair.split(' ')
        return { from: debtorId, to: `institution ${institution}`, color: '#9ca3af', isDashed: false }
      }),
      ...property.map((one) => ({
        from: `institution ${one.institution}`,
        to: one.propertyId,
        color: (LOOKS[stateOf(one)] ?? PLAIN).color,
        isDashed: DASHED.has(stateOf(one)),
      })),
    ],
  }
}
