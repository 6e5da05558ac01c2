import type { Json } from '@xiezhi/codec'
import { answer, decodeRequest, measuresRequest, refusal, statusRequest } from '@xiezhi/control-interface'
import { layBatch, takeBatches } from '@xiezhi/institution-adapter'
import type { Quarantined } from '@xiezhi/institution-adapter'
import type { InstitutionConfig } from '../config.ts'
import type { InstitutionContext } from '../context.ts'
import { handleRequest, requestStatus } from '../handle-request.ts'
import { listMeasures } from '../list-measures.ts'
import { refusalOf } from './json-http.ts'

type Exchange = NonNullable<InstitutionConfig['exchange']>

/**
 * Takes the court's batches and lays a batch of answers under the same sequence. A request for the list of measures makes a batch of
 * its own. Whoever is killed in between does all of it again, and nothing twice.
 */
export async function exchangeOnce(context: InstitutionContext, exchange: Exchange): Promise<readonly Quarantined[]> {
  const { store, profile, batchKey } = context
  const { court } = exchange
  const us = profile.institutionCode
  const after = await store.transaction(async (tx) => {
    const { rows } = await tx.query<{ last: number }>('select last from batch_turn where sender = $1', [court])
    return rows[0]?.last ?? 0
  })
  const address = { kind: 'REQUESTS', sender: court, recipient: us } as const
  const { quarantined } = await takeBatches({ folder: exchange.in, key: batchKey, address, after }, async (batch) => {
    const { sequence } = batch.header
    const answers: Json[] = []
    for await (const record of batch.records()) {
      const courtId = listAskedIn(record)
      if (courtId === undefined) answers.push(await answerTo(context, record))
      else await layMeasures(context, exchange, sequence, courtId)
    }
    const head = { kind: 'ANSWERS', sender: us, recipient: court, sequence, count: answers.length } as const
    await layBatch(exchange.out, batchKey, head, answers)
    await store.transaction((tx) =>
      tx.query(
        'insert into batch_turn (sender, last) values ($1, $2) on conflict (sender) do update set last = excluded.last',
        [court, sequence],
      ),
    )
  })
  return quarantined
}

function listAskedIn(record: Json): string | undefined {
  const keys = typeof record === 'object' && record !== null ? Object.keys(record) : []
  return keys.length === 1 && keys[0] === 'fydm' ? measuresRequest.decode(record).courtId : undefined
}

/** An answer, or the refusal in its place. What is our own failure is no refusal: the batch is taken again. */
async function answerTo(context: InstitutionContext, record: Json): Promise<Json> {
  const keys = typeof record === 'object' && record !== null ? Object.keys(record) : []
  try {
    if (keys.length === 1 && keys[0] === 'bdhm')
      return answer.encode(await requestStatus(context, statusRequest.decode(record).requestNo))
    return answer.encode(await handleRequest(context, decodeRequest(record)))
  } catch (error) {
    const { refusal: told } = refusalOf(error)
    if (told.code === 'INTERNAL') throw error
    const no = (record as { readonly bdhm?: Json } | null)?.bdhm
    return refusal.encode({
      ...(typeof no === 'string' && /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/.test(no) ? { requestNo: no } : {}),
      ...told,
    })
  }
}

async function layMeasures(
  context: InstitutionContext,
  exchange: Exchange,
  sequence: number,
  courtId: string,
): Promise<void> {
  const list = listMeasures(context, courtId)
  const { value: count } = (await list.next()) as { readonly value: number }
  const head = {
    kind: 'MEASURES',
    sender: context.profile.institutionCode,
    recipient: exchange.court,
    sequence,
    count,
  } as const
  await layBatch(exchange.out, context.batchKey, head, list as AsyncIterable<Json>)
}
