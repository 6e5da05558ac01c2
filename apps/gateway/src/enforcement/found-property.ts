import type { Answer, QueryFeedback } from '@xiezhi/control-interface'
import type { PropertyView } from '@xiezhi/gateway-api'
import type { PropertyFields } from './store.ts'

/** Property as an answer tells of it. */
export interface Answered {
  readonly asset: PropertyView['asset']
  readonly fields: PropertyFields
}

type Existing = NonNullable<NonNullable<QueryFeedback['accounts']>[number]['measures']>[number]
type Known = Pick<PropertyFields, 'label' | 'number'> & Partial<PropertyFields>

const YUAN = 'CNY'
const NATURE_JOIN = ' '

function fieldsOf(known: Known, measures: readonly Existing[] | undefined): PropertyFields {
  return {
    subAccount: null,
    currency: YUAN,
    balanceCents: null,
    availableCents: null,
    units: null,
    securityCode: null,
    encumberedCents: 0,
    divisible: true,
    specialFund: null,
    earlierMeasures: (measures ?? []).map(({ courtName, rank, limitCents, to }) => ({
      organ: courtName,
      rank,
      limitCents: limitCents ?? null,
      to,
    })),
    ...known,
  }
}

/** Every thing and account of an answer to a query; things that cannot be divided and have no value yet are told as such. */
export function propertyIn({ query }: Pick<Answer, 'query'>): Answered[] {
  if (query === undefined || query.outcome !== 'FOUND') return []
  return [...moneyIn(query), ...thingsIn(query)]
}

function moneyIn({ accounts = [], policies = [], securities = [] }: QueryFeedback): Answered[] {
  return [
    ...accounts
      .filter(({ state }) => state !== 'CLOSED')
      .map((one): Answered => {
        const {
          accountNo: number,
          subAccount = null,
          currency,
          balanceCents,
          availableCents,
          branch,
          kind,
          specialFund = null,
          measures,
        } = one
        const known = {
          label: [branch, kind].filter(Boolean).join(NATURE_JOIN),
          number,
          subAccount,
          currency,
          balanceCents,
          availableCents,
          specialFund,
        }
        return { asset: 'DEPOSIT', fields: fieldsOf(known, measures) }
      }),
    ...policies.map((one): Answered => {
      const { policyNo: number, product: label, cashValueCents, availableCents, measures } = one
      const known = { label, number, balanceCents: cashValueCents, availableCents }
      return { asset: 'INSURANCE_CASH_VALUE', fields: fieldsOf(known, measures) }
    }),
    ...securities.map((one): Answered => {
      const { accountNo, securityCode, units, shareNature, measures } = one
      const known = {
        label: `${securityCode}${NATURE_JOIN}${shareNature}`,
        number: `${accountNo}/${securityCode}`,
        units,
        securityCode,
      }
      return { asset: 'SECURITY', fields: fieldsOf(known, measures) }
    }),
  ]
}

function thingsIn({ vehicles = [], realEstate = [] }: QueryFeedback): Answered[] {
  return [
    ...vehicles.map(({ plate, vehicleNo: number, brand, measures }): Answered => {
      const fields = fieldsOf({ label: `${plate}${NATURE_JOIN}${brand}`, number, divisible: false }, measures)
      return { asset: 'VEHICLE', fields }
    }),
    ...realEstate.map(({ realEstateUnit: number, location, rightKind, mortgages, seals }): Answered => {
      const encumberedCents = mortgages.reduce((sum, { amountCents }) => sum + amountCents, 0)
      const known = { label: `${location}${NATURE_JOIN}${rightKind}`, number, encumberedCents, divisible: false }
      return { asset: 'REAL_ESTATE', fields: fieldsOf(known, seals) }
    }),
  ]
}
