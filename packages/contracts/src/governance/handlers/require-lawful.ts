import { ContractError, ensure } from '@xiezhi/kernel'
import type { ErrorKind } from '@xiezhi/kernel'
import { changeLaw, LawError } from '@xiezhi/law'
import type { LawBook } from '@xiezhi/law'
import { errors } from '../errors.ts'
import { isOfLaw, isSwitch, noticeOf, parameterRow, switchRow } from './law-in-force.ts'
import type { ActivateCalendarYear, SetParameter } from '../messages.ts'

/** A value of the law has the form and unit of the rows that it follows; other keys are the zone's own. @throws ContractError ParameterInvalid */
export function requireLawfulParameter(law: LawBook, message: SetParameter): void {
  const { key, value, unit } = message
  if (!isOfLaw(law, key)) return
  if (isSwitch(key)) {
    refusing(errors.ParameterInvalid, () => changeLaw(law, { switches: [switchRow(message)] }))
    return
  }
  const row = law.parameters.get(key)?.at(-1)
  const form = formOf(row?.value)
  ensure(formOf(value) === form, errors.ParameterInvalid, { key, expected: form, seen: formOf(value) })
  ensure(unit === row?.unit, errors.ParameterInvalid, { key, expected: row?.unit, seen: unit })
  refusing(errors.ParameterInvalid, () => changeLaw(law, { parameters: [parameterRow(message)] }))
}

/** Days of the year, each once and of one kind. @throws ContractError CalendarInvalid */
export function requireLawfulNotice(law: LawBook, message: ActivateCalendarYear): void {
  refusing(errors.CalendarInvalid, () => changeLaw(law, { calendars: [noticeOf(message)] }))
}

function formOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

function refusing(kind: ErrorKind, run: () => unknown): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof LawError)) throw error
    throw new ContractError(kind, { law: error.code, path: error.path })
  }
}
