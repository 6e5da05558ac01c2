import { decodeCanonical, hexDecode } from '@xiezhi/codec'
import type { SignedHeader, ValidatorSet } from '@xiezhi/comet'
import type { Crypto } from '@xiezhi/crypto'
import { firstHeight } from '../embedded/begin-zone.ts'
import type { Genesis } from '../embedded/begin-zone.ts'
import { oldestBlock } from '../embedded/block-horizon.ts'
import { decodeTxPlace, metaKey, readBlock, readSignedHeader, txPlaceKey } from '../embedded/chain-rows.ts'
import type { StoredBlock, TxPlace } from '../embedded/chain-rows.ts'
import { readClosedMarker } from '../embedded/closed-marker.ts'
import { HostError } from '../embedded/host-error.ts'
import { embeddedValidators } from '../embedded/next-block.ts'
import type { BlockHost } from '../embedded/rpc/past-blocks.ts'
import { RowReader } from '../store/row-reader.ts'

type Meta = Omit<Genesis, 'appState'> & { readonly validator: string }

/** The blocks that one machine made before the zone went on here; whoever asks below that height gets them. */
export class EarlierBlocks implements BlockHost {
  readonly height: number
  readonly oldestBlock: number
  readonly genesis: Genesis
  readonly validators: ValidatorSet
  readonly store: BlockHost['store']
  readonly #rows: RowReader

  /** @throws HostError HOST_EARLIER_BLOCKS where the folder is not that of a zone which was exported */
  constructor(crypto: Crypto, folder: string, chainId: string) {
    const closed = readClosedMarker(folder)
    if (closed?.chainId !== chainId)
      throw new HostError('HOST_EARLIER_BLOCKS', { folder, expected: chainId, seen: closed?.chainId ?? 'not exported' })
    this.height = closed.height
    this.#rows = new RowReader(folder)
    const row = this.#rows.getRow(metaKey)
    const last = this.block(closed.height)
    if (row === undefined || last === undefined)
      throw new HostError('HOST_EARLIER_BLOCKS', {
        folder,
        expected: `the block of height ${closed.height}`,
        seen: 'none',
      })
    const { validator, ...genesis } = decodeCanonical(row) as unknown as Meta
    this.genesis = { ...genesis, appState: {} }
    this.validators = embeddedValidators(crypto, hexDecode(validator))
    this.oldestBlock = oldestBlock((key) => this.#rows.getRow(key), firstHeight(this.genesis))
    // The last block changed nothing.
    this.store = { root: () => last.header.appHash }
  }

  block(height: number): StoredBlock | undefined {
    return readBlock((key) => this.#rows.getRow(key), height)
  }

  signedHeader(height: number): SignedHeader | undefined {
    return readSignedHeader((key) => this.#rows.getRow(key), height)
  }

  txPlace(hash: Uint8Array): TxPlace | undefined {
    const row = this.#rows.getRow(txPlaceKey(hash))
    return row === undefined ? undefined : decodeTxPlace(row)
  }

  close(): Promise<void> {
    return this.#rows.close()
  }
}
