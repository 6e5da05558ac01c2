import { classify } from './classify.ts'
import { decisionDue } from './decision-due.ts'
import { extent } from './extent.ts'
import { floor } from './floor.ts'
import { parole } from './parole.ts'
import { propertyClause } from './property-clause.ts'
import { timing } from './timing.ts'

/** Commutation and parole (减刑、假释). */
export const commutation = { classify, timing, extent, floor, parole, decisionDue, propertyClause }
