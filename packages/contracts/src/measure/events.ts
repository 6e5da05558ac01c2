import type { HistoryKind } from './state.ts'

/** One for each kind of history. */
export const EVENT_OF = {
  REGISTERED: 'MeasureRegistered',
  PROMOTED: 'MeasurePromoted',
  DEMOTED: 'MeasureDemoted',
  EXPIRED: 'MeasureExpired',
  RENEWED: 'MeasureRenewed',
  REDUCED: 'MeasureReduced',
  RELEASED: 'MeasureReleased',
  SUSPENDED: 'MeasureSuspended',
  RESUMED: 'MeasureResumed',
  CONVERTED: 'MeasureConverted',
  DEDUCTION_BEGUN: 'DeductionBegun',
  DEDUCTED: 'MeasureDeducted',
  DISPOSED: 'MeasureDisposed',
  SURPLUS_CLAIM: 'SurplusClaimed',
  TRANSFERRED: 'DisposalTransferred',
  DISPOSAL_RECEIVED: 'DisposalReceived',
} as const satisfies Readonly<Record<HistoryKind, string>>

export const EVENTS: readonly string[] = Object.values(EVENT_OF)
