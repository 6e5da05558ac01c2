import { decodeCanonical, encodeCanonical } from '@xiezhi/codec'
import type { Json } from '@xiezhi/codec'
import { commitmentKey, receiptKey } from '@xiezhi/interchain'
import type { AnyMessage, Module, ReadStore, Store, TxContext } from '@xiezhi/kernel'
import { withMessage } from './late-answers.ts'
import { CLIENT } from './questions.ts'

type Plant = (modules: readonly Module[]) => readonly Module[]

/** Copies of handlers with one fault each, by what is wrong: the search must find what each leads to. */
export const DEFECTS = {
  'the receipt is not written': inMessage('packet/ReceivePacket', (real) =>
    executing(real, (store) => deaf(store, 'set', receiptKey)),
  ),
  'a packet is received whatever the time': inMessage('packet/ReceivePacket', (real) => ({
    ...real,
    check: (ctx, message) => real.check({ ...ctx, block: { ...ctx.block, timeMs: 0 } }, message),
  })),
  'the commitment of an answered packet stays': inMessage('packet/AcknowledgePacket', (real) =>
    executing(real, (store) => deaf(store, 'delete', commitmentKey)),
  ),
  'an answer replaces the outcome': inMessage('packet/AcknowledgePacket', (real) =>
    executing(real, (store) => ({ ...bound(store), ...patched(store, 'query/dispatch/', { outcome: null }) })),
  ),
  'a timeout is not told to the dispatch': inMessage('packet/TimeoutPacket', (real) =>
    executing(real, (store) => ({
      ...bound(store),
      set: (key, value) => (key.startsWith('query/dispatch/') ? undefined : store.set(key, value)),
    })),
  ),
  'silence is proved before the deadline': inMessage('query/ProveSilence', (real) => ({
    ...real,
    check: (ctx, message) =>
      real.check({ ...ctx, store: patched(ctx.store, 'query/dispatch/', { deadlineMs: 0 }) }, message),
  })),
  'a frozen client takes headers': inMessage('client/UpdateClient', (real) => ({
    ...real,
    check: (ctx, message) =>
      real.check({ ...ctx, store: patched(ctx.store, 'client/client/', { frozen: null }) }, message),
  })),
} as const satisfies Readonly<Record<string, Plant>>

function inMessage(type: string, change: (real: AnyMessage) => AnyMessage): Plant {
  return (modules) => modules.map((module) => withMessage(module, type, change))
}

/** The handler over a store that does not do all it is told. */
function executing(real: AnyMessage, change: (store: Store) => Store): AnyMessage {
  return {
    ...real,
    execute: (ctx: TxContext, message: never, plan: never) =>
      real.execute({ ...ctx, store: change(ctx.store) }, message, plan),
  }
}

function bound(store: Store): Store {
  return {
    get: (key) => store.get(key),
    scan: (prefix, options) => store.scan(prefix, options),
    set: (key, value) => {
      store.set(key, value)
    },
    delete: (key) => {
      store.delete(key)
    },
  }
}

/** A store on which one kind of write to one kind of packet key has no effect. */
function deaf(store: Store, write: 'set' | 'delete', keyOf: (client: string, sequence: number) => string): Store {
  const prefix = keyOf(CLIENT, 0).slice(0, CLIENT.length + 1)
  const own = bound(store)
  return write === 'set'
    ? { ...own, set: (key, value) => (key.startsWith(prefix) ? undefined : store.set(key, value)) }
    : { ...own, delete: (key) => (key.startsWith(prefix) ? undefined : store.delete(key)) }
}

/** Reads rows under a prefix with some of their fields replaced. */
function patched(store: ReadStore, prefix: string, change: Readonly<Record<string, Json>>): ReadStore {
  return {
    get: (key) => {
      const value = store.get(key)
      if (value === undefined || !key.startsWith(prefix)) return value
      return encodeCanonical({ ...(decodeCanonical(value) as Readonly<Record<string, Json>>), ...change })
    },
    scan: (from, options) => store.scan(from, options),
  }
}
