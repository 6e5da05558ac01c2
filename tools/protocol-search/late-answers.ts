import { integer, object, utf8Decode } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { interchainModules, packetFromJson, sequencePart, waitingRows } from '@xiezhi/interchain'
import type { Packet, PacketApplication } from '@xiezhi/interchain'
import { defineErrors, defineMessage, ensure } from '@xiezhi/kernel'
import type { AnyMessage, Module, TxContext } from '@xiezhi/kernel'
import { CASE_REFS, CLIENT } from './questions.ts'

const errors = defineErrors('late', { NothingWaits: [2, 'no packet waits for an answer'] })

/** The writer of late acknowledgements holds no state: that of any composition serves. */
const { acknowledger } = interchainModules({
  ports: { mayRelay: () => undefined, mayGovern: () => undefined },
  applications: () => [],
})

interface Plan {
  readonly packet?: Packet
  readonly application?: PacketApplication
}

/**
 * A justice zone that takes question B and answers it when it is told to, by the same application. Our own zones answer in the
 * block of the receipt, but another implementation of the port may not, and only such a peer can be silent.
 */
export function lateAnswers(modules: readonly Module[]): readonly Module[] {
  let questions: PacketApplication | undefined
  const later: PacketApplication['onReceive'] = () => ({ kind: 'later' })
  const receive = (real: AnyMessage): AnyMessage => ({
    ...real,
    execute(ctx: TxContext, message: never, plan: never) {
      const { packet, application }: Plan = plan
      if (packet === undefined || application === undefined || !isLate(packet)) return real.execute(ctx, message, plan)
      questions = application
      const put = { ...(plan as object), application: { ...application, onReceive: later } } as never
      return real.execute(ctx, message, put)
    },
  })
  const answer = defineMessage({
    type: 'late/Answer',
    schema: object({ sequence: integer({ min: 1 }) }),
    check(ctx, { sequence }) {
      const row = waitingRows(ctx.store).get(CLIENT, sequencePart(sequence))
      ensure(row !== undefined && questions !== undefined, errors.NothingWaits, { sequence })
      return { packet: packetFromJson(row.packet), questions }
    },
    execute(ctx, { sequence }, plan): Json {
      const result = plan.questions.onReceive(ctx, plan.packet)
      if (result.kind === 'answered') acknowledger.writeAcknowledgement(ctx, CLIENT, sequence, result.acknowledgement)
      return null
    },
  })
  const late: Module = {
    name: 'late',
    version: 1,
    errors,
    events: [],
    messages: [answer],
    queries: [],
    invariants: [],
    migrations: [],
    initGenesis: () => undefined,
  }
  return [...modules.map((module) => withMessage(module, 'packet/ReceivePacket', receive)), late]
}

function isLate({ payload }: Packet): boolean {
  return utf8Decode(payload.value).includes(CASE_REFS.B)
}

/** The module with one of its messages replaced. */
export function withMessage(module: Module, type: string, change: (real: AnyMessage) => AnyMessage): Module {
  if (!module.messages.some((message) => message.type === type)) return module
  return { ...module, messages: module.messages.map((message) => (message.type === type ? change(message) : message)) }
}
