import { CryptoError } from '@xiezhi/crypto'

/** The code of the error that `run` throws; 'none' if it returns. Other errors pass through. */
export function codeOf(run: () => unknown): string {
  try {
    run()
    return 'none'
  } catch (error) {
    if (error instanceof CryptoError) return error.code
    throw error
  }
}
