import { defineErrors } from '@xiezhi/kernel'

/** Codes are part of the wire contract: append, never renumber or reuse. */
export const errors = defineErrors('deposit', {
  DepositExists: [2, 'a deposit with this id exists'],
  DepositUnknown: [3, 'no deposit has this id'],
  DepositEnded: [4, 'the deposit has been superseded or revoked'],
  DigestLimit: [5, 'this digest has the largest number of deposits'],
  CaseNotOpen: [6, 'the case is not known or not open'],
  PlatformUnknown: [7, 'no platform has this id'],
  TimeOrder: [8, 'an instant lies before one that must come first, or has not come'],
  SupersedesOther: [9, 'the earlier deposit is of another case or kind'],
  NotSubmitter: [10, 'only the organisation that deposited may do this'],
  FactorsMissing: [11, 'the factors of article 17 are missing'],
  FactorsForeign: [12, 'an objection to the time before the chain names no factors of article 17'],
  RepeatedEntry: [13, 'an entry stands twice'],
  ObjectionLimit: [14, 'the deposit has the largest number of objections'],
  OrderLimit: [15, 'the deposit has the largest number of orders'],
  OrderUnknown: [16, 'the deposit has no such order'],
  OrderAnswered: [17, 'the order has been answered'],
  AnswerForeign: [18, 'the answer is not what the order asks for'],
  OrderOpen: [19, 'an order is open and its time has not passed'],
  NotCorroborated: [20, 'the time before the chain is contested and nothing supports it'],
  NotCrossExamined: [21, 'the day of cross-examination has not come'],
  FindingLimit: [22, 'the deposit has the largest number of findings'],
  InterestWithoutPlatform: [23, 'an interest is declared in a platform, and none is named'],
  CertificateOfCase: [24, 'a certificate is of no case: it would lead from the case to whom it is about'],
})
