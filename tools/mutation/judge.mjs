// Runs in a worker: loads the changed library anew for each mutant, and the tests of the area until one fails.
import { parentPort, workerData } from 'node:worker_threads'

const { bundle, area, others, page, cases, disputed } = workerData
const wanted = [area, ...others].map((name) => cases.filter(({ fn }) => fn.startsWith(`${name}.`)))

parentPort.on('message', async (id) => {
  globalThis.__stryker__ = { activeMutant: id ?? undefined }
  parentPort.postMessage({ id, problem: await problemOf(id) })
})

/** Null: nothing noticed. */
async function problemOf(id) {
  try {
    const { bundledLaw, checkCases, referencePage, runTests } = await import(`${bundle}?mutant=${id}`)
    const failed = wanted
      .flatMap((list) => checkCases(list, bundledLaw).results)
      .find(({ id: name, passed }) => !passed && !disputed.includes(name))
    if (failed !== undefined) return `case ${failed.id}`
    if (referencePage(area) !== page) return 'the reference page'
    await runTests()
    return null
  } catch (error) {
    // A library that does not load, or falls over, is noticed by any test.
    return `${error}`
  }
}
