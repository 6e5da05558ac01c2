import { residentId } from './resident-id.ts'
import { uscc } from './uscc.ts'

/** Numbers of persons and units (证件号码). */
export const identifier = { residentId, uscc }
