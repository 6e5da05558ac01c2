import { defineErrors } from '@xiezhi/kernel'

/** Codes are part of the wire contract: append, never renumber or reuse. */
export const errors = defineErrors('enforcement', {
  EnforcementExists: [2, 'enforcement of this case has been opened'],
  EnforcementUnknown: [3, 'no enforcement of this case has been opened'],
  CaseNotOpen: [4, 'no case with this reference is open'],
  OtherCourt: [5, 'another court enforces this case'],
  DateOrder: [6, 'one day lies before the day that it must follow'],
  NotEffective: [7, 'the document is not yet to be performed'],
  StateForbids: [8, 'the enforcement is in a state that does not allow this'],
  OverControl: [9, 'more would be controlled than is owed'],
  ControlLimit: [10, 'the case has had the largest number of controls'],
  MeasureUnknown: [11, 'the measure is none of this case'],
  MeasureEnded: [12, 'the measure has ended'],
  AssetOther: [13, 'the measure is on property of another kind'],
  RenewalRefused: [14, 'the measure cannot be renewed so'],
  TermRefused: [15, 'the term is longer than the law allows'],
  LimitNotLower: [16, 'a reduction leaves less than before'],
  ProposalUnknown: [17, 'no proposal of the case has this id'],
  ProposalEnded: [18, 'the proposal has been decided'],
  MeasuresStand: [19, 'measures of the case still stand'],
  LawRefused: [20, 'the law function refuses the input'],
  CurrencyOther: [21, 'the amount is in another currency than the claim'],
  StayUnchanged: [22, 'the enforcement stands as asked'],
  StatementLimit: [23, 'the claim has been restated the largest number of times'],
})
