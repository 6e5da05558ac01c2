import type { LightBlock, SignedHeader } from '@xiezhi/comet'
import { firstHeight } from '../begin-zone.ts'
import type { BlockHost } from './past-blocks.ts'
import { internalError } from './rpc-error.ts'
import type { RpcError } from './rpc-error.ts'
import type { ZoneHost } from './zone-host.ts'

/** A height that is asked for before its block is made is waited for so long. */
export const BLOCK_WAIT_MAX_MS = 20_000

/** Header and commit of a height, without its transactions and results. @throws RpcError */
export function signedHeaderAt(host: BlockHost, height = host.height): SignedHeader {
  const signed = host.signedHeader(height)
  if (signed === undefined) throw heightUnavailable(host, height)
  return signed
}

/** A height of which there is no block: too high, before the first, or deleted. Words as of CometBFT, which its clients read. */
export function heightUnavailable(host: BlockHost, height: number): RpcError {
  const first = firstHeight(host.genesis)
  if (height >= first && height < host.oldestBlock)
    return internalError(
      `HOST_HEIGHT_UNAVAILABLE height ${height} is not available, lowest height is ${host.oldestBlock}`,
    )
  return internalError(`height ${height} must be between ${first} and the current blockchain height ${host.height}`)
}

/** @throws RpcError */
export function lightBlockAt(host: BlockHost, height?: number): LightBlock {
  return { ...signedHeaderAt(host, height), validators: host.validators }
}

/** Resolves when the height is on disk. @throws RpcError if no block comes */
export async function untilHeight(host: ZoneHost, height: number): Promise<void> {
  if (host.height >= height) return
  await new Promise<void>((resolve, reject) => {
    const stop = host.onBlock(() => {
      if (host.height < height) return
      end()
      resolve()
    })
    const timer = setTimeout(() => {
      end()
      reject(internalError(`no block ${height} within ${BLOCK_WAIT_MAX_MS} ms`))
    }, BLOCK_WAIT_MAX_MS)
    const end = (): void => {
      clearTimeout(timer)
      stop()
    }
  })
}
