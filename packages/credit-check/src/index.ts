export { CREDIT_CHECK_CODES, CreditCheckError } from './credit-check-error.ts'
export type { CreditCheckCode, CreditCheckFacts } from './credit-check-error.ts'
export { CREDIT_PERSON, normalPerson } from './person.ts'
export type { Person } from './person.ts'
