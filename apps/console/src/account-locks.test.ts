import { describe, expect, test } from 'vitest'
import { Refused } from './testing/answers.ts'
import { hasBrowser, seriousFindings, shot } from './testing/browser.ts'
import { accountLocks, proposedLock } from './testing/samples/operations.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: locked accounts in the console (no /usr/bin/chromium)')

const REASON = '脚本误用，已谈话（虚构）'

describe.skipIf(!hasBrowser)('locked accounts', () => {
  const { begin } = useVisits()

  test('an auditor gives a reason, and waits for a second person', async () => {
    const { page, faults, gateway } = await begin('/account-locks', 'court', ['AUDITOR'])
    const row = page.getByRole('row').filter({ hasText: 'clerk-sample' })
    await row.getByText('无案件或查询他案：21 次，限额 20 次').waitFor()
    const download = row.getByRole('link', { name: '下载日志包' })
    expect(await download.getAttribute('href')).toBe(`/api/v1/account-locks/${accountLocks[0]?.id ?? ''}/package`)
    const old = page.getByRole('row').filter({ hasText: 'filing-sample' })
    await old.getByText('240 行；已过保存期限并删除，账本上仍有摘要').waitFor()
    expect(await old.getByRole('link', { name: '下载日志包' }).count()).toBe(0)
    await row.getByRole('button', { name: '提出解锁' }).click()
    const dialog = page.getByRole('dialog')
    const ok = dialog.getByRole('button', { name: '提出解锁' })
    await dialog.getByLabel('解锁理由').fill('是')
    expect(await ok.isDisabled()).toBe(true)
    await dialog.getByLabel('解锁理由').fill(REASON)
    await shot(page, 'unlock-dialog.zh-CN')
    expect(await seriousFindings(page)).toEqual([])
    gateway.answer('listAccountLocks', () => ({ items: [proposedLock(REASON)], next: null }))
    await ok.click()
    await row.getByText(`sample-person 提出：${REASON}`).waitFor()
    expect(gateway.calls.filter((name) => name === 'proposeUnlock')).toHaveLength(1)
    expect(await row.getByRole('button', { name: '同意解锁' }).count()).toBe(0)
    expect([...faults, ...gateway.faults]).toEqual([])
  })

  test('an operator sees the reason before agreeing, gets no log, and reads why it is refused', async () => {
    const { page, faults, gateway } = await begin('/account-locks', 'court', ['OPERATOR'], {
      approveUnlock: () => {
        throw new Refused(403, 'AUDITOR_MISSING')
      },
    })
    const row = page.getByRole('row').filter({ hasText: 'judge-sample' })
    await row.getByRole('button', { name: '同意解锁' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('operator-sample 提出解锁，理由：批量核对误操作').waitFor()
    expect(await page.getByRole('link', { name: '下载日志包' }).count()).toBe(0)
    await dialog.getByRole('button', { name: '同意解锁' }).click()
    await dialog.getByText('未能完成：AUDITOR_MISSING').waitFor()
    expect([...faults, ...gateway.faults]).toEqual([])
  })
})
