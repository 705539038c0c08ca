/** The product's mark: a ladder of lots in the reticle. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="80 80 352 352" aria-hidden="true">
      <path
        d="M112 184v-48a24 24 0 0 1 24-24h48M328 112h48a24 24 0 0 1 24 24v48M400 328v48a24 24 0 0 1-24 24h-48M184 400h-48a24 24 0 0 1-24-24v-48"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="30"
        strokeLinecap="round"
      />
      <path
        d="M176 172h160a12 12 0 0 1 0 42H176a12 12 0 0 1 0-42zM176 235h108a12 12 0 0 1 0 42H176a12 12 0 0 1 0-42zM176 298h56a12 12 0 0 1 0 42h-56a12 12 0 0 1 0-42z"
        fill="currentColor"
      />
    </svg>
  );
}
