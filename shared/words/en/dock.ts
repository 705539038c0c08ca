/** Receive and dispatch. */
export const dock = {
  'dock.receive': 'Receive',
  'dock.dispatch': 'Dispatch',
  'dock.receive-about': 'Goods have arrived',
  'dock.dispatch-about': 'Goods are leaving',

  'ask.lot-label': 'Scan the lot label',
  'ask.received-into': 'Scan the bin they stand in',
  'ask.destination': 'Where are the goods going?',
  'ask.dispatch-from': 'Scan the bin they leave from',

  'dock.destination': 'Destination',
  'dock.destination-hint': 'Customer or place, as on the delivery note',
  'dock.to': 'To',
} as const;
