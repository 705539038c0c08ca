import './progress.css';

/** How far long work has come; without `value` it only says that it goes on. */
export function Progress({ label, value, most }: { label: string; value?: number; most?: number }) {
  return (
    <div className="progress-line">
      <progress className="progress" aria-label={label} {...(value !== undefined && { value, max: most ?? 1 })} />
      <span className="progress-label">{label}</span>
    </div>
  );
}

/** A short wait with no measure. */
export function Spinner({ label }: { label: string }) {
  return (
    <span className="spinner" role="status">
      <span className="spinner-ring" aria-hidden="true" />
      {label}
    </span>
  );
}
