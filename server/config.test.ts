import { describe, expect, it } from 'vitest';
import { ConfigError, type Env, foundHosts, readConfig } from './config.ts';

const MACHINE = {
  names: ['Dock-PC', 'dock-pc.local', 'not_a_name'],
  addresses: ['203.0.113.9', '192.168.1.20', 'fe80::1%eth0'],
  readFile: (path: string) => {
    if (path !== '/run/secrets/public-host') throw new Error('ENOENT');
    return 'lots.example\n';
  },
};

describe('configuration', () => {
  it('of an empty environment serves the LAN with a local authority on port 8080', () => {
    expect(readConfig({}, MACHINE)).toEqual({
      host: '0.0.0.0',
      port: 8080,
      dataDir: './data',
      backup: { folder: 'data/backups', mayMakeFolder: true, every: { kind: 'night' }, keep: 14 },
      tls: { kind: 'auto' },
      hosts: { chosen: [], found: ['dock-pc', 'dock-pc.local', '203.0.113.9', '192.168.1.20', 'fe80::1'] },
      log: 'info',
      trustProxy: false,
      publicOrigin: 'https://192.168.1.20:8080',
    });
  });

  it('prints an address rather than a name no phone can look up', () => {
    expect(readConfig({}, { ...MACHINE, addresses: ['203.0.113.9'] }).publicOrigin).toBe('https://203.0.113.9:8080');
    expect(readConfig({}, { ...MACHINE, addresses: [] }).publicOrigin).toBe('https://dock-pc:8080');
  });

  it.each(['127.0.0.1', '::1', 'localhost'])('needs no TLS when bound to %s', (address) => {
    const config = readConfig({ LOTKEEPER_HOST: address }, MACHINE);
    expect([config.tls.kind, config.publicOrigin]).toEqual(['off', 'http://localhost:8080']);
  });

  it('takes the chosen hosts instead of the found ones, the public host among them', () => {
    const config = readConfig({ LOTKEEPER_HOSTS: 'Lotkeeper.test, 10.0.0.7', LOTKEEPER_PUBLIC_HOST: 'lots.example:443' }, MACHINE);
    expect(config.hosts).toEqual({ chosen: ['lotkeeper.test', '10.0.0.7', 'lots.example'], found: [] });
    expect(config.publicOrigin).toBe('https://lots.example');
  });

  it('behind a proxy leaves HTTPS and port to the proxy', () => {
    const config = readConfig({ LOTKEEPER_TLS: 'off', TRUST_PROXY: '1', LOTKEEPER_PUBLIC_HOST: 'lots.example' }, MACHINE);
    expect([config.tls.kind, config.trustProxy, config.publicOrigin]).toEqual(['off', 1, 'https://lots.example']);
    expect(readConfig({ TRUST_PROXY: 'loopback,10.0.0.0/8' }, MACHINE).trustProxy).toEqual(['loopback', '10.0.0.0/8']);
  });

  it('reads any value but a path from the file that X_FILE names', () => {
    expect(readConfig({ LOTKEEPER_PUBLIC_HOST_FILE: '/run/secrets/public-host' }, MACHINE).publicOrigin).toBe('https://lots.example:8080');
  });

  it('backs up into the folder somebody named, which must be there, or into one of its own', () => {
    const given = { LOTKEEPER_DATA: '/srv/lots', LOTKEEPER_BACKUP_EVERY: '6h', LOTKEEPER_BACKUP_KEEP: '30' };
    const six = { kind: 'span', ms: 21_600_000 };
    expect(readConfig(given, MACHINE).backup).toEqual({ folder: '/srv/lots/backups', mayMakeFolder: true, every: six, keep: 30 });
    const named = readConfig({ ...given, LOTKEEPER_BACKUP_DIR: '/mnt/usb' }, MACHINE).backup;
    expect(named).toMatchObject({ folder: '/mnt/usb', mayMakeFolder: false });
  });

  it('treats an empty variable as unset', () => {
    expect(readConfig({ LOTKEEPER_PORT: '', LOTKEEPER_HOSTS: ' ' }, MACHINE)).toEqual(readConfig({}, MACHINE));
  });

  it.each<[given: Env, complaint: RegExp]>([
    [{ LOTKEEPER_PROT: '80' }, /^LOTKEEPER_PROT: no such setting; there are .*LOTKEEPER_PORT/],
    [{ LOTKEEPER_TRUST_PROXY: '1' }, /^LOTKEEPER_TRUST_PROXY: no such setting/],
    [{ LOTKEEPER_TLS_KEY_FILE: '/run/secrets/key' }, /^LOTKEEPER_TLS_KEY_FILE: no such setting/],
    [{ LOTKEEPER_PORT: '70000' }, /^LOTKEEPER_PORT: is not a port/],
    [{ LOTKEEPER_PORT: '0x50' }, /^LOTKEEPER_PORT: is not a port/],
    [{ LOTKEEPER_HOSTS: 'dock,http://dock' }, /^LOTKEEPER_HOSTS: "http:\/\/dock" is not a host/],
    [{ LOTKEEPER_PUBLIC_HOST: 'a/b' }, /^LOTKEEPER_PUBLIC_HOST: /],
    [{ LOTKEEPER_TLS: 'on' }, /^LOTKEEPER_TLS: is one of auto, files, off/],
    [{ LOTKEEPER_TLS: 'files', LOTKEEPER_TLS_CERT: 'a.pem' }, /^LOTKEEPER_TLS: files needs/],
    [{ LOTKEEPER_TLS_KEY: 'a.pem' }, /need LOTKEEPER_TLS=files/],
    [{ LOTKEEPER_TLS: 'off' }, /^LOTKEEPER_TLS: off beyond this machine needs TRUST_PROXY/],
    [{ TRUST_PROXY: 'true' }, /^TRUST_PROXY: is a number of proxies/],
    [{ LOTKEEPER_BACKUP_EVERY: 'daily' }, /^LOTKEEPER_BACKUP_EVERY: is night, off, or a time such as/],
    [{ LOTKEEPER_BACKUP_KEEP: '0' }, /^LOTKEEPER_BACKUP_KEEP: is not a number of backups/],
    [{ LOTKEEPER_LOG: 'loud' }, /^LOTKEEPER_LOG: is one of fatal/],
    [{ LOTKEEPER_LOG_FILE: '/nowhere' }, /^LOTKEEPER_LOG_FILE: \/nowhere cannot be read/],
    [{ LOTKEEPER_LOG: 'info', LOTKEEPER_LOG_FILE: '/run/secrets/public-host' }, /^LOTKEEPER_LOG_FILE: LOTKEEPER_LOG is set as well/],
  ])('of %j is refused', (given, complaint) => {
    expect(() => readConfig(given, MACHINE)).toThrow(complaint);
  });

  it('names everything that is wrong at once', () => {
    const attempt = () => readConfig({ LOTKEEPER_PORT: 'x', LOTKEEPER_LOG: 'loud', LOTKEEPER_A: '1', LOTKEEPER_B: '2' }, MACHINE);
    expect(attempt).toThrow(ConfigError);
    expect(attempt).toThrow(/LOTKEEPER_PORT.*\n.*LOTKEEPER_LOG.*\n.*LOTKEEPER_A.*\n.*LOTKEEPER_B/);
  });

  it('leaves other programs their variables', () => {
    expect(readConfig({ PATH: '/bin', HOME_FILE: 'x' }, MACHINE)).toEqual(readConfig({}, MACHINE));
  });
});

describe('the hosts a machine has', () => {
  it('are spelled one way, each once', () => {
    expect(foundHosts({ names: ['A', 'a', 'b c'], addresses: ['::1', '0:0:0:0:0:0:0:1'] })).toEqual(['a', '::1']);
  });
});
