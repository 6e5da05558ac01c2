import { admit } from './admit.ts'
import { consumption } from './consumption.ts'
import { correction } from './correction.ts'
import { deletionDue } from './deletion-due.ts'
import { liftConsumption } from './lift-consumption.ts'
import { receiverAudit } from './receiver-audit.ts'
import { temporaryLift } from './temporary-lift.ts'
import { term } from './term.ts'

/** List of dishonest debtors and limits of consumption (失信被执行人名单、限制消费). */
export const sanctionList = {
  admit,
  term,
  deletionDue,
  correction,
  temporaryLift,
  consumption,
  liftConsumption,
  receiverAudit,
}
