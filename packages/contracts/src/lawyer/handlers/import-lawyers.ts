import { ContractError } from '@xiezhi/kernel'
import type { CheckContext, ErrorKind } from '@xiezhi/kernel'
import type { LawBook } from '@xiezhi/law'
import { actIdOf, defineAct } from '../../acts.ts'
import type { AnyAct } from '../../acts.ts'
import { governs, regionOf } from '../api.ts'
import { errors } from '../errors.ts'
import { importLawyersSchema } from '../messages.ts'
import type { ImportRow } from '../messages.ts'
import type { LawyerActor, LawyerPorts } from '../ports.ts'
import { lawyers, licences, serials, statusEvents } from '../state.ts'
import type { Lawyer } from '../state.ts'
import { newLawyer, requireFirm } from './grant-licence.ts'

interface RefusedRow {
  readonly row: number
  readonly kind: ErrorKind
}

/** Brings the bureau's list in: rows stand or are refused one by one, and each refusal is told. */
export function importLawyers(ports: LawyerPorts): AnyAct {
  return defineAct({
    type: 'lawyer/ImportLawyers',
    schema: importLawyersSchema,
    subject: ({ instrumentDigest }) => instrumentDigest,
    check(ctx, { rows }) {
      const actors = ports.requireTwoPersons(ctx, 'JUSTICE_DEPARTMENT')
      return { ...sortRows(ctx, ports.lawBook(ctx), actors, rows), actor: actors[0] }
    },
    execute(ctx, { instrumentDigest }, { accepted, refused, actor }) {
      const recordedAtMs = ctx.block.decidedAtMs
      const actId = actIdOf(ctx)
      const [byId, byNumber, bySerial] = [lawyers(ctx.store), licences(ctx.store), serials(ctx.store)]
      const history = statusEvents(ctx.store)
      for (const lawyer of accepted) {
        byId.set(lawyer.lawyerId, { ...lawyer, events: 1 })
        byNumber.set(lawyer.licenceNo, lawyer.lawyerId)
        bySerial.set(lawyer.serial, lawyer.lawyerId)
        history.set([lawyer.lawyerId, '000001'], {
          eventId: `${lawyer.serial}-1`,
          kind: 'GRANTED',
          status: 'ACTIVE',
          from: lawyer.numbers[0]?.from ?? lawyer.firstPracticeDate,
          to: null,
          actId,
          organisation: actor.organisation,
          instrumentDigest,
          recordedAtMs,
        })
      }
      ctx.emit({
        type: 'LawyersImported',
        data: { instrumentDigest, imported: accepted.length, refused: refused.length },
      })
      return {
        imported: accepted.length,
        refused: refused.map(({ row, kind }) => ({ row, codespace: kind.codespace, code: kind.code, name: kind.name })),
      }
    },
  })
}

function sortRows(
  ctx: CheckContext,
  law: LawBook,
  actors: readonly LawyerActor[],
  rows: readonly ImportRow[],
): { accepted: Lawyer[]; refused: RefusedRow[] } {
  const accepted: Lawyer[] = []
  const refused: RefusedRow[] = []
  const ids = new Set<string>()
  const taken = new Set<string>()
  const firmDays = new Map<string, ErrorKind | null>()
  rows.forEach((row, at) => {
    const kind = actors.every((actor) => governs(actor, regionOf(row.licenceNo)))
      ? (refusalOf(() => {
          requireFirmOnce(ctx, firmDays, row)
        }) ?? refusalOf(() => accepted.push(unique(newLawyer(ctx, law, row), ids, taken))))
      : errors.OutsideJurisdiction
    if (kind !== undefined) refused.push({ row: at, kind })
  })
  return { accepted, refused }
}

/** Two rows of one list may not name the same person either. */
function unique(lawyer: Lawyer, ids: Set<string>, taken: Set<string>): Lawyer {
  if (ids.has(lawyer.lawyerId)) throw new ContractError(errors.LawyerExists)
  if (taken.has(lawyer.serial)) throw new ContractError(errors.SerialExists)
  ids.add(lawyer.lawyerId)
  taken.add(lawyer.serial)
  return lawyer
}

/** Rows of one firm share its check. */
function requireFirmOnce(ctx: CheckContext, firmDays: Map<string, ErrorKind | null>, row: ImportRow): void {
  const key = `${row.firmUscc} ${row.from}`
  let kind = firmDays.get(key)
  if (kind === undefined) {
    kind =
      refusalOf(() => {
        requireFirm(ctx, row.firmUscc, row.from)
      }) ?? null
    firmDays.set(key, kind)
  }
  if (kind !== null) throw new ContractError(kind)
}

function refusalOf(run: () => unknown): ErrorKind | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof ContractError) return error.kind
    throw error
  }
}
