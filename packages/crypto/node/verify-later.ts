import type { Keyring, SignatureCheck } from '@xiezhi/crypto'

export type VerifyLater = (checks: readonly SignatureCheck[]) => Promise<boolean[]>

/**
 * Verdicts in the order of the checks, without holding up the thread that asks.
 *
 * Ed25519 and P-256 go to the pool. SM2 has no such call in Node (its identity digest goes in by hand), so it is judged
 * here and now.
 */
export function createVerifyLater(keyring: Keyring): VerifyLater {
  return (checks) =>
    new Promise((resolve) => {
      const verdicts = new Array<boolean>(checks.length).fill(false)
      let open = checks.length
      if (open === 0) resolve(verdicts)
      checks.forEach((check, at) => {
        const done = (verdict: boolean): void => {
          verdicts[at] = verdict
          open -= 1
          if (open === 0) resolve(verdicts)
        }
        const key = keyring(check)
        if (key.verifyLater === undefined) done(key.verify(check.message, check.signature))
        else key.verifyLater(check.message, check.signature, done)
      })
    })
}
