import type { SharedTestMid } from '../port.ts'

/** The PG's published test ids. What is filled in beside them opens the simulator and nothing else. */
export const oneOffTestMid: SharedTestMid = {
  mid: 'INIpayTest',
  purposeKo: '일반결제 (결제창, API)',
  purposeEn: 'One-off payments, window and API',
  credentials: {
    mid: 'INIpayTest',
    signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
    iniApiKey: 'ItEQKi3rY7uvDS8l',
    iniApiIv: 'HYb3yQ4f65QL89==',
    hashKey: '3CB8183A4BE283555ACC8363C0360223',
  },
}

export const recurringTestMid: SharedTestMid = {
  mid: 'INIBillTst',
  purposeKo: '정기결제 (결제창, API)',
  purposeEn: 'Recurring payments, window and API',
  credentials: {
    mid: 'INIBillTst',
    signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
    iniApiKey: 'rKnPljRn5m6J9Mzz',
    iniApiIv: 'W2KLNKra6Wxc1P==',
    iniLiteKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
  },
}
