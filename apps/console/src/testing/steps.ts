import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { PASSPHRASE } from './answers.ts'
import { overflowOf, seriousFindings, shot } from './browser.ts'

/** Bodies that were sent to a path, not with a preview. */
export function bodiesOf(page: Page, path: RegExp): unknown[] {
  const bodies: unknown[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && path.test(new URL(request.url()).pathname)) bodies.push(request.postDataJSON())
  })
  return bodies
}

/** Addresses that were asked for, as they would stand in a log. */
export function addressesOf(page: Page): string[] {
  const urls: string[] = []
  page.on('request', (request) => urls.push(decodeURIComponent(request.url())))
  return urls
}

/** Keeps a picture, and holds the page to what all of them are held to. */
export async function isUsable(page: Page, name: string): Promise<void> {
  await shot(page, name)
  expect(await seriousFindings(page)).toEqual([])
  expect(await overflowOf(page)).toBe(0)
}

/** Chooses in a select by the label of its field. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).last().click()
  await page.locator('.ant-select-item-option').getByText(option, { exact: true }).last().click()
}

/** From the fields of a dialog to the words that are signed. */
export async function next(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: '下一步' }).click()
}

/** Signs what is shown; the passphrase is asked for once. */
export async function sign(page: Page): Promise<void> {
  const passphrase = page.getByLabel('签名密钥口令')
  await page.getByRole('button', { name: '签名并提交' }).waitFor()
  if ((await passphrase.count()) > 0) await passphrase.fill(PASSPHRASE)
  await page.getByRole('button', { name: '签名并提交' }).click()
  await page.getByRole('dialog').getByText('已受理').waitFor()
}

/**
 * After a refusal of the ledger: the form is there again with the words of the refusal above its button. Ends with the form
 * closed.
 */
export async function closeRefused(page: Page, words: string): Promise<void> {
  await backToForm(page, words)
  await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Closes the dialog of an act that was refused: behind it stands the form, with the words of the refusal. */
export async function backToForm(page: Page, words: string): Promise<void> {
  await page.getByRole('dialog').getByRole('alert').getByText(words).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  await page.getByRole('button', { name: '下一步' }).waitFor()
  await page.getByRole('alert').getByText(words).waitFor()
}

export async function closeDialog(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
