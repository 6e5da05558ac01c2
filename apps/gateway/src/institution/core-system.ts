import { mkdirSync, readFileSync } from 'node:fs'
import { CodecError, hexBytes, hexDecode } from '@xiezhi/codec'
import type { BatchKey, Measure } from '@xiezhi/control-interface'
import { nodeCrypto } from '@xiezhi/crypto/node'
import { FileInstitution, HttpsInstitution } from '@xiezhi/institution-adapter'
import type { InstitutionAdapter, InstitutionPort } from '@xiezhi/institution-adapter'
import type { AdapterConfig } from '../config.ts'
import { GatewayError } from '../gateway-error.ts'

const KEY_BYTES = 32

/** A core system, however it is reached. */
export interface CoreSystem {
  readonly port: InstitutionPort
  /** Answers that have come by themselves. Gives the names of files that were put away. */
  poll(adapter: InstitutionAdapter): Promise<readonly string[]>
  /** The list of a court's measures; undefined: asked for, and it comes by itself at `lists`. */
  measures(court: string): Promise<AsyncIterable<Measure> | undefined>
  /** Lists that have come. */
  lists(act: (list: AsyncIterable<Measure>) => Promise<void>): Promise<void>
  /** Deletes files that were taken or put away, as far as they are due; gives how many. */
  forget(isDue: (setAsideAtMs: number) => boolean): number
  close(): void
}

export async function openCoreSystem(config: AdapterConfig): Promise<CoreSystem> {
  return config.kind === 'https' ? overHttps(config) : byFiles(config)
}

function overHttps(config: Extract<AdapterConfig, { kind: 'https' }>): CoreSystem {
  const { url, ca, cert, key, batchKeyFile } = config
  const port = new HttpsInstitution({ url, ca, cert, key }, batchKey(batchKeyFile))
  return {
    port,
    poll: () => Promise.resolve([]),
    measures: (court) => Promise.resolve(port.measures(court)),
    lists: () => Promise.resolve(),
    forget: () => 0,
    close: () => {
      port.close()
    },
  }
}

async function byFiles(config: Extract<AdapterConfig, { kind: 'files' }>): Promise<CoreSystem> {
  const { out, in: incoming, state, sender, institution, batchKeyFile } = config
  for (const folder of [out, incoming]) mkdirSync(folder, { recursive: true, mode: 0o700 })
  const key = batchKey(batchKeyFile)
  const port = await FileInstitution.open({ out, in: incoming, state, key, court: sender, institution })
  return {
    port,
    poll: async (adapter) => {
      const put = await port.poll({
        answer: async (answer) => {
          await adapter.deliver(answer)
        },
        refusal: async (refusal) => {
          await adapter.deliverRefusal(refusal)
        },
      })
      return put.map(({ name }) => name)
    },
    measures: async (court) => {
      await port.askMeasures(court)
      return undefined
    },
    lists: async (act) => {
      await port.takeMeasures(act)
    },
    forget: (isDue) => port.forget(isDue),
    close: () => undefined,
  }
}

/** @throws GatewayError CONFIG_INVALID without showing what the file holds */
function batchKey(file: string): BatchKey {
  try {
    const key = hexDecode(hexBytes(KEY_BYTES).parse(readFileSync(file, 'utf8').trim()))
    return { crypto: nodeCrypto, hash: 'sha256', key }
  } catch (error) {
    if (error instanceof CodecError) throw new GatewayError('CONFIG_INVALID', { file, expected: '32 bytes' })
    throw error
  }
}
