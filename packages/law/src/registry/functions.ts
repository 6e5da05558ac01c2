import { admission } from '../admission/area.ts'
import { bankruptcy } from '../bankruptcy/area.ts'
import { calendar } from '../calendar/area.ts'
import { card } from '../card/area.ts'
import { caseNumber } from '../case-number/area.ts'
import { civilFlow } from '../civil-flow/area.ts'
import { commutation } from '../commutation/area.ts'
import { credit } from '../credit/area.ts'
import { court } from '../court/area.ts'
import { criminalFile } from '../criminal-file/area.ts'
import { identifier } from '../identifier/area.ts'
import { money } from '../money/area.ts'
import { loan } from '../loan/area.ts'
import { lawyer } from '../lawyer/area.ts'
import { consistency } from '../consistency/area.ts'
import { contractReview } from '../contract-review/area.ts'
import { dataRight } from '../data-right/area.ts'
import { enterprise } from '../enterprise/area.ts'
import { ip } from '../ip/area.ts'
import { movable } from '../movable/area.ts'
import { property } from '../property/area.ts'
import { measure } from '../measure/area.ts'
import { enforcement } from '../enforcement/area.ts'
import { preservation } from '../preservation/area.ts'
import { auction } from '../auction/area.ts'
import { interest } from '../interest/area.ts'
import { fees } from '../fees/area.ts'
import { distribution } from '../distribution/area.ts'
import { sanctionList } from '../sanction-list/area.ts'
import { sanction } from '../sanction/area.ts'
import type { AnyLawFunction } from './define-function.ts'

type Areas = Readonly<Record<string, Readonly<Record<string, AnyLawFunction>>>>

/** Areas of the catalogue, in its order. */
export const catalogueAreas: Areas = {
  calendar,
  caseNumber,
  court,
  identifier,
  money,
  lawyer,
  commutation,
  criminalFile,
  civilFlow,
  measure,
  enforcement,
  preservation,
  auction,
  interest,
  fees,
  distribution,
  sanctionList,
  loan,
  card,
  bankruptcy,
  credit,
  ip,
  enterprise,
  property,
  movable,
  dataRight,
  contractReview,
  consistency,
}

/** Areas of our own, built on the catalogue's functions. */
export const ownAreas: Areas = { admission, sanction }

/** By name, `area.function`. */
export const functions: ReadonlyMap<string, AnyLawFunction> = new Map(
  [...Object.values(catalogueAreas), ...Object.values(ownAreas)]
    .flatMap((area) => Object.values(area))
    .map((one) => [one.declaration.name, one]),
)
