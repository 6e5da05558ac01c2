import { checkUnitCode } from './check-unit-code.ts'
import { noticeRegistration } from './notice-registration.ts'
import { rankRights } from './rank-rights.ts'

/** Real estate (不动产), article 22. */
export const property = { checkUnitCode, noticeRegistration, rankRights }
