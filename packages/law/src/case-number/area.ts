import { parse } from './parse.ts'
import { register } from './register.ts'

/** Case numbers (案号). */
export const caseNumber = { parse, register }
