import type { ControlPlan, PropertyView } from '@xiezhi/gateway-api'

const REASONS_MIN = 4

/** Where the officer departs from the plan for one property. */
export interface Departure {
  readonly isAsked?: boolean
  readonly cents?: number | null
  readonly months?: number | null
  readonly reasons?: string
}

export interface AskedRow {
  readonly propertyId: string
  readonly institution: string
  readonly asset: PropertyView['asset']
  readonly label: string
  readonly numberMasked: string
  readonly planned: ControlPlan['controls'][number] | null
  readonly isAsked: boolean
  readonly cents: number | null
  readonly months: number | null
  readonly whole: boolean
  readonly reasons: string
  readonly departs: boolean
  readonly lacks: 'NOTHING' | 'AMOUNT' | 'TERM' | 'REASONS'
}

export interface AskedControls {
  readonly rows: readonly AskedRow[]
  readonly askedCents: number
  readonly isComplete: boolean
}

type Departures = Readonly<Record<string, Departure>>

/** What is asked for: the plan, with the officer's departures from it, each of which needs its reasons. */
export function askedControls(
  plan: ControlPlan,
  property: readonly PropertyView[],
  departures: Departures,
): AskedControls {
  const rows = [
    ...plan.controls.map((planned) => rowOf(planned, planned, departures[planned.propertyId] ?? {})),
    ...plan.left
      .filter(({ propertyId }) => departures[propertyId]?.isAsked === true)
      .flatMap(({ propertyId }) => {
        const found = property.find((one) => one.propertyId === propertyId)
        return found === undefined ? [] : [rowOf(found, null, departures[propertyId] ?? {}, found)]
      }),
  ]
  return {
    rows,
    askedCents: rows.reduce((sum, { isAsked, cents }) => sum + (isAsked ? (cents ?? 0) : 0), 0),
    isComplete: rows.some(({ isAsked }) => isAsked) && rows.every(({ lacks }) => lacks === 'NOTHING'),
  }
}

type Known = Pick<AskedRow, 'propertyId' | 'institution' | 'asset' | 'label' | 'numberMasked'>

function rowOf(known: Known, planned: AskedRow['planned'], departure: Departure, found?: PropertyView): AskedRow {
  const { propertyId, institution, asset, label, numberMasked } = known
  const { isAsked, cents, months, reasons } = { ...beginning(planned, found), ...departure }
  const departs = planned === null || !isAsked || cents !== planned.cents || months !== planned.months
  return {
    propertyId,
    institution,
    asset,
    label,
    numberMasked,
    planned,
    isAsked,
    cents,
    months,
    reasons,
    departs,
    whole: planned?.whole ?? found?.divisible === false,
    lacks: lackOf({ isAsked, cents, months, departs, reasons }),
  }
}

/** What a row holds before the officer changes it. */
function beginning(planned: AskedRow['planned'], found: PropertyView | undefined): Required<Departure> {
  return {
    isAsked: true,
    cents: planned?.cents ?? found?.netCents ?? null,
    months: planned?.months ?? null,
    reasons: '',
  }
}

function lackOf(row: Pick<AskedRow, 'isAsked' | 'cents' | 'months' | 'departs' | 'reasons'>): AskedRow['lacks'] {
  if (row.isAsked && (row.cents ?? 0) <= 0) return 'AMOUNT'
  if (row.isAsked && row.months === null) return 'TERM'
  return row.departs && row.reasons.trim().length < REASONS_MIN ? 'REASONS' : 'NOTHING'
}

/** The part of a ruling's body that says what is asked for, and why planned property is not. */
export function rulingParts(
  rows: readonly AskedRow[],
  relationOf: (propertyId: string) => object,
): Readonly<Record<'controls' | 'leftOut', readonly unknown[]>> {
  return {
    controls: rows
      .filter(({ isAsked }) => isAsked)
      .map(({ propertyId, cents, months, whole, departs, reasons }) => ({
        propertyId,
        cents,
        whole,
        months,
        ...(departs ? { reasons: reasons.trim() } : {}),
        ...relationOf(propertyId),
      })),
    leftOut: rows
      .filter(({ isAsked }) => !isAsked)
      .map(({ propertyId, reasons }) => ({ propertyId, reasons: reasons.trim() })),
  }
}
