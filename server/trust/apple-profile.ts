import { createHash } from 'node:crypto';

export interface ProfileFacts {
  /** As it shows in the device's settings. */
  readonly name: string;
  readonly host: string;
  readonly der: Uint8Array;
}

/**
 * A configuration profile that installs one root certificate on iOS and macOS. Its identifier is the host's, so that a
 * newer profile replaces an older one; its UUIDs come from the certificate, so that the same profile stays the same.
 */
export function appleProfile(facts: ProfileFacts): string {
  const identifier = escapeXml(`lotkeeper.trust.${facts.host}`);
  const name = escapeXml(facts.name);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadIdentifier</key><string>${identifier}</string>
  <key>PayloadUUID</key><string>${uuidOf('profile', facts.der)}</string>
  <key>PayloadDisplayName</key><string>${name}</string>
  <key>PayloadContent</key>
  <array>
    <dict>
      <key>PayloadType</key><string>com.apple.security.root</string>
      <key>PayloadVersion</key><integer>1</integer>
      <key>PayloadIdentifier</key><string>${identifier}.root</string>
      <key>PayloadUUID</key><string>${uuidOf('root', facts.der)}</string>
      <key>PayloadDisplayName</key><string>${name}</string>
      <key>PayloadCertificateFileName</key><string>lotkeeper.crt</string>
      <key>PayloadContent</key><data>${Buffer.from(facts.der).toString('base64')}</data>
    </dict>
  </array>
</dict>
</plist>
`;
}

/** A UUID of version 8 (RFC 9562): our own hash of what it names. */
function uuidOf(part: string, der: Uint8Array): string {
  const bytes = createHash('sha256').update(part).update(der).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    .toUpperCase();
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
