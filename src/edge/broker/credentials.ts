import { readFile } from 'node:fs/promises'
import type { IClientOptions } from 'mqtt'
import type { BrokerOptions } from './options.ts'

/** The secrets and certificates that the options name. Errors name option and file, never a content. */
export const readCredentials = async (options: BrokerOptions): Promise<IClientOptions> => {
  const [password, ca, cert, key] = await Promise.all([
    read('passwordFile', options.passwordFile),
    read('caFile', options.caFile),
    read('certFile', options.certFile),
    read('keyFile', options.keyFile),
  ])
  return {
    ...(options.username === undefined ? {} : { username: options.username }),
    ...(password === undefined ? {} : { password: password.toString('utf8').replace(/\r?\n$/, '') }),
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
}

const read = async (option: string, file: string | undefined): Promise<Buffer | undefined> => {
  if (file === undefined) return undefined
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const what = code === 'ENOENT' ? 'does not exist' : code === 'EACCES' ? 'may not be read by this user' : `${code}`
    throw new Error(`cannot use broker.${option}: ${file} ${what}`)
  }
}
