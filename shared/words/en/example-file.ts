/** The smallest store that works, as an administrator imports it: goods come in at the dock, stand in the racks, leave by the staging lane. */
export const EXAMPLE_FILE = `{
  "zones": [
    { "code": "FRZ", "name": "Frozen", "minCelsius": -25, "maxCelsius": -18, "storageClass": "frozen" }
  ],
  "bins": [
    { "code": "DOCK-01", "zone": "FRZ", "kind": "dock" },
    { "code": "A-01-1", "zone": "FRZ", "kind": "storage" },
    { "code": "A-01-2", "zone": "FRZ", "kind": "storage" },
    { "code": "STAGE-01", "zone": "FRZ", "kind": "staging" }
  ],
  "items": [
    { "gtin": "09521000000018", "sku": "PEAS-1", "name": "Garden peas 1 kg", "unit": "pc", "storageClass": "frozen" }
  ],
  "workers": [
    { "badge": "DORA1", "name": "Dora Dock", "roles": ["dock"], "pin": "602718" },
    { "badge": "PETER1", "name": "Peter Picker", "roles": ["picker"], "pin": "915046" },
    { "badge": "SUE1", "name": "Sue Supervisor", "roles": ["supervisor"], "pin": "731905" }
  ]
}`;
