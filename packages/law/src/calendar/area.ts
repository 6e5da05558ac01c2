import { addWorkingDays } from './add-working-days.ts'
import { dayKind } from './day-kind.ts'
import { periodEnd } from './period-end.ts'
import { sentenceEnd } from './sentence-end.ts'
import { statutoryDeadline } from './statutory-deadline.ts'
import { timeliness } from './timeliness.ts'

/** Periods and working days (期间). */
export const calendar = { dayKind, periodEnd, addWorkingDays, sentenceEnd, statutoryDeadline, timeliness }
