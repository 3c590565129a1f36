/** Certificates for the tests, made by openssl. */
import { execFileSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const OPENSSL = existsSync('/usr/bin/openssl')

/** An authority, a certificate for localhost and one for the agent: `ca`, `server` and `client`, each `.crt` and `.key`. */
export const certificates = (directory: string): void => {
  const run = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: directory, stdio: 'ignore' })
  }
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  run('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', '-subj', '/CN=test authority')
  writeFileSync(join(directory, 'san'), 'subjectAltName=DNS:localhost')
  for (const [name, subject] of [
    ['server', 'localhost'],
    ['client', 'branch'],
  ] as const) {
    run('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${subject}`)
    const extra = name === 'server' ? ['-extfile', 'san'] : []
    run(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-out',
      `${name}.crt`,
      '-days',
      '2',
      ...extra,
    )
  }
}

/** What mosquitto is told of them: only who has a certificate of the authority comes in. */
export const tlsLines = (directory: string): string[] => {
  const file = (name: string): string => join(directory, name)
  return [
    `cafile ${file('ca.crt')}`,
    `certfile ${file('server.crt')}`,
    `keyfile ${file('server.key')}`,
    'require_certificate true',
  ]
}

/** The files that the agent needs for a certificate of its own. */
export const agentFiles = (directory: string): { caFile: string; certFile: string; keyFile: string } => ({
  caFile: join(directory, 'ca.crt'),
  certFile: join(directory, 'client.crt'),
  keyFile: join(directory, 'client.key'),
})
