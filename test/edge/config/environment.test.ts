import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadConfig } from '../../../src/edge/config/load.ts'
import { renderProblem } from '../../../src/edge/config/problem.ts'

const environment = suite('environment')

const FILE = `agent: file
consoles:
  tokyo:
    device: /dev/ttyS0
  branch-1:
    device: /dev/ttyS1
    peers: { main-office: { address: 10.0.0.1 } }
`
const load = (env: { [name: string]: string }, text = FILE) => loadConfig(text, 'x', env, { host: 'h' })
const problems = (env: { [name: string]: string }, text = FILE): string[] => {
  const loaded = load(env, text)
  return loaded.ok ? [] : loaded.problems.map(renderProblem)
}

environment('every scalar can be set, and outranks the file', () => {
  const loaded = load({
    IKEWATCH_AGENT: 'env',
    IKEWATCH_BROKER_URL: 'mqtts://a, mqtts://b',
    IKEWATCH_BROKER_USERNAME: 'u',
    IKEWATCH_BROKER_PASSWORD_FILE: '/p',
    IKEWATCH_BROKER_CA_FILE: '/ca',
    IKEWATCH_BROKER_BASE: 'site/x',
    IKEWATCH_OUTBOX_MAX_BYTES: '1 MiB',
    IKEWATCH_HOME_ASSISTANT: 'true',
    IKEWATCH_CONSOLES_TOKYO_BAUD: '115200',
    IKEWATCH_CONSOLES_BRANCH_1_SILENT_AFTER: '5 min',
    IKEWATCH_CONSOLES_BRANCH_1_PEERS_MAIN_OFFICE_EXPECT: 'always',
    IKEWATCH_CONSOLES_BRANCH_1_PEERS_OSAKA_ADDRESS: '172.16.6.2',
    PATH: '/bin',
  })
  assert.ok(loaded.ok)
  if (!loaded.ok) return
  const { agent, broker, outbox, consoles, homeAssistant } = loaded.config
  assert.is(agent, 'env')
  assert.equal(broker, {
    url: ['mqtts://a', 'mqtts://b'],
    username: 'u',
    passwordFile: '/p',
    caFile: '/ca',
    base: 'site/x',
  })
  assert.is(outbox.maxBytes, 1_048_576)
  assert.is(homeAssistant, true)
  assert.is(consoles.tokyo?.baud, 115200)
  assert.is(consoles['branch-1']?.silentAfter, 300_000)
  assert.equal(consoles['branch-1']?.peers, {
    'main-office': { address: '10.0.0.1', expect: 'always' },
    osaka: { address: '172.16.6.2', expect: 'sometimes' },
  })
})

environment('with no file at all the environment makes a whole configuration', () => {
  const loaded = load({ IKEWATCH_CONSOLES_NEW_YORK_DEVICE: '/dev/ttyS0' }, '')
  assert.ok(loaded.ok)
  assert.equal(loaded.ok && Object.keys(loaded.config.consoles), ['new-york'])
})

environment('an unknown name is an error with a suggestion', () => {
  assert.equal(problems({ IKEWATCH_BROKER_URI: 'x' }), [
    'IKEWATCH_BROKER_URI: No key of the configuration has this name. Did you mean IKEWATCH_BROKER_URL?',
  ])
  assert.match(
    problems({ IKEWATCH_CONSOLES_TOKYO_BUAD: '9600' })[0] ?? '',
    /Did you mean IKEWATCH_CONSOLES_TOKYO_BAUD\?$/,
  )
  for (const name of [
    'IKEWATCH_',
    'IKEWATCH_CONSOLES',
    'IKEWATCH_CONSOLES_TOKYO',
    'IKEWATCH___PROTO___DEVICE',
    'IKEWATCH_CONSOLES__DEVICE',
    'IKEWATCH_BROKER',
    'IKEWATCH_AGENT_',
  ])
    assert.is(problems({ [name]: 'x' }).length, 1, name)
})

environment('a wrong value is named by its variable', () => {
  assert.equal(problems({ IKEWATCH_OUTBOX_MAX_BYTES: '16' }), [
    'IKEWATCH_OUTBOX_MAX_BYTES: outbox.maxBytes is "16", without a unit. Write it as "16 MiB"; the units are B, KiB, MiB, GiB.',
  ])
  assert.match(
    problems({ IKEWATCH_BROKER_URL: 'mqtt://a ftp://b' })[0] ?? '',
    /^IKEWATCH_BROKER_URL: broker\.url is "ftp:\/\/b"/,
  )
  assert.is(problems({ IKEWATCH_AGENT: '' }).length, 1)
})

environment('a variable for a console that nobody has says what is missing', () => {
  assert.equal(problems({ IKEWATCH_CONSOLES_TOKIO_BAUD: '9600' }), [
    'IKEWATCH_CONSOLES_TOKIO_BAUD: consoles.tokio.device is missing. Add device.',
  ])
})

environment('a secret in a variable is refused and never shown', () => {
  for (const name of ['IKEWATCH_BROKER_PASSWORD', 'IKEWATCH_PASSWORD', 'IKEWATCH_BROKER_TOKEN']) {
    const [problem = ''] = problems({ [name]: 'hunter2' })
    assert.match(problem, /A secret is never a value\..*IKEWATCH_BROKER_PASSWORD_FILE/)
    assert.not.match(problem, /hunter2/)
  }
  assert.not.match(problems({ IKEWATCH_BROKER_URL: 'mqtt://u:hunter2@h:x' }).join(), /hunter2/)
  assert.not.match(problems({ IKEWATCH_BROKER_USER: 'hunter2' }).join(), /hunter2/)
})

environment('a file whose own shape is wrong keeps its own mistake', () => {
  assert.match(
    problems({ IKEWATCH_CONSOLES_TOKYO_BAUD: '9600' }, 'consoles: no\n')[0] ?? '',
    /^x:1:11: consoles is "no"\./,
  )
})

environment.run()
