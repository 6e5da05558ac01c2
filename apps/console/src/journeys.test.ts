import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { PASSPHRASE, Refused, SHOWN_ID } from './testing/answers.ts'
import { evidenceFile, recordProof, RECORD_KEYS } from './testing/evidence.ts'
import { hasBrowser, seriousFindings, settled, shot } from './testing/browser.ts'
import { verification } from './testing/samples/court.ts'
import { lawyer } from './testing/samples/justice.ts'
import { CASE_ID, DIGEST, LICENCES, VERIFICATION_ID } from './testing/samples/scene.ts'
import { useVisits } from './testing/visits.ts'

if (!hasBrowser) console.log('not run: what persons do in the console (no /usr/bin/chromium)')

describe.skipIf(!hasBrowser)('what persons do', () => {
  const { begin } = useVisits()

  async function sign(page: Page): Promise<void> {
    await page.getByLabel('签名密钥口令').fill(PASSPHRASE)
    await page.getByRole('button', { name: '签名并提交' }).click()
  }

  test('a clerk verifies a lawyer: the words come before the signature, the steps by themselves, then the result', async () => {
    const { page, gateway, faults } = await begin(`/cases/${CASE_ID}`, 'court', ['COURT_CLERK'])
    await page.getByLabel('执业证号').fill('123')
    await page.getByRole('button', { name: '核验', exact: true }).click()
    await page.getByText('执业证号为17位数字').waitFor()
    expect(gateway.calls).not.toContain('previewAct')

    await page.getByLabel('执业证号').fill(LICENCES.active)
    await page.getByRole('button', { name: '核验', exact: true }).click()
    await page.getByText('办理事项 verifyLawyer').waitFor()
    await shot(page, 'sign-dialog.zh-CN')
    expect(await seriousFindings(page)).toEqual([])
    expect(gateway.calls).not.toContain('verifyLawyer')

    await page.getByLabel('签名密钥口令').fill('wrong')
    await page.getByRole('button', { name: '签名并提交' }).click()
    await page.getByText('未能完成：SIGNER_PASSPHRASE').waitFor()
    expect(gateway.state.outbox).toEqual([])

    await sign(page)
    await page.getByText('已受理').waitFor()
    gateway.advance('signed', 'submitted', 'included', 'relayed', 'answered')
    await page.locator('[aria-current=step]', { hasText: '已答复' }).waitFor()
    await page.getByRole('link', { name: '查看核验结论' }).click()
    await page.getByText('可以执业代理，但有提示').waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  })

  test('an act that the ledger refuses says why and that nothing was changed', async () => {
    const { page, gateway } = await begin(`/cases/${CASE_ID}`, 'court', ['COURT_CLERK'])
    await page.getByLabel('执业证号').fill(LICENCES.active)
    await page.getByRole('button', { name: '核验', exact: true }).click()
    await sign(page)
    await page.getByText('已受理').waitFor()
    const row = gateway.state.outbox[0]!
    const refusal = { codespace: 'case', code: 2, name: 'CaseClosed', facts: {} }
    gateway.state.outbox[0] = { ...row, state: 'refused', isFinal: true, refusal }
    gateway.emit('outbox')
    await page.getByRole('alert').getByText('账本未作任何变更').waitFor()
    expect(await page.getByRole('alert').getByText('案件已结').isVisible()).toBe(true)
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).last().click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    // The form of the page has it above its button, and what was typed in its fields.
    await page.locator('form').getByRole('alert').getByText('案件已结').waitFor()
    expect(await page.getByLabel('执业证号').inputValue()).toBe(LICENCES.active)
    await page.getByRole('button', { name: '核验', exact: true }).click()
    await page.getByText('办理事项 verifyLawyer').waitFor()
    expect(await page.getByText('案件已结').count()).toBe(0)
  })

  test('the evidence is checked in the browser, against whose anchors is said, and a file of the person takes their place', async () => {
    const { page, gateway, faults } = await begin(`/verifications/${VERIFICATION_ID}`, 'court', ['COURT_CLERK'])
    await page.getByText('核验通过').waitFor()
    await page.getByText(/项检查通过/).click()
    await page.getByText('区块头由信任锚所列验证人签署').first().waitFor()
    await page.locator('.ant-tag', { hasText: '网关提供' }).waitFor()
    await shot(page, 'evidence.zh-CN')
    const other = evidenceFile('trust.json').toString().replaceAll('xz-justice-1', 'xz-justice-9')
    const chosen = { name: 'mine.trust.json', mimeType: 'application/json', buffer: Buffer.from(other) }
    await page.getByLabel('选择信任锚文件').first().setInputFiles(chosen)
    await page.getByText('无法判断').waitFor()
    await page.getByText('本人选择：mine.trust.json').waitFor()
    await page.getByRole('button', { name: '改用网关提供的信任锚' }).click()
    await page.getByText('核验通过').waitFor()
    expect([faults, gateway.faults]).toEqual([[], []])
  })

  test('a record that was changed on its way is not taken, and the drawer says which check failed', async () => {
    const { page, gateway } = await begin(`/cases/${CASE_ID}`, 'court', ['COURT_CLERK'])
    await page.getByRole('button', { name: '查看证明：案件信息' }).click()
    await page.getByRole('dialog').getByText('核验通过').waitFor()
    await page.getByRole('dialog').getByText('记录存在于该高度的账本状态中').waitFor()
    await shot(page, 'proof-drawer.zh-CN')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    gateway.answer('getRecordProof', () => {
      const real = recordProof(RECORD_KEYS.request)!
      return { ...real, value: Buffer.from('{"licenceNo":"11101201010123457"}').toString('base64') }
    })
    await page.reload()
    await page.getByRole('button', { name: '查看证明：案件信息' }).click()
    await page.getByRole('dialog').getByText('核验未通过').waitFor()
    const failed = page.getByRole('dialog').getByRole('img', { name: '未通过' })
    await failed.first().waitFor()
    expect(await failed.count()).toBe(1)
  })

  test('a suspension at the bureau changes the page of the court by itself', async () => {
    const { page, gateway } = await begin(`/verifications/${VERIFICATION_ID}`, 'court', ['COURT_CLERK'])
    await page.getByText('可以执业代理，但有提示').waitFor()
    const meaning = { zh: '不得担任代理人或辩护人', en: 'May not act' }
    gateway.answer('getVerification', () => ({ ...verification, verdict: 'BLOCK' as const, meaning }))
    gateway.emit('verification')
    await page.getByText(meaning.zh).waitFor()
    expect(await page.getByText('可以执业代理，但有提示').count()).toBe(0)
  })

  test('while the gateway is away the content stays with its time, and it comes back by itself', async () => {
    const { page, gateway } = await begin('/cases', 'court', ['COURT_CLERK'])
    await settled(page)
    await page.getByText('（2026）京0101民初12345号').waitFor()
    gateway.goDown()
    await page.getByText('连接中断').waitFor()
    await page.locator('.ant-segmented-item', { hasText: '已结' }).click()
    await page.getByText('无法连接网关').waitFor()
    await shot(page, 'offline.zh-CN')
    expect(await page.getByText('（2026）京0101民初12345号').count()).toBe(0)
    gateway.comeBack()
    await page.getByText('无法连接网关').waitFor({ state: 'detached' })
    await page.locator('.ant-tag', { hasText: '实时' }).waitFor()
  }, 90_000)

  test('an error says what to do and goes away when it is tried again; a refusal says that it is one', async () => {
    let isBroken = true
    const { page, gateway } = await begin('/firms', 'justice', ['JUSTICE_BUREAU'], {
      listFirms: () => {
        if (isBroken) throw new Refused(500, 'INTERNAL')
        return { items: [], next: null }
      },
      listLawyers: () => {
        throw new Refused(403, 'ROLE_MISSING')
      },
    })
    await page.getByText('未能完成：INTERNAL').waitFor()
    await page.getByText('请更正后重试。').waitFor()
    await page.getByText('编号 INTERNAL').waitFor()
    isBroken = false
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByText('没有律师事务所').waitFor()
    await page.goto(`${gateway.url}/lawyers`)
    await page.getByText('无权查看').waitFor()
    gateway.state.roles = []
    gateway.answer('listLawyers', () => {
      throw new Refused(401, 'SESSION_MISSING')
    })
    gateway.emit('lawyer')
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })

  test('an officer proposes a suspension; what is signed names it, and fields of other kinds stay out of it', async () => {
    const bodies: unknown[] = []
    const { page, gateway } = await begin(`/lawyers/${LICENCES.suspended}/proposal`, 'justice', ['JUSTICE_BUREAU'], {
      previewAct: ({ body }) => {
        bodies.push((body as { body: unknown }).body)
        const words = [{ zh: '停止执业3个月', en: 'Suspended for 3 months' }]
        return {
          words,
          messages: [],
          signer: { organisation: 'justice-a', officer: 'officer-1' },
          chainId: 'xz-justice-1',
          shownId: SHOWN_ID,
          expiresAtMs: Date.now() + 120_000,
        }
      },
    })
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('此项必填').first().waitFor()
    for (const [label, day] of [
      ['违法行为日期', '2026-08-01'],
      ['决定日期', '2026-11-20'],
      ['自何日起', '2026-11-28'],
    ] as const) {
      await page.getByLabel(label, { exact: true }).fill(day)
      await page.keyboard.press('Enter')
    }
    await page.getByLabel('律师法条文').press('ArrowDown')
    await page.getByText('第48条', { exact: true }).last().click()
    await page.getByLabel('该行为应受处罚').press('ArrowDown')
    await page.getByTitle('停止执业', { exact: true }).last().click()
    await page.getByLabel('停止执业月数').fill('3')
    await page.getByLabel('法律文书').fill(DIGEST)
    await page.getByRole('button', { name: '下一步' }).click()
    await page.getByText('停止执业3个月').waitFor()
    expect(bodies).toEqual([
      {
        kind: 'SUSPENSION',
        offence: { on: '2026-08-01', article: 48, deserved: 'SUSPENSION' },
        decidedOn: '2026-11-20',
        from: '2026-11-28',
        months: 3,
        publicUntil: null,
        instrumentDigest: DIGEST,
      },
    ])
    expect(gateway.faults).toEqual([])
  })

  test('only who did not propose is offered to approve', async () => {
    const { page, gateway } = await begin('/proposals', 'justice', ['JUSTICE_BUREAU'])
    const rows = page.locator('tbody tr', { hasText: 'officer' })
    await rows.first().waitFor()
    expect(await rows.nth(0).getByRole('button', { name: '复核同意' }).count()).toBe(1)
    expect(await rows.nth(1).getByRole('button', { name: '复核同意' }).count()).toBe(0)
    await rows.nth(0).getByRole('button', { name: '复核同意' }).click()
    await sign(page)
    await page.getByText('已受理').waitFor()
    expect(gateway.state.outbox.map(({ act }) => act)).toEqual(['approveProposal'])
  })

  test('a day in the past is answered as it was known then', async () => {
    const { page, gateway } = await begin(`/lawyers/${LICENCES.suspended}`, 'justice', ['JUSTICE_BUREAU'])
    await page.getByLabel('事实日期').fill('2026-12-01')
    await page.keyboard.press('Enter')
    await page.getByLabel('所知时间').fill('2026-11-01 12:00:00')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await page.getByText('依 2026-11-01 12:00:00 所知，2026-12-01 的状态为：').waitFor()
    expect(await page.getByRole('status').filter({ hasText: '所知' }).innerText()).toContain('执业')
    expect(gateway.faults).toEqual([])
  })

  test('a law function is asked with a form from its schema and answers step by step, with its statutes', async () => {
    const { page, gateway } = await begin('/law/functions/lawyer.powerCheck', 'court', ['COURT_CLERK'])
    await page.getByLabel('授权文字').fill('全权代理')
    await page.getByRole('button', { name: '添加 代为实施的诉讼行为' }).click()
    await page.getByRole('combobox', { name: '代为实施的诉讼行为 1' }).press('ArrowDown')
    await page.getByTitle('和解', { exact: false }).first().click()
    await page.getByRole('button', { name: '计算', exact: true }).click()
    const answer = page.getByRole('region', { name: '答案及理由' })
    await answer.getByText('不得进行').waitFor()
    await answer.getByText('《民事诉讼法》第六十二条', { exact: false }).first().waitFor()
    await answer.getByText('缺少的授权').waitFor()
    await shot(page, 'law-answer.zh-CN')
    expect(await seriousFindings(page)).toEqual([])
    expect(gateway.faults).toEqual([])
  })

  test('what a calculator needs and has not got is named at its field before anything is asked', async () => {
    const { page, gateway } = await begin('/law/functions/lawyer.powerCheck', 'court', ['COURT_CLERK'])
    await page.getByRole('button', { name: '添加 代为实施的诉讼行为' }).click()
    await page.getByRole('button', { name: '计算', exact: true }).click()
    await page.getByText('此项必填').first().waitFor()
    expect(gateway.calls).not.toContain('evaluateLawFunction')
  })

  test('a lawyer objects: the grounds are in the body that is sent and in no address', async () => {
    const { page, gateway } = await begin('/me/objections', 'justice', ['LAWYER'])
    const urls: string[] = []
    page.on('request', (request) => urls.push(request.url()))
    await page.getByLabel('理由').fill('登记有误')
    await page.getByRole('button', { name: '下一步' }).click()
    await sign(page)
    await page.getByText('已受理').waitFor()
    expect(gateway.state.outbox.map(({ act }) => act)).toEqual(['raiseObjection'])
    expect(urls.filter((url) => decodeURIComponent(url).includes('登记有误'))).toEqual([])
  })

  test('a credit report that is not the one on the ledger is not shown', async () => {
    const { page } = await begin(`/verifications/${VERIFICATION_ID}/credit-report`, 'court', ['COURT_CLERK'], {
      getCreditReport: () => ({
        licence: lawyer.licence,
        state: 'retrieved',
        reportDigest: DIGEST,
        generatedAtMs: 0,
        validUntilMs: 0,
        isMatching: false,
        sections: [{ title: { zh: '执业信用', en: 'Record' }, rows: [] }],
      }),
    })
    await page.getByText('信用报告与账本不一致').waitFor()
    expect(await page.getByText('执业信用').count()).toBe(0)
  })

  test('a keyboard reaches the content past the navigation, and who is not signed in is led to sign in', async () => {
    const { page, gateway } = await begin('/cases', 'court', ['COURT_CLERK'])
    await settled(page)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('content')
    expect(await page.locator('a').first().innerText()).toBe('跳到正文')
    gateway.state.roles = []
    await page.goto(`${gateway.url}/cases`)
    await page.getByRole('heading', { name: '登录', level: 1 }).waitFor()
    expect(await page.getByRole('link', { name: '使用统一身份登录' }).getAttribute('href')).toBe(
      '/auth/login?returnTo=%2Fcases',
    )
  })

  test('the samples are the schema’s: a call that the schema does not know is a fault', async () => {
    const { page, gateway } = await begin('/cases', 'court', ['COURT_CLERK'])
    await settled(page)
    const status = await page.evaluate(async () => (await fetch('/api/v1/cases?limit=9999')).status)
    expect([status, gateway.faults.length]).toEqual([500, 1])
  })
})
