import { boolean, integer, object } from '@xiezhi/codec'
import { code, digest, shortId } from '../ids.ts'
import { machineSchema, VERSION_MAX } from './state.ts'

const version = integer({ min: 1, max: VERSION_MAX })

/** Lays a machine before the reviewers. */
export const draftSchema = object({ machine: machineSchema })

/** A judge, as owner of the rule, signs that the machine is the law (R31-01). */
export const reviewSchema = object({ machineId: shortId, version, machineDigest: digest, reportDigest: digest })

/** Two roles put a reviewed version in force; running subjects keep theirs. */
export const activateSchema = object({ machineId: shortId, version, machineDigest: digest })

/** The kill switch of one machine, by two persons of two roles (R31-12). */
export const setSuspensionSchema = object({ machineId: shortId, suspended: boolean(), reason: code })
