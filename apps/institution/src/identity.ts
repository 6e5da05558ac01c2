import type { ControlRequest } from '@xiezhi/control-interface'
import type { AssetRow } from './db/rows.ts'
import type { Tx } from './db/store.ts'

type Person = Pick<AssetRow, 'holder_name' | 'former_names' | 'id_type' | 'id_no'>

/** R20-38: name and number both, exactly; a former name counts as the name. */
export function nameOf(request: ControlRequest, person: Person): 'MATCH' | 'MISMATCH' | 'OTHER_PERSON' {
  const known = new Set([person.holder_name, ...person.former_names])
  const given = [request.subjectName, ...(request.formerNames?.split('、') ?? [])]
  const isName = given.some((name) => known.has(name))
  const isNumber = person.id_type === request.idType && person.id_no === request.idNo
  if (isName && isNumber) return 'MATCH'
  return isName || isNumber ? 'MISMATCH' : 'OTHER_PERSON'
}

/** The person's assets, and whether somebody here has only the name or only the number. */
export async function lookUpPerson(
  tx: Tx,
  request: ControlRequest,
): Promise<{ readonly assets: readonly AssetRow[]; readonly isMismatch: boolean }> {
  const names = [request.subjectName, ...(request.formerNames?.split('、') ?? [])]
  const { rows } = await tx.query<AssetRow>(
    'select * from asset where (id_type = $1 and id_no = $2) or holder_name = any($3) or former_names && $3 order by id',
    [request.idType, request.idNo, names],
  )
  const assets = rows.filter((row) => nameOf(request, row) === 'MATCH')
  // Who is found by both is that person; people of the same name are others.
  return { assets, isMismatch: rows.length > 0 && assets.length === 0 }
}
