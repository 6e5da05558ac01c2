import { shiftCivilMonths } from '@xiezhi/contracts/ids'
import type { DocumentKind } from '@xiezhi/documents'
import type { CaseFacts } from '../enforcement/case-facts.ts'
import { maskedNumber } from '../enforcement/masked.ts'
import type { Wanted } from '../enforcement/order-requests.ts'
import type { OfficerFields } from '../enforcement/store.ts'
import type { OrdersConfig } from '../config.ts'
import { articlesOf } from './articles.ts'
import { contactOf, measureWordOf, officersOf } from './case-fields.ts'
import type { CaseFields } from './case-fields.ts'

type Fields = Readonly<Record<string, unknown>>

export interface RulingInput {
  readonly kind: DocumentKind
  readonly facts: CaseFacts
  readonly common: CaseFields
  readonly officer: OfficerFields
  readonly wanted: readonly Wanted[]
  readonly emergency: boolean
  readonly account: OrdersConfig['account']
  /** Of a letter of transfer: the court that receives the right, and its case. */
  readonly receiving?: { readonly court: string; readonly caseNumber: string }
}

const ON_SIGNATURE = '见电子签名'
const REMEDY = '如不服本裁定，可以在执行程序终结前向本院提出书面异议。异议期间不停止执行。'
const QUERY_SCOPE: readonly string[] = [
  '存款、理财产品、证券、保险现金价值',
  '不动产、机动车等登记财产',
  '权利负担与在先措施',
]

/** Fields of the document of an instrument, from what it orders. */
export function rulingFields(input: RulingInput): Fields {
  const { kind, common } = input
  const articles = articlesOf(kind, input.facts.preservation !== null)
  if (kind === 'QUERY_NOTICE') return { ...common.head, ...noticeFields(input), articles, basis: common.basis }
  if (kind === 'TRANSFER_LETTER') return { ...common.head, ...letterFields(input), articles }
  return {
    ...common.head,
    ...common.parties,
    basis: common.basis,
    facts: [grounds(input)],
    articles,
    decisions: input.wanted.map((one) => decisionOf(one)),
    remedy: REMEDY,
    panel: [
      { role: 'JUDGE', name: ON_SIGNATURE },
      { role: 'ENFORCER', name: input.officer.name },
    ],
    ...ofKind(input),
  }
}

function noticeFields({ common, officer, wanted }: RulingInput): Fields {
  return {
    addressee: [...new Set(wanted.map(({ institution }) => institution.zh))].join('、'),
    officers: officersOf(officer),
    contact: contactOf(officer, common.court),
    subjects: [...new Map(wanted.map(({ debtor }) => [debtor.debtorId, debtor])).values()].map(
      ({ fields, idType }) => ({
        name: fields.name,
        idKind: ['RESIDENT_ID', 'USCC', 'PASSPORT'].includes(idType) ? idType : 'OTHER',
        idNumber: fields.idNo,
      }),
    ),
    scope: QUERY_SCOPE,
  }
}

function letterFields({ common, wanted, receiving }: RulingInput): Fields {
  return {
    addressee: receiving?.court ?? '',
    debtor: common.subjects[0],
    receivingCaseNumber: receiving?.caseNumber ?? '',
    assets: wanted.map((one) => ({ ...assetOf(one), measure: measureWordOf(one.effect.asset ?? '') })),
    facts: ['上述财产现由你院处置更为适当，本院的债权就处置价款依法受偿。'],
  }
}

function grounds({ facts: { owed, today, preservation } }: RulingInput): string {
  const yuan = money(owed.totalCents)
  return preservation === null
    ? `被执行人未履行生效法律文书确定的义务。截至${today}，应当执行的款项合计${yuan}元（${owed.currency}）。`
    : `为保障将来生效法律文书的执行，裁定保全被申请人价值${yuan}元（${owed.currency}）的财产。`
}

function ofKind({ kind, facts, wanted, emergency, account, common }: RulingInput): Fields {
  const { today } = facts
  if (kind === 'CONTROL_RULING')
    return {
      assets: wanted.map((one) => ({
        ...measured(one),
        limitCents: one.effect.limitCents,
        from: today,
        to: shiftCivilMonths(today, one.effect.months ?? 1),
      })),
      urgency: emergency ? '需要立即采取措施，由审判员先行裁定，随后依法确认。' : null,
    }
  if (kind === 'RENEWAL_RULING')
    return {
      assets: wanted.map((one) => {
        const from = one.standing?.to ?? today
        return { ...measured(one), previousTo: from, from, to: shiftCivilMonths(from, one.effect.months ?? 1) }
      }),
    }
  if (kind === 'RELEASE_RULING')
    return {
      assets: wanted.map((one) => ({ ...measured(one), remainingCents: one.effect.limitCents })),
      release: wanted.every(({ effect }) => effect.action === 'REDUCE') ? 'REDUCE' : 'RELEASE',
    }
  if (kind === 'VARIATION_RULING')
    return {
      assets: wanted.map(measured),
      variation: wanted[0]?.effect.action === 'RESUME' ? 'RESUME' : 'SUSPEND',
    }
  return disposalFields(wanted, account, common.court)
}

function disposalFields(wanted: readonly Wanted[], account: OrdersConfig['account'], court: string): Fields {
  const sums = wanted.flatMap(({ effect: { action, limitCents } }) => (action === 'DEDUCT' ? (limitCents ?? []) : []))
  const total = sums.reduce((sum, cents) => sum + cents, 0)
  return {
    disposal: wanted.every(({ effect }) => effect.action === 'DEDUCT') ? 'DEDUCT' : 'AUCTION',
    assets: wanted.map((one) => ({
      ...assetOf(one),
      amountCents: one.effect.action === 'DEDUCT' ? one.effect.limitCents : null,
    })),
    totalCents: total === 0 ? null : total,
    payee: {
      account: account?.number ?? '另行通知',
      bank: account?.bank ?? '另行通知',
      holder: account?.name ?? court,
    },
  }
}

function measured(one: Wanted): Fields {
  return { ...assetOf(one), measure: measureWordOf(one.effect.asset ?? '') }
}

/** Of numbers the last four places, as everywhere outside the annex. */
function assetOf({ property, debtor, institution, effect }: Wanted): Fields {
  return {
    asset: effect.asset ?? 'OTHER_RIGHT',
    description: property === null ? '财产' : `${property.fields.label}（尾号${maskedNumber(property.fields)}）`,
    holder: debtor.fields.name,
    institution: institution.zh,
  }
}

const DECISIONS: Readonly<Record<string, string>> = {
  FREEZE: '采取查封、扣押、冻结措施',
  RENEW: '续行查封、扣押、冻结',
  RELEASE: '解除查封、扣押、冻结',
  REDUCE: '减少控制数额',
  SUSPEND: '中止执行措施',
  RESUME: '恢复执行措施',
  CONVERT_TO_DISPOSAL: '转为处分措施',
  DEDUCT: '扣划款项',
  CLOSE_DISPOSAL: '处分完毕',
}

function decisionOf(one: Wanted): string {
  const { action, limitCents, months } = one.effect
  const { description, institution } = assetOf(one) as { readonly description: string; readonly institution: string }
  const amount = limitCents === null ? '' : `，数额${money(limitCents)}元（${one.effect.currency}）`
  const term = months === null ? '' : `，期限${months}个月`
  return `对${one.debtor.fields.name}名下由${institution}登记、保管的${description}${DECISIONS[action] ?? action}${amount}${term}。`
}

const CENTS = 100

function money(cents: number): string {
  return `${Math.floor(cents / CENTS)}.${String(cents % CENTS).padStart(2, '0')}`
}
