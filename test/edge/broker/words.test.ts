import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { backoffMs, DEFAULT_BACKOFF } from '../../../src/edge/broker/backoff.ts'
import { explain } from '../../../src/edge/broker/explain.ts'
import { redactUrl } from '../../../src/edge/broker/redact.ts'

const words = suite('what a session says and how long it waits')

words('the wait doubles from one second to five minutes, and half of it is chance', () => {
  const least = [1, 2, 3, 9, 10, 100, Number.MAX_SAFE_INTEGER].map((n) => backoffMs(DEFAULT_BACKOFF, n, 0))
  assert.equal(least, [500, 1_000, 2_000, 128_000, 150_000, 150_000, 150_000])
  const most = [1, 2, 100].map((n) => backoffMs(DEFAULT_BACKOFF, n, 0.999999))
  assert.equal(most, [1_000, 2_000, 300_000])
})

words('a URL is shown without login and query', () => {
  assert.is(redactUrl('mqtts://bob:hunter2@broker.example.net:8883'), 'mqtts://broker.example.net:8883')
  assert.is(redactUrl('wss://broker.example.net/mqtt?token=hunter2#hunter2'), 'wss://broker.example.net/mqtt')
  assert.is(redactUrl('hunter2'), '(not a URL)')
})

words('each failure has its mend', () => {
  const said = (code: string | number): string => explain('mqtt://b', Object.assign(new Error('x'), { code }))
  assert.match(said('ECONNREFUSED'), /^mqtt:\/\/b: nothing listens there/)
  assert.match(said('ENOTFOUND'), /check broker\.url and the DNS server/)
  assert.match(said('CERT_NOT_YET_VALID'), /set this host's clock/)
  assert.match(said('SELF_SIGNED_CERT_IN_CHAIN'), /broker\.caFile/)
  assert.match(said('ERR_SSL_SOMETHING_NEW'), /TLS handshake failed/)
  assert.match(said(134), /refused \(134\): user name or password is wrong/)
  assert.match(said(200), /refused \(200\): look up the reason code/)
  assert.match(
    explain('ws://b', new Error('Unexpected server response: 404')),
    /answers HTTP 404 instead of a websocket/,
  )
})

words.run()
