/** Line drawings on a 24 × 24 grid, stroke 2. */
const DRAWINGS = {
  scan: 'M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M8 8.5v7M12 8.5v7M16 8.5v7',
  keypad: 'M5 5h3v3H5zM10.5 5h3v3h-3zM16 5h3v3h-3zM5 10.5h3v3H5zM10.5 10.5h3v3h-3zM16 10.5h3v3h-3zM10.5 16h3v3h-3z',
  list: 'M4 6h2M10 6h10M4 12h2M10 12h10M4 18h2M10 18h10',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  undo: 'M9 6L4.5 10.5 9 15M5 10.5h9a5 5 0 0 1 0 10h-3',
  close: 'M6 6l12 12M18 6L6 18',
  erase: 'M8.5 5H20v14H8.5L3 12zM12 9.5l5 5M17 9.5l-5 5',
  torch: 'M8 3h8v4l-2 3v11h-4V10L8 7zM12 13v2',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4',
  queue: 'M5 19V9M10 19V5M15 19v-7M20 19v-3',
  inbox: 'M4 13l3-8h10l3 8v6H4zM4 13h4.5l1.5 3h4l1.5-3H20',
  pick: 'M5 10h14v10H5zM12 14V3M8.5 6.5L12 3l3.5 3.5',
  putaway: 'M4 4v17M20 4v17M4 20h16M8 11.5h8V16H8zM12 3v5M9.5 6L12 8.5 14.5 6',
  transfer: 'M4 8h14M14.5 4.5L18 8l-3.5 3.5M20 16H6M9.5 12.5L6 16l3.5 3.5',
  sighting:
    'M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
  receive: 'M4 20V9l8-5 8 5v11M12 10v8M8.5 14.5L12 18l3.5-3.5',
  dispatch: 'M2.5 6H14v11H2.5zM14 10h4l3.5 3.5V17H14M6.5 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM17 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4z',
  count: 'M6 4v16M10 4v16M14 4v16M18 4v16M3 16L21 8',
  more: 'M12 5v14M5 12h14',
  less: 'M5 12h14',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  out: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  person: 'M12 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4zM5 20c.8-4 3.4-6 7-6s6.2 2 7 6',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  hand: 'M8 12V5.5a1.5 1.5 0 0 1 3 0V11M11 10.5v-6a1.5 1.5 0 0 1 3 0V11M14 10.5V6.5a1.5 1.5 0 0 1 3 0V15c0 4-2 6-5.3 6-2.6 0-3.8-1-5-3.2L4.3 13.5a1.5 1.5 0 0 1 2.5-1.6L8 13.5',
  sound: 'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18 6.5a7.8 7.8 0 0 1 0 11',
  search: 'M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l5 5',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 1.5',
  box: 'M4 8l8-4 8 4v8.5L12 20.5 4 16.5zM4 8l8 4 8-4M12 12v8.5',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  phone: 'M7.5 3h9v18h-9zM11 18h2',
  thermometer: 'M10 13.5V5a2 2 0 0 1 4 0v8.5a4 4 0 1 1-4 0zM12 10v7',
} as const;

export type IconName = keyof typeof DRAWINGS;

/** A decorative drawing; the words beside it carry the meaning. */
export function Icon({ name, size = 24 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={DRAWINGS[name]} />
    </svg>
  );
}
