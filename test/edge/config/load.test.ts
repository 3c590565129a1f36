import * as fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadConfig, type More } from '../../../src/edge/config/load.ts'
import { renderProblem } from '../../../src/edge/config/problem.ts'
import type { Config } from '../../../src/edge/config/schema.ts'

const loading = suite('configuration')

const configOf = (text: string, env = {}, more: More = { host: 'Branch_042' }): Config => {
  const loaded = loadConfig(text, 'ikewatch.yaml', env, more)
  if (!loaded.ok) throw new Error(loaded.problems.map(renderProblem).join('\n'))
  return loaded.config
}

const problemsOf = (text: string, env = {}, more: More = {}): string[] => {
  const loaded = loadConfig(text, 'x', env, more)
  return loaded.ok ? [] : loaded.problems.map(renderProblem)
}

const ONE = 'consoles: { tokyo: { device: /dev/ttyS0 } }\n'

/** The same console with more below it. */
const withConsole = (more: string) => `consoles:\n  tokyo:\n    device: /dev/ttyS0\n    ${more}\n`

loading('defaults serve: a device is enough', () => {
  assert.equal(configOf(ONE, { STATE_DIRECTORY: '/var/lib/ikewatch:/other' }), {
    agent: 'branch-042',
    broker: { url: ['mqtt://127.0.0.1:1883'], base: 'ikewatch' },
    outbox: { directory: '/var/lib/ikewatch', maxBytes: 16 * 1024 * 1024 },
    consoles: { tokyo: { device: '/dev/ttyS0', baud: 9600, profile: 'auto', silentAfter: 600_000, peers: {} } },
    homeAssistant: false,
  })
})

loading('a full file is read with its units', () => {
  const config = configOf(`
agent: branch-042
broker:
  url: [mqtts://a.example.net:8883, wss://b.example.net/mqtt]
  username: branch-042
  passwordFile: /run/credentials/ikewatch.service/mqtt-password
  caFile: /etc/ikewatch/ca.pem
  certFile: /etc/ikewatch/cert.pem
  keyFile: /etc/ikewatch/key.pem
  base: site-7/ikewatch
outbox: { directory: /srv/ikewatch, maxBytes: 1.5 MiB }
consoles:
  tokyo:
    device: tcp://console-server:2003
    baud: auto
    profile: ios-12
    silentAfter: 90 s
    peers:
      osaka: { address: 172.16.6.2, expect: always }
      kobe: { address: "2001:DB8:0::1" }
homeAssistant: true
`)
  assert.equal(config.broker.url, ['mqtts://a.example.net:8883', 'wss://b.example.net/mqtt'])
  assert.is(config.outbox.maxBytes, 1_572_864)
  assert.equal(config.consoles.tokyo, {
    device: 'tcp://console-server:2003',
    baud: 'auto',
    profile: 'ios-12',
    silentAfter: 90_000,
    peers: {
      osaka: { address: '172.16.6.2', expect: 'always' },
      kobe: { address: '2001:db8::1', expect: 'sometimes' },
    },
  })
})

loading('with no file at all, devices from the command line become consoles', () => {
  const devices = ['/dev/ttyUSB0', 'tcp://server:2003', '/dev/serial/by-id/ttyUSB0', '/']
  const { consoles } = configOf('', {}, { devices, host: 'h' })
  assert.equal(
    Object.entries(consoles).map(([name, { device }]) => [name, device]),
    [
      ['ttyusb0', '/dev/ttyUSB0'],
      ['server-2003', 'tcp://server:2003'],
      ['ttyusb0-2', '/dev/serial/by-id/ttyUSB0'],
      ['console', '/'],
    ],
  )
  assert.equal(problemsOf('', {}, { devices: ['ttyUSB0'] }), [
    '--console: consoles.ttyusb0.device is "ttyUSB0", which is neither an absolute path nor a tcp:// or telnet:// address. Write /dev/ttyUSB0.',
  ])
})

loading('state goes home for a person and to its own place for a service', () => {
  const directory = (env: object) => configOf(ONE, env).outbox.directory
  assert.is(directory({ HOME: '/people/ann' }), '/people/ann/.local/state/ikewatch')
  assert.is(directory({ HOME: '/people/ann', XDG_STATE_HOME: '/x' }), '/x/ikewatch')
  assert.is(directory({ HOME: '/root' }), '/var/lib/ikewatch')
  assert.is(directory({ HOME: '/' }), '/var/lib/ikewatch')
  assert.is(directory({}), '/var/lib/ikewatch')
})

loading('all problems come at once, in the order of the file, each with its place and its mend', () => {
  const text = `agnet: a
broker:
  url: [mqtts://joe:hunter2@b.example.net, http://x]
  passwordFile: hunter2
  certFile: /a
outbox: { maxBytes: 16 }
consoles:
  Tokyo:
    device: ttyUSB0
    baud: 9601
    silentAfter: 10 minutes
    peers:
      osaka: { address: 172.16.6.300, expect: allways }
      kyoto: { adress: 10.0.0.1 }
  nara:
    device: tcp://server
    peers: [a]
homeAssistant: yes
`
  const loaded = loadConfig(text, 'x', {})
  assert.not(loaded.ok)
  const problems = loaded.ok ? [] : loaded.problems
  assert.equal(
    problems.map(({ line, column }) => `${line}:${column}`),
    [
      '1:1',
      '3:9',
      '3:44',
      '4:17',
      '5:3',
      '6:21',
      '8:3',
      '9:13',
      '10:11',
      '11:18',
      '13:25',
      '13:47',
      '14:7',
      '14:16',
      '16:13',
      '17:12',
      '18:16',
    ],
  )
  for (const { problem, mend, file } of problems) {
    assert.is(file, 'x')
    assert.match(problem, /\.$/)
    assert.match(mend, /[.?]$/)
  }
  assert.not.match(JSON.stringify(problems), /hunter2/)
})

const ONE_PROBLEM: readonly (readonly [why: string, text: string, said: RegExp])[] = [
  [
    'an unknown key is an error with a suggestion',
    `${ONE}agnet: a\n`,
    /^x:2:1: There is no key "agnet" here\. Did you mean agent\?$/,
  ],
  ['a key like nothing known lists the keys', `${ONE}zzzzzzzz: a\n`, /The keys are agent, broker, outbox/],
  [
    'a password is pointed to its file',
    `${ONE}broker: { username: u, password: p }\n`,
    /^x:2:24: password is a secret.*passwordFile/,
  ],
  [
    'a login in a URL is refused',
    `${ONE}broker: { url: "mqtt://u:p@h" }\n`,
    /^x:2:16: broker\.url for h holds a login\./,
  ],
  ['a number of bytes needs its unit', `${ONE}outbox: { maxBytes: 16777216 }\n`, /the units are B, KiB, MiB, GiB\.$/],
  ['a duration in digits needs its unit', withConsole('silentAfter: 600'), /the units are ms, s, min, h, d\.$/],
  ['an outbox too small is out of bounds', `${ONE}outbox: { maxBytes: 1 KiB }\n`, /It may be 256 KiB to 1024 GiB\.$/],
  ['a name must fit into a topic', `${ONE}agent: Büro 7\n`, /^x:2:8: agent is "Büro 7".*Use "b-ro-7"\.$/],
  ['a base must fit into a topic', `${ONE}broker: { base: "a/#" }\n`, /Use "a\/-"\.$/],
  ['an empty key is an error', `${ONE}agent:\n`, /^x:2:1: agent has no value\./],
  ['a certificate needs its key', `${ONE}broker: { url: "mqtts://h", certFile: /c }\n`, /Add broker\.keyFile\.$/],
  ['a key needs its certificate', `${ONE}broker: { url: "mqtts://h", keyFile: /c }\n`, /Add broker\.certFile\.$/],
  ['a password file needs a username', `${ONE}broker: { passwordFile: /c }\n`, /Add broker\.username\.$/],
  ['a CA without encryption has no use', `${ONE}broker: { caFile: /c }\n`, /no broker URL is encrypted/],
  ['an empty list of URLs is an error', `${ONE}broker: { url: [] }\n`, /^x:2:11: broker\.url is empty\./],
  ['no console is an error', 'agent: a\n', /No console is configured\..*--console DEVICE/],
  [
    'one device has one console',
    'consoles: { a: { device: /d }, b: { device: /d } }',
    /consoles\.b\.device is already the device of a\./,
  ],
  [
    'one address is one peer',
    withConsole('peers: { a: { address: "::1" }, b: { address: "0::1" } }'),
    /address of a\./,
  ],
  ['a list where keys belong is an error', 'consoles: [a]\n', /^x:1:11: consoles is \["a"\]\./],
  ['a text where keys belong is an error', 'hello', /^x:1:1: The file is "hello"\./],
  ['a file of another kind is a YAML error with its place', 'a: [1\n', /^x:2:1: .*Keys at one depth/],
  ['a telnet URL has no path', 'consoles: { a: { device: "telnet://h/x" } }', /does not name host and port/],
  ['a baud rate is one of a closed list', withConsole('baud: 1.5'), /It may be|Use one of 1200, 2400/],
  ['a control character is no text', `${ONE}broker: { username: "a\\nb" }\n`, /not a text of one line/],
]

for (const [why, text, said] of ONE_PROBLEM) {
  loading(why, () => {
    const problems = problemsOf(text)
    assert.is(problems.length, 1, problems.join('\n'))
    assert.match(problems[0] ?? '', said)
  })
}

loading('names that objects have by birth are ordinary names', () => {
  const { consoles } = configOf('consoles: { constructor: { device: /d, peers: { tostring: { address: 10.0.0.1 } } } }')
  assert.equal(Object.keys(consoles), ['constructor'])
  assert.equal(problemsOf('consoles: { __proto__: { device: /d } }').length > 0, true)
  assert.equal(problemsOf(`${ONE}constructor: 1\n`).length, 1)
})

loading('whatever a file holds, it is read or refused with places, and never throws', () => {
  const keys = fc.constantFrom(
    'agent',
    'broker',
    'url',
    'consoles',
    'tokyo',
    'device',
    'peers',
    'osaka',
    '__proto__',
    'a b',
  )
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, 1, 'x', '/dev/x', 'mqtt://h', 'mqtt://u:p@h', ''),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
    ),
  }))
  const sound = (text: string): boolean => {
    const loaded = loadConfig(text, 'x', { IKEWATCH_CONSOLES_TOKYO_BAUD: '9600' }, { host: 'h' })
    return loaded.ok || loaded.problems.every(({ file, line, column }) => file !== 'x' || (line > 0 && column > 0))
  }
  fc.assert(fc.property(tree, (value) => sound(JSON.stringify(value))))
  fc.assert(fc.property(fc.string(), sound))
})

loading.run()
