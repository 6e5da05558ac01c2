import { array, CodecError, integer, object, string } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import type { Bilingual, CreditReport } from '@xiezhi/gateway-api'

/** Fields of a credit report (rulebook 18.4), in the order that its digest covers. */
export const REPORT_FIELDS = [
  'reportId',
  'licenceNo',
  'lawyerName',
  'issuer',
  'generatedAtMs',
  'validUntilMs',
  'items',
  'disputes',
] as const

const text = string({ bytesMin: 1, bytesMax: 2_000 })
const ITEMS_MAX = 400
const contentSchema = object({
  reportId: text,
  licenceNo: text,
  lawyerName: text,
  issuer: text,
  generatedAtMs: integer({ min: 0 }),
  validUntilMs: integer({ min: 0 }),
  items: array(object({ kind: text, on: text, organ: text, text }), { max: ITEMS_MAX }),
  disputes: array(object({ on: text, text }), { max: ITEMS_MAX }),
})

const KINDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ASSESSMENT: ['年度考核', 'annual assessment'],
  SANCTION: ['处罚与状态', 'sanctions and status'],
  LEGAL_AID: ['法律援助', 'legal aid'],
  COMMENDATION: ['表彰奖励', 'commendation'],
}

type Sections = CreditReport['sections']
type Row = Sections[number]['rows'][number]

/** The report as the page shows it; undefined where the fields are not those of a report. */
export function sectionsOf(fields: Readonly<Record<string, Json>>): Sections | undefined {
  let content: ReturnType<typeof contentSchema.parse>
  try {
    content = contentSchema.parse(fields)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
  const { items, disputes } = content
  return [
    {
      title: words('报告', 'Report'),
      rows: [
        row('报告编号', 'Report number', content.reportId),
        row('律师', 'Lawyer', content.lawyerName),
        row('执业证号', 'Licence', content.licenceNo),
        row('出具机关', 'Issued by', content.issuer),
      ],
    },
    { title: words('记录', 'Entries'), rows: items.map(itemRow) },
    {
      title: words('争议', 'Disputes'),
      rows: disputes.map(({ on, text: about }) => row(on, on, about)),
    },
  ]
}

/** When the report was made, and for how long it calls itself valid. */
export function termOf({ generatedAtMs, validUntilMs }: Readonly<Record<string, Json>>): {
  readonly generatedAtMs: number | null
  readonly validUntilMs: number | null
} {
  const instant = (value: Json | undefined): number | null => (typeof value === 'number' ? value : null)
  return { generatedAtMs: instant(generatedAtMs), validUntilMs: instant(validUntilMs) }
}

function itemRow({ kind, on, organ, text: about }: { kind: string; on: string; organ: string; text: string }): Row {
  const [zh, en] = KINDS[kind] ?? [kind, kind]
  return row(`${on} ${zh}`, `${on} ${en}`, `${about} — ${organ}`)
}

function row(zh: string, en: string, value: string): Row {
  return { label: words(zh, en), value }
}

function words(zh: string, en: string): Bilingual {
  return { zh, en }
}
