import type { Browser, Locator, Page } from 'playwright-core'
import { open, settled, shot } from '../../apps/console/src/testing/browser.ts'
import { DEMONSTRATION_PASSPHRASE } from '../../apps/gateway/src/signing/demonstration-keystores.ts'
import { PASSWORD } from './gateway.ts'

/** What protects no property leaves in its slot. */
const SIGNED_MS = 120_000

/** One person at the pages of an authority. */
export class PersonAtPages {
  readonly page: Page
  readonly url: string
  /** What should not have happened. */
  readonly faults: string[] = []

  private constructor(page: Page, url: string) {
    this.page = page
    this.url = url
    page.on('response', (response) => {
      if (response.status() >= 400) this.faults.push(`${response.status()} ${new URL(response.url()).pathname}`)
    })
    page.on('pageerror', (error) => this.faults.push(error.message))
  }

  static async signIn(browser: Browser, url: string, person: string): Promise<PersonAtPages> {
    const { page } = await open(browser, `${url}/sign-in`)
    page.setDefaultTimeout(SIGNED_MS)
    await page.goto(`${url}/auth/login`)
    await page.locator('input[name=name]').fill(person)
    await page.locator('input[name=password]').fill(PASSWORD)
    await page.locator('button[type=submit]').click()
    await page
      .locator('main h1')
      .first()
      .waitFor()
      .catch(async (error: unknown) => {
        await shot(page, 'not-signed-in')
        throw error
      })
    return new PersonAtPages(page, url)
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  region(name: string): Locator {
    return this.page.getByRole('region', { name }).first()
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.url + path)
    await settled(this.page)
  }

  /** Text that comes by itself, as the ledgers go on. */
  async sees(text: string | RegExp, where: Page | Locator = this.page): Promise<void> {
    await where.getByText(text).first().waitFor()
  }

  async choose(label: string, option: string | RegExp, where: Page | Locator = this.dialog): Promise<void> {
    await where.getByRole('combobox', { name: label }).last().click()
    await this.page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText(option).last().click()
  }

  /** A day or an instant; the picker takes it with the key. */
  async date(label: string, value: string, where: Page | Locator = this.dialog): Promise<void> {
    await where.getByLabel(label).last().fill(value)
    await this.page.keyboard.press('Enter')
  }

  async next(where: Page | Locator = this.dialog): Promise<void> {
    await where.getByRole('button', { name: '下一步' }).click()
  }

  async confirm(): Promise<void> {
    await this.dialog.getByRole('button', { name: '确认' }).click()
    await this.dialog.waitFor({ state: 'detached' })
  }

  /** Signs what is shown, and waits until the ledger has it. */
  async sign(): Promise<void> {
    await this.#submit()
    const included = this.dialog.locator('[aria-current=step]', { hasText: /已上链|已送达对方账本|已答复/ })
    await included.waitFor().catch(async (error: unknown) => {
      await shot(this.page, 'not-included')
      throw error
    })
    await this.closeDialog()
  }

  /** Signs what the ledger refuses; what it says is in the dialog. */
  async signRefused(words: string): Promise<void> {
    await this.#submit()
    await this.sees(words, this.dialog.getByRole('alert'))
    await this.closeDialog()
  }

  async closeDialog(): Promise<void> {
    await this.dialog.getByRole('button', { name: '关闭' }).last().click()
    await this.dialog.waitFor({ state: 'detached' })
  }

  async #submit(): Promise<void> {
    const button = this.dialog.getByRole('button', { name: '签名并提交' })
    await button.waitFor()
    const passphrase = this.dialog.getByLabel('签名密钥口令')
    if ((await passphrase.count()) > 0) await passphrase.fill(DEMONSTRATION_PASSPHRASE)
    await button.click()
  }
}
