/** What the camera picture says. */
export const scanner = {
  'scanner.picture': 'Camera picture',
  'scanner.starting': 'Starting the camera',
  'scanner.aim': 'Aim at a label',
  'scanner.pause': 'Pause scanning',
  'scanner.resume': 'Paused. Tap to go on',
  'scanner.wake': 'Camera is resting. Tap to wake it',
  'scanner.loading': 'Getting the reader ready',
  'scanner.no-reader': 'The reader could not be loaded. Tap to try again, or type the code',
  'scanner.slower': 'Simple reader in use: hold the label close and still',
  'scanner.fogged': 'Wipe the lens',

  'scanner.denied': 'The camera is not allowed. Allow it in the browser settings, then tap here',
  'scanner.none': 'No camera found. Use a scanner, or type the code',
  'scanner.in-use': 'Another app has the camera. Close it, then tap here',
  'scanner.insecure': 'The camera needs the secure connection. Ask a supervisor to set up this phone',
  'scanner.unknown': 'The camera does not start. Tap to try again',

  'scanner.torch': 'Torch',
  'scanner.nearer': 'Zoom in',
  'scanner.farther': 'Zoom out',
  'scanner.camera': 'Camera',
  'scanner.unnamed-camera': 'Camera without a name',
  'scanner.which': 'Which one?',
  'scanner.none-of-these': 'None of these',
  'scanner.wedge': 'Bluetooth scanner: tap here and scan',
} as const;
