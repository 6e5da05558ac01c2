import type { ThemeConfig } from 'antd'
import { FONTS } from '../lib/fonts.ts'

/** Contrasts are at least 4.5 : 1 for text; the tests hold every page to it. */
export const theme: ThemeConfig = {
  token: {
    fontFamily: FONTS,
    colorPrimary: '#1d4f91',
    colorLink: '#1d4f91',
    colorError: '#b42318',
    colorWarning: '#a15c07',
    colorSuccess: '#1a7f37',
    colorInfo: '#1d4f91',
    // The tints of dark colours come out grey; these are the ones of the tags.
    colorPrimaryBg: '#e8f0fb',
    colorInfoBg: '#e8f0fb',
    colorInfoBorder: '#b3cbea',
    colorSuccessBg: '#e9f7ee',
    colorSuccessBorder: '#a6d8b8',
    colorWarningBg: '#fff4e0',
    colorWarningBorder: '#f0cf94',
    colorErrorBg: '#fdecea',
    colorErrorBorder: '#f0b5ae',
    controlItemBgActive: '#e8f0fb',
    colorTextSecondary: '#4b5563',
    colorTextTertiary: '#5b6472',
    colorTextDescription: '#4b5563',
    colorTextPlaceholder: '#6b7280',
    colorBgLayout: '#f5f6f8',
    borderRadius: 6,
    fontSize: 14,
    motion: false,
  },
  components: {
    Layout: { headerBg: '#ffffff', headerHeight: 56, headerPadding: '0 24px', siderBg: '#ffffff' },
    Menu: { itemHeight: 36, itemSelectedBg: '#e8f0fb', groupTitleColor: '#5b6472' },
    Table: { headerBg: '#f0f2f5', headerColor: '#374151' },
  },
}
