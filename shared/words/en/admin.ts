/** Administration: why a file of master data was not taken, field by field. */
export const admin = {
  'import.invalid': '{field} {detail}',
  'import.twice': '{field}: {key} is already in {first}',
  'import.no-site': '{field}: the store has no site yet; the file must bring one',
  'import.other-site': '{field}: this store is site {site}',
  'import.zone-unknown': '{field}: there is no zone {zone}, neither here nor in the file',
  'import.holds-many-lots': '{field}: {bin} holds {lots} lots and cannot become a bin for one',
  'import.counted-otherwise': '{field}: lots of {item} are on the books; it stays {stays}',
  'import.pin-missing': '{field}: a new worker needs a PIN',
  'import.no-admin-left': '{field}: nobody would be administrator any more',
} as const;
