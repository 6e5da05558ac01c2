import { conversion } from './conversion.ts'
import { lapse } from './lapse.ts'
import { rulingDue } from './ruling-due.ts'
import { security } from './security.ts'

/** Property preservation (财产保全). */
export const preservation = { security, lapse, rulingDue, conversion }
