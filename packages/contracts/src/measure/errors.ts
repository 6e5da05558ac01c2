import { defineErrors } from '@xiezhi/kernel'

/** Codes are part of the wire contract: append, never renumber or reuse. */
export const errors = defineErrors('measure', {
  MeasureExists: [2, 'a measure with this id exists'],
  MeasureUnknown: [3, 'no measure has this id'],
  ActionMismatch: [4, 'the order asks for another action'],
  EffectIncomplete: [5, 'the effect lacks what its action needs'],
  TimeOrder: [6, 'an instant lies before one that must come first, or has not come'],
  NotWholeSecond: [7, 'a registration is timed to the second'],
  OtherInstitution: [8, 'the asset is at another institution'],
  AssetMismatch: [9, 'the asset is of another kind'],
  LineLimit: [10, 'the line of this asset has the largest number of measures'],
  AssetDisposed: [11, 'the asset was disposed of after this registration'],
  WaitingNotAllowed: [12, 'there is no waiting preservation of a patent or trademark'],
  AmountMissing: [13, 'money is frozen up to an amount'],
  PendingDeduction: [14, 'a deduction is begun and has not ended'],
  TermOverCap: [15, 'the term is longer than the law allows'],
  OtherCourt: [16, 'the measure was ordered by another court'],
  MeasureEnded: [17, 'the measure has ended'],
  StateMismatch: [18, 'the action is not open in this state of the measure'],
  NotBelowLimit: [19, 'a reduced limit is below the present one'],
  OverLimit: [20, 'more is deducted than the measure controls'],
  CurrencyMismatch: [21, 'the amount is in another currency than the measure'],
  DistributionMissing: [22, 'a closed disposal states the digest of the distribution'],
  DistributionForeign: [23, 'only a closed disposal states a distribution'],
  ShortfallForeign: [24, 'only a deduction is carried out in part'],
  LawRefuses: [25, 'the law library refuses the input'],
})
